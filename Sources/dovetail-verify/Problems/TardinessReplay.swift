/// Refutes that a sequence has a total below a bound, by the relaxation that the search ended with: line 65 changes the
/// multipliers (in 1/64, job by job) and takes out what is too dear at them; line 66 names jobs that from then on stand
/// exactly once. When nothing is left, or all of it is too dear, no sequence is.
///
/// Jobs with a duration are numbered by due date, time, and weight from the heaviest; a node is a job that ends at a
/// time, and a schedule a path. § The lexicographically smallest of the cheapest sequences keeps all rules together: of
/// two jobs, the one that is due no later, no longer and no lighter is first; an exchange of neighbours is dearer, or
/// as dear and lexicographically larger.
struct TardinessReplay {
  private static let scale = 64
  private static let infinite = 1 << 61

  /// The least two costs at a time, of different jobs.
  private struct Two {
    var first = infinite, second = infinite, job: Int32 = -1
    func without(_ other: Int) -> Int { Int(job) == other ? second : first }
    mutating func offer(_ cost: Int, _ other: Int) {
      if cost < first { (second, first, job) = (first, cost, Int32(other)) } else { second = min(second, cost) }
    }
  }

  private struct Node {
    var job: Int32, time: Int
    /// Its arcs end here, and begin where those of the node before end.
    var end: Int
  }

  private let jobs: [TardinessProblem.Job]
  private let horizon: Int
  private let limit: Int
  private var earliest, latest: [Int]
  private var multiplier: [Int]
  /// Of reduced costs.
  private var reducedLimit = 0
  /// The source is node 0, the sink the last; nil before the first elimination.
  private var nodes: [Node]?
  private var arcs: [Int32] = []
  private var forward: [Int] = [], backward: [Int] = []

  init(_ all: [TardinessProblem.Job], below bound: Int) throws {
    let limit = all.reduce(bound - 1) { $1.time == 0 ? $0 - $1.weight * max(0, -$1.due) : $0 }
    let jobs = all.filter { $0.time > 0 }.sorted { ($0.due, $0.time, -$0.weight) < ($1.due, $1.time, -$1.weight) }
    (self.jobs, self.limit) = (jobs, limit)
    let horizon = jobs.reduce(0) { $0 + $1.time }
    self.horizon = horizon
    let most = jobs.reduce(0.0) { $0 + Double($1.weight) * max(0, Double(horizon) - Double($1.due)) }
    try need(most < 0x1p52 && abs(limit) < 1 << 52 && horizon < 1 << 24, "numbers too large for a replay")
    earliest = jobs.map(\.time)
    latest = [Int](repeating: horizon, count: jobs.count)
    multiplier = [Int](repeating: 0, count: jobs.count)
    for after in jobs.indices {
      for before in 0..<after where jobs[before].time <= jobs[after].time && jobs[before].weight >= jobs[after].weight {
        earliest[after] += jobs[before].time
        latest[before] -= jobs[after].time
      }
    }
  }

  mutating func run(_ lines: inout OwnLines) throws {
    if limit < 0 { return }
    while let line = try lines.next() {
      if line.code == 65 {
        try need(line.numbers.count == jobs.count, "a change for each of \(jobs.count) multipliers expected")
        for (job, change) in line.numbers.enumerated() {
          multiplier[job] += min(max(change, -1 << 50), 1 << 50)
          try need(abs(multiplier[job]) <= 1 << 50, "a multiplier out of range")
        }
        // Paths have as many jobs as units of time at most.
        let largest = multiplier.reduce(0) { max($0, abs($1)) }.multipliedReportingOverflow(by: horizon + jobs.count)
        try need(!largest.overflow && largest.partialValue < 1 << 59, "multipliers out of range")
        reducedLimit = limit * Self.scale - multiplier.reduce(0, +)
        if nodes == nil ? try build() : eliminate() { return }
      } else {
        try need(line.code == 66 && nodes != nil && (1...6).contains(line.numbers.count), "no line of a replay")
        try need(line.numbers.allSatisfy(jobs.indices.contains), "no such job")
        try need(Set(line.numbers).count == line.numbers.count, "a job twice")
        if try refine(line.numbers) { return }
      }
    }
    throw Rejection("sequences of total \(limit) are left")
  }

  private func cost(_ job: Int, _ end: Int) -> Int { jobs[job].weight * max(0, end - jobs[job].due) }

  private func reduced(_ job: Int, _ end: Int) -> Int { job < 0 ? 0 : cost(job, end) * Self.scale - multiplier[job] }

  private func mayFollow(_ job: Int, _ before: Int, _ end: Int) -> Bool {
    if before < 0 { return true }
    let asIs = cost(before, end - jobs[job].time) + cost(job, end)
    let exchanged = cost(job, end - jobs[before].time) + cost(before, end)
    return before != job && (asIs < exchanged || asIs == exchanged && before < job)
  }

  /// The graph of all jobs at all times, but for what is too dear. - Returns: whether nothing is left.
  private mutating func build() throws -> Bool {
    var to = [Two](repeating: Two(), count: horizon + 1)
    var from = to
    (to[0], from[horizon]) = (Two(first: 0, second: 0), Two(first: 0, second: 0))
    for end in stride(from: 1, through: horizon, by: 1) {
      for job in jobs.indices where end >= earliest[job] && end <= latest[job] {
        to[end].offer(to[end - jobs[job].time].without(job) + reduced(job, end), job)
      }
    }
    if to[horizon].first > reducedLimit { return true }
    for start in stride(from: horizon - 1, through: 0, by: -1) {
      for job in jobs.indices {
        let end = start + jobs[job].time
        if end < earliest[job] || end > latest[job] { continue }
        from[start].offer(from[end].without(job) + reduced(job, end), job)
      }
    }
    var graph = [Node(job: -1, time: 0, end: 0)]
    var firstAt = [0]
    forward = [0]
    for end in stride(from: 1, through: horizon, by: 1) {
      firstAt.append(graph.count)
      for job in jobs.indices where end >= earliest[job] && end <= latest[job] {
        let (own, start) = (reduced(job, end), end - jobs[job].time)
        let rest = own + from[end].without(job)
        if to[start].without(job) + rest > reducedLimit { continue }
        var best = Self.infinite
        for node in firstAt[start]..<(start + 1 < firstAt.count ? firstAt[start + 1] : graph.count) {
          if forward[node] + rest > reducedLimit || !mayFollow(job, Int(graph[node].job), end) { continue }
          arcs.append(Int32(node))
          best = min(best, forward[node])
        }
        if best == Self.infinite { continue }
        graph.append(Node(job: Int32(job), time: end, end: arcs.count))
        forward.append(best + own)
        try need(graph.count < Int32.max, "too many nodes")
      }
    }
    let last = horizon > 0 ? firstAt[horizon]..<graph.count : 0..<1
    arcs += last.map(Int32.init)
    graph.append(Node(job: -1, time: horizon, end: arcs.count))
    nodes = graph
    return last.isEmpty || eliminate()
  }

  /// Takes out the arcs through which all is too dear. - Returns: whether nothing is left.
  private mutating func eliminate() -> Bool {
    guard var graph = nodes else { return false }
    let sink = graph.count - 1
    let own = graph.map { reduced(Int($0.job), $0.time) }
    forward = [Int](repeating: Self.infinite, count: graph.count)
    backward = forward
    (forward[0], backward[sink]) = (0, 0)
    for node in 1...sink {
      for arc in graph[node - 1].end..<graph[node].end { forward[node] = min(forward[node], forward[Int(arcs[arc])]) }
      forward[node] += own[node]
    }
    if forward[sink] > reducedLimit { return true }
    for node in stride(from: sink, to: 0, by: -1) {
      let through = backward[node] + own[node]
      for arc in graph[node - 1].end..<graph[node].end where through < backward[Int(arcs[arc])] {
        backward[Int(arcs[arc])] = through
      }
    }
    var renamed = [Int32](repeating: -1, count: graph.count)
    renamed[0] = 0
    var (kept, keptArcs, arc) = (1, 0, 0)
    for node in 1...sink {
      let (first, rest) = (keptArcs, own[node] + backward[node])
      while arc < graph[node].end {
        // Costs have moved with their nodes.
        let before = renamed[Int(arcs[arc])]
        if before >= 0, forward[Int(before)] + rest <= reducedLimit {
          arcs[keptArcs] = before
          keptArcs += 1
        }
        arc += 1
      }
      if keptArcs == first { continue }
      renamed[node] = Int32(kept)
      (graph[kept], forward[kept], backward[kept]) = (graph[node], forward[node], backward[node])
      graph[kept].end = keptArcs
      kept += 1
    }
    if renamed[sink] < 0 { return true }
    graph.removeLast(graph.count - kept)
    arcs.removeLast(arcs.count - keptArcs)
    nodes = graph
    return false
  }

  /// Splits nodes by which of these jobs have been. - Returns: whether nothing is left.
  private mutating func refine(_ chosen: [Int]) throws -> Bool {
    guard let old = nodes else { return false }
    let copies = 1 << chosen.count
    var bit = [Int](repeating: 0, count: jobs.count)
    for (place, job) in chosen.enumerated() { bit[job] = 1 << place }
    var (graph, newArcs, costs, rests) = ([old[0]], [Int32](), [0], [backward[0]])
    var copy = [Int32](repeating: -1, count: old.count * copies)
    copy[0] = 0
    for node in 1..<old.count {
      let own = reduced(Int(old[node].job), old[node].time)
      let ownBit = old[node].job < 0 ? 0 : bit[Int(old[node].job)]
      for seen in (node == old.count - 1 ? copies - 1 : 0)..<copies where seen & ownBit == ownBit {
        var best = Self.infinite
        for arc in old[node - 1].end..<old[node].end {
          let before = copy[Int(arcs[arc]) * copies + (seen ^ ownBit)]
          if before < 0 || costs[Int(before)] + own + backward[node] > reducedLimit { continue }
          newArcs.append(before)
          best = min(best, costs[Int(before)])
        }
        if best == Self.infinite { continue }
        copy[node * copies + seen] = Int32(graph.count)
        graph.append(Node(job: old[node].job, time: old[node].time, end: newArcs.count))
        costs.append(best + own)
        rests.append(backward[node])
        try need(graph.count < Int32.max, "too many nodes")
      }
    }
    (nodes, arcs, forward, backward) = (graph, newArcs, costs, rests)
    return copy[old.count * copies - 1] < 0
  }
}
