import Basics

/// A non-basic variable whose reduced cost falls towards 0 as the leaving row's multiplier grows.
struct Candidate: BitwiseCopyable {
  var variable: Int32
  /// The magnitude of its entry in the row.
  var magnitude: Double
  /// What its reduced cost is away from 0; a little below 0 within the tolerance.
  var distance: Double
  /// By how much less the leaving variable violates its bound once this one has gone to its other bound.
  var relief: Double
}

/// Candidates that reach 0 at about the same step.
struct CandidateGroup: BitwiseCopyable {
  var begin: Int32
  /// The candidate with the largest entry.
  var best: Int32
}

extension LinearProgram {
  /// What the ratio test found.
  enum Choice {
    /// A candidate enters, those before `flips` go to their other bounds.
    case enter(candidate: Int, flips: Int)
    /// Even with all candidates at their other bounds the leaving variable violates its bound by so much.
    case none(rest: Double)
  }

  /// The bound flipping ratio test, in Harris' groups.
  ///
  /// - Parameters:
  ///   - direction: 1 where the leaving variable is above its upper bound, -1 where it is below its lower.
  ///   - infeasibility: how far.
  /// - Source: Maros 2003, "A generalized dual phase-2 simplex algorithm"; Harris 1973, "Pivot selection methods of
  ///   the Devex LP code".
  func chooseEntering(direction: Double, infeasibility: Double) -> Choice {
    collectCandidates(direction: direction)
    let count = candidates.count
    let base = candidates.pointer
    let tolerance = Self.dualTolerance
    groups.removeAll()
    var slope = infeasibility
    var (begin, reach, considered) = (0, 0.0, 0)
    var largest = 0.0
    while slope > 0 {
      if begin == considered {
        if considered == count { break }
        // More candidates: all within ten times the least ratio of the rest.
        var least = Double.infinity
        for k in considered..<count { least = min(least, (base[k].distance + tolerance) / base[k].magnitude) }
        reach = max(10 * least, 1e-9)
        considered = partition(from: begin, to: count, reach: reach)
        work += 2 * (count - begin)
        if considered == begin { break }
      }
      var least = Double.infinity
      for k in begin..<considered { least = min(least, (base[k].distance + tolerance) / base[k].magnitude) }
      let end = partition(from: begin, to: considered, reach: max(least, 0))
      if end == begin { break }
      var best = begin
      for k in begin..<end {
        slope -= base[k].relief
        if base[k].magnitude > base[best].magnitude { best = k }
      }
      groups.append(CandidateGroup(begin: Int32(begin), best: Int32(best)))
      largest = max(largest, base[best].magnitude)
      work += 2 * (considered - begin)
      begin = end
    }
    if slope > 0 {
      // All flips together may end right at the bound: that proves nothing, and the last group enters.
      let rest = min(slope, infeasibility - mostRelief(direction: direction))
      if groups.isEmpty || rest > leastProof() { return .none(rest: rest) }
    }
    // A tiny pivot is worth less than the way that is left: one of an earlier group then.
    let enough = min(0.1 * largest, 1)
    var g = groups.count - 1
    while g > 0, base[Int(groups[g].best)].magnitude < enough { g -= 1 }
    return .enter(candidate: Int(groups[g].best), flips: Int(groups[g].begin))
  }

  /// What an infeasibility has to be above, since the row's sum is rounded: relative to Σ |α|·|x|.
  func leastProof() -> Double {
    var sum = 0.0
    for k in 0..<pricedRow.indices.count {
      let v = Int(pricedRow.indices[k])
      sum += pricedRow.values[v].magnitude * max(lower[v].magnitude, upper[v].magnitude)
    }
    return Self.primalTolerance + 1e-11 * sum
  }

  /// What all variables together, tiny entries too, can take of the infeasibility.
  private func mostRelief(direction: Double) -> Double {
    var sum = 0.0
    for k in 0..<pricedRow.indices.count {
      let v = Int(pricedRow.indices[k])
      let entry = pricedRow.values[v] * (place[v] == -1 ? direction : place[v] == -2 ? -direction : 0)
      if entry > 0 { sum += entry * (upper[v] - lower[v]) }
    }
    return sum
  }

  /// Fills `candidates` from the priced row. Which entries qualify is as good as random, so nothing branches on it.
  private func collectCandidates(direction: Double) {
    let count = pricedRow.indices.count
    qualified.resize(to: max(qualified.count, count + 1), filling: 0)
    let (alpha, listed, chosen, place) = (
      pricedRow.values.pointer, pricedRow.indices.pointer, qualified.pointer, place.pointer
    )
    let least = updates < 20 ? 1e-9 : 1e-7
    var next = 0
    for k in 0..<count {
      let v = listed[k]
      let entry = alpha[Int(v)] * direction
      let side = place[Int(v)]
      chosen[next] = v
      next &+= ((side == -1 ? 1 : 0) & (entry >= least ? 1 : 0)) | ((side == -2 ? 1 : 0) & (entry <= -least ? 1 : 0))
    }
    candidates.resize(to: next, filling: Candidate(variable: 0, magnitude: 0, distance: 0, relief: 0))
    let (found, d, low, high) = (candidates.pointer, reduced.pointer, lower.pointer, upper.pointer)
    var end = 0
    for k in 0..<next {
      let v = Int(chosen[k])
      let magnitude = alpha[v].magnitude
      let range = high[v] - low[v]
      found[end] = Candidate(
        variable: chosen[k], magnitude: magnitude, distance: place[v] == -1 ? d[v] : -d[v], relief: magnitude * range)
      end &+= range > 0 ? 1 : 0
    }
    candidates.truncate(to: end)
    work += count + next
  }

  /// Brings candidates of a ratio of at most `reach` to the front of a range.
  ///
  /// - Returns: the end of these.
  private func partition(from begin: Int, to end: Int, reach: Double) -> Int {
    let base = candidates.pointer
    var next = begin
    for k in begin..<end where base[k].distance <= reach * base[k].magnitude {
      let found = base[k]
      base[k] = base[next]
      base[next] = found
      next += 1
    }
    return next
  }
}
