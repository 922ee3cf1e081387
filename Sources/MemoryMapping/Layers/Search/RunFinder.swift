import Basics

/// Finds the most profitable run that a unit can still make beside what is in fast memory, and makes it.
struct RunFinder: ~Copyable {
  /// A run without an address, and its profit: the benefits that it would earn less the prices of what it takes.
  struct Candidate {
    var first = -1
    var last = -1
    var start = 0
    var finish = 0
    var size = 0
    var profit = 0.0
  }

  private var plan = CopyPlan()
  private var addresses = AddressFinder()
  private var repacker = AddressRepacker()
  /// Whether, and how, other runs are moved to make room in one piece.
  var moving = AddressRepacker.Effort.none

  /// Makes profitable runs of `unit` until there is none.
  ///
  /// - Parameters:
  ///   - weight: what prices are multiplied by.
  ///   - lengthLimit: the most events of a run.
  mutating func fill(
    _ unit: Int, _ prices: borrowing Prices, weight: Double, lengthLimit: Int = .max, _ fit: GapFinder.Fit,
    _ state: inout LayerState
  ) {
    var limit = lengthLimit
    for _ in 0..<8 {
      let candidate = best(of: unit, prices, weight: weight, lengthLimit: limit, state)
      guard candidate.first >= 0 else { return }
      if make(candidate, fit, &state) {
        limit = lengthLimit
      } else {
        // Shorter runs need less room.
        limit = candidate.last - candidate.first
        if limit == 0 { return }
      }
    }
  }

  /// - Returns: whether there was an address.
  mutating func make(_ candidate: Candidate, _ fit: GapFinder.Fit, _ state: inout LayerState) -> Bool {
    let (start, finish) = (Int32(candidate.start), Int32(candidate.finish))
    var address = addresses.address(for: candidate.size, from: start, to: finish, fit, state)
    if address == nil { address = repacker.makeRoom(for: candidate.size, from: start, to: finish, moving, &state) }
    guard let address else { return false }
    return make(candidate, at: address, &state)
  }

  mutating func make(_ candidate: Candidate, at address: Int, _ state: inout LayerState) -> Bool {
    let (first, last) = (state.units.events[candidate.first], state.units.events[candidate.last])
    plan.clear()
    if first.usedTensor >= 0 {
      guard
        plan.planCopy(first.copyDemand, from: candidate.start, before: Int(first.time), state) == candidate.start
      else { return false }
    }
    if state.units.needsWriteBack(first: candidate.first, last: last) {
      let birth = Int(state.units.events[last.birth].time)
      guard
        plan.planWriteBack(
          last.writeBackDemand, definedAt: birth, servedUntil: Int(last.time), before: candidate.finish + 1, state)
          == candidate.finish
      else { return false }
    }
    let run = LayerState.Run(
      first: Int32(candidate.first), last: Int32(candidate.last), start: Int32(candidate.start),
      finish: Int32(candidate.finish), size: candidate.size, address: address)
    state.insert(run, plan)
    return true
  }

  /// The run of the largest profit above 0 among those of at most `lengthLimit` events for which there is supply and
  /// room, whatever the addresses.
  mutating func best(
    of unit: Int, _ prices: borrowing Prices, weight: Double, lengthLimit: Int = .max, _ state: borrowing LayerState
  ) -> Candidate {
    var best = Candidate()
    let units = state.units
    let end = Int(units.firstEvent[unit + 1])
    guard units.irregularity[unit] == 0 else { return best }
    var release = 0
    var index = Int(units.firstEvent[unit])
    while index < end {
      let server = state.server[index]
      if server >= 0 {
        release = Int(state.runs[server].finish) + 1
        index = Int(state.runs[server].last) + 1
        continue
      }
      var stop = index
      while stop < end, state.server[stop] < 0 { stop += 1 }
      let ceiling = max(release, stop < end ? Int(state.runs[state.server[stop]].start) : units.instructionCount)
      for first in index..<stop {
        let longest = lengthLimit < stop - first ? first + lengthLimit : stop
        extend(from: first, endingIn: first..<longest, release..<ceiling, prices, weight, state, &best)
      }
      index = stop
    }
    return best
  }

  /// The run of events `first ... last` where it is possible, whatever it earns; none where it is not.
  mutating func run(from first: Int, to last: Int, _ prices: borrowing Prices, _ state: borrowing LayerState)
    -> Candidate
  {
    var found = Candidate()
    found.profit = -.infinity
    var release = 0
    if first > Int(state.units.firstEvent[state.units.unitOfEvent[first]]), state.server[first - 1] >= 0 {
      release = Int(state.runs[state.server[first - 1]].finish) + 1
    }
    let times = release..<max(release, state.units.instructionCount)
    extend(from: first, endingIn: last..<(last + 1), times, prices, 0, state, &found)
    return found
  }

  /// Tries the runs that begin with event `first` and end with one of `ends`, within the instructions `times`.
  private mutating func extend(
    from first: Int, endingIn ends: Range<Int>, _ times: Range<Int>, _ prices: borrowing Prices, _ weight: Double,
    _ state: borrowing LayerState, _ best: inout Candidate
  ) {
    let units = state.units
    let event = units.events[first]
    let ceiling = times.upperBound
    guard Int(event.time) < ceiling else { return }
    var start = Int(event.time)
    var cost = 0.0
    plan.clear()
    if event.usedTensor >= 0 {
      let earliest = max(times.lowerBound, Int(event.release))
      guard let copyStart = plan.planCopy(event.copyDemand, from: earliest, before: start, state) else { return }
      start = copyStart
      guard start >= earliest else { return }
      cost = prices.ofCopying(plan.copy)
    }
    var size = event.sizeBefore
    var checked = start
    var gain = 0
    for last in first..<ends.upperBound {
      let event = units.events[last]
      let time = Int(event.time)
      if event.size > size {
        size = event.size
        checked = start
      }
      guard time < ceiling, state.fits(size, from: checked, to: time) else { return }
      checked = time + 1
      gain += state.marginalGain(of: event)
      guard last >= ends.lowerBound, gain > 0 || ends.count == 1 else { continue }
      var finish = time
      var total = cost
      if units.needsWriteBack(first: first, last: event) {
        let limit = min(Int(event.writeBackLimit), ceiling)
        let birth = Int(units.events[event.birth].time)
        guard
          let end = plan.planWriteBack(
            event.writeBackDemand, definedAt: birth, servedUntil: time, before: limit, state),
          state.fits(size, from: time + 1, to: end)
        else { continue }
        finish = end
        total += prices.ofCopying(plan.writeBack)
      }
      total += prices.ofHolding(size, from: start, to: finish)
      let profit = Double(gain) - weight * total
      if profit > best.profit {
        best = Candidate(first: first, last: last, start: start, finish: finish, size: size, profit: profit)
      }
    }
  }
}
