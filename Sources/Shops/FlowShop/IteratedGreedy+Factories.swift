import Basics

/// Moves between the lines of several factories, for the makespan.
///
/// The makespan alone tells nothing about the lines that end earlier, which must make room, so a move is judged by the
/// sum of a high power of the lines' ends: the last line counts most, the others count.
extension IteratedGreedy where Line: FlowLine {
  mutating func descendBetweenLines() {
    var improved = true
    while improved {
      improved = false
      var unchanged = 0
      while unchanged < present.count {
        shuffle()
        for job in present where unchanged < present.count {
          if board.shouldStop() { return }
          unchanged += 1
          if moveBetweenLines(job) { unchanged = 0 }
        }
      }
      improved = swapOutOfCriticalLine()
    }
  }

  private func power(_ cost: Int, _ scale: Double) -> Double {
    let ratio = Double(cost) * scale
    let square = ratio * ratio
    let fourth = square * square
    let eighth = fourth * fourth
    return eighth * eighth
  }

  private var powerScale: Double { 1 / Double(max(1, cost)) }

  private static var precision: Double { 1e-12 }

  /// Puts a job into the best place of all lines; whether that is better than where it was.
  private mutating func moveBetweenLines(_ job: Int) -> Bool {
    let scale = powerScale
    let source = lineOf[job]
    let oldCost = lines[source].cost
    let (_, oldPlace) = take(job)
    let rest = lines[source].cost
    var best = (gain: -Double.infinity, line: source, place: oldPlace, tie: Int.max)
    for (index, line) in lines.enumerated() {
      let insertion = line.insertion(of: job, at: places(line))
      let before = index == source ? power(oldCost, scale) : power(oldCost, scale) + power(line.cost, scale)
      let after = power(insertion.cost, scale) + (index == source ? 0 : power(rest, scale))
      let gain = before - after
      if gain > best.gain || gain == best.gain && insertion.tie < best.tie {
        best = (gain, index, insertion.place, insertion.tie)
      }
    }
    if best.gain < 0 { best = (0, source, oldPlace, 0) }
    lines[best.line].insert(job, at: best.place)
    lineOf[job] = best.line
    return best.gain > Self.precision
  }

  /// Exchanges a job of the line that ends last with one of another line, each going to its best place there; whether
  /// an exchange made things better, after the first that does.
  private mutating func swapOutOfCriticalLine() -> Bool {
    let scale = powerScale
    let critical = criticalLine
    let candidates = lines[critical].order
    var tries = Self.swapLimit
    for job in candidates {
      for index in lines.indices where index != critical {
        for other in lines[index].order {
          if tries == 0 || board.shouldStop() { return false }
          tries -= 1
          if exchange(job, critical, other, index, scale) { return true }
        }
      }
    }
    return false
  }

  /// Exchanges tried after a descent.
  private static var swapLimit: Int { 400 }

  private mutating func exchange(_ job: Int, _ line: Int, _ other: Int, _ otherLine: Int, _ scale: Double) -> Bool {
    let before = power(lines[line].cost, scale) + power(lines[otherLine].cost, scale)
    let (_, place) = take(job)
    let (_, otherPlace) = take(other)
    let there = lines[otherLine].insertion(of: job)
    let here = lines[line].insertion(of: other)
    if before - power(there.cost, scale) - power(here.cost, scale) > Self.precision {
      lines[otherLine].insert(job, at: there.place)
      lines[line].insert(other, at: here.place)
      (lineOf[job], lineOf[other]) = (otherLine, line)
      return true
    }
    lines[otherLine].insert(other, at: otherPlace)
    lines[line].insert(job, at: place)
    return false
  }
}
