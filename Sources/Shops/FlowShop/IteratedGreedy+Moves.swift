import Basics

extension IteratedGreedy where Line: FlowLine {
  /// Work that one insertion may take, in durations looked at: a few milliseconds.
  private static var workLimit: Int { 1 << 21 }

  /// The places of a line to try: all, or a random stretch where that takes too long.
  mutating func places(_ line: Line) -> ClosedRange<Int> {
    let tried = max(8, Self.workLimit / max(1, line.workPerPlace))
    if tried > line.count { return 0...line.count }
    let first = random.below(line.count - tried + 2)
    return first...first + tried - 1
  }

  /// Puts a job where the objective of all lines grows least.
  mutating func insert(_ job: Int) {
    let (line, insertion) = cheapest(job, known: .none, in: 0)
    put(job, line, insertion.place)
  }

  mutating func put(_ job: Int, _ line: Int, _ place: Int) {
    lines[line].insert(job, at: place)
    lineOf[job] = line
    present.append(job)
  }

  /// Takes a job out of the lines, except out of `present`.
  func take(_ job: Int) -> (line: Int, place: Int) {
    let line = lineOf[job]
    let place = lines[line].place(of: job)
    lines[line].remove(at: place)
    return (line, place)
  }

  /// Takes out a job beside this one and puts it where it is best in the same line.
  mutating func insertNeighbour(of job: Int) {
    let line = lines[lineOf[job]]
    if line.count < 3 { return }
    let place = line.place(of: job)
    let beside = place == 0 || place + 1 < line.count && random.below(2) == 0 ? place + 1 : place - 1
    let neighbour = line.job(at: beside)
    let old = line.cost
    line.remove(at: beside)
    let insertion = line.insertion(of: neighbour, at: places(line))
    line.insert(neighbour, at: insertion.cost <= old ? insertion.place : beside)
  }

  /// Takes out random jobs; with a makespan of several lines, every other one from the line that ends last.
  mutating func destroy(_ count: Int) -> [Int] {
    var removed: [Int] = []
    for index in 0..<count {
      var job = present[random.below(present.count)]
      if isMakespan && lines.count > 1 && index % 2 == 0 {
        let line = lines[criticalLine]
        if line.count > 0 { job = line.job(at: random.below(line.count)) }
      }
      _ = take(job)
      present.remove(at: present.firstIndex(of: job) ?? 0)
      removed.append(job)
    }
    return removed
  }

  var criticalLine: Int { lines.indices.max { lines[$0].cost < lines[$1].cost } ?? 0 }

  /// Moves jobs to better places until no single one has any.
  mutating func descend() {
    if isMakespan && lines.count > 1 {
      descendBetweenLines()
      return
    }
    repeat { descendByInsertion() } while exchangesDue && exchangeInLines()
  }

  private mutating func descendByInsertion() {
    var unchanged = 0
    while unchanged < present.count {
      shuffle()
      for job in present {
        if board.shouldStop() { return }
        unchanged += 1
        if reinsert(job) { unchanged = 0 }
        if unchanged >= present.count { return }
      }
    }
  }

  /// Exchanges pay for tardiness, where a job that moves alone makes many others late; not for partial orders.
  private var exchangesDue: Bool { tables.shop.objective == .totalTardiness && present.count == tables.jobs }

  /// Exchanges jobs of a line where that helps, once for each place; whether it did.
  private mutating func exchangeInLines() -> Bool {
    var improved = false
    for line in lines {
      if line.workPerPlace * line.count > Self.workLimit { continue }
      for place in 0..<line.count {
        if board.shouldStop() { return false }
        if line.exchange(at: place) { improved = true }
      }
    }
    return improved
  }

  /// Puts a job where it is best; whether that is better than where it was. The place may change for an equal one.
  private mutating func reinsert(_ job: Int) -> Bool {
    let source = lines[lineOf[job]]
    var old = FlowInsertion(place: 0, cost: source.cost, tie: source.tie)
    let (line, place) = take(job)
    if !isMakespan { old.cost -= source.cost }
    old.place = place
    let (bestLine, best) = cheapest(job, known: old, in: line)
    lines[bestLine].insert(job, at: best.place)
    lineOf[job] = bestLine
    return best.cost < old.cost
  }

  /// The place where the objective of all lines grows least, by as much as the insertion says then, or the known one.
  private mutating func cheapest(_ job: Int, known: FlowInsertion, in line: Int) -> (line: Int, FlowInsertion) {
    var best = known
    var bestLine = line
    for (index, candidate) in lines.enumerated() {
      let base = isMakespan ? 0 : candidate.cost
      var limit = best
      if limit.cost != .max { limit.cost += base }
      var insertion = candidate.insertion(of: job, at: places(candidate), below: limit)
      if insertion.cost != .max { insertion.cost -= base }
      if insertion < best { (best, bestLine) = (insertion, index) }
      // An empty line is as good as the next one.
      if candidate.count == 0 { break }
    }
    return (bestLine, best)
  }

  mutating func shuffle() {
    for index in stride(from: present.count - 1, to: 0, by: -1) {
      present.swapAt(index, random.below(index + 1))
    }
  }
}
