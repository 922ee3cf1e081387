/// Lower bounds of the total tardiness of sets of jobs from a start time, by Lawler's decomposition: line 64 is first,
/// last and rank of a set, then for ascending start times the increase of the time and of the bound.
///
/// With jobs in order of due dates, a set is the jobs first...last of which none has a higher rank by processing time.
/// § Its longest job stands in some optimal order right after all others of the set up to some job k, not before
/// itself, where start + P(k) is at least d + p of those from the longest one to k, and below the next one's due date.
struct TardinessTable {
  private struct Name: Hashable { let first, last, rank: Int }
  private struct Branch { let earliest, latest, completion, left, right: Int }
  private struct JobSet {
    /// The largest tardiness in order of due dates is start - noneLate; in order of processing times, the sum of
    /// completions less due dates is count * start + offset. Neither is ever more than the least total tardiness.
    var noneLate = Int.max, count = 0, offset = 0
    var starts: [Int] = [], bounds: [Int] = []

    /// More start is no less tardiness.
    func bound(from start: Int) -> Int {
      var (low, high) = (0, starts.count)
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] <= start { low = middle + 1 } else { high = middle }
      }
      return max(0, start - noneLate, count * start + offset, low > 0 ? bounds[low - 1] : 0)
    }
  }

  private let time, due, rank, byRank: [Int]
  private let horizon: Int
  private var sets: [JobSet] = []
  private var numbers: [Name: Int] = [:]

  init(_ jobs: [TardinessProblem.Job]) throws {
    let order = jobs.indices.sorted { (jobs[$0].due, jobs[$0].time, $0) < (jobs[$1].due, jobs[$1].time, $1) }
    time = order.map { jobs[$0].time }
    due = order.map { jobs[$0].due }
    byRank = time.indices.sorted { [time] in (time[$0], $0) < (time[$1], $1) }
    var rank = byRank
    for (place, job) in byRank.enumerated() { rank[job] = place }
    self.rank = rank
    horizon = time.reduce(0, +)
    let farthest = due.reduce(horizon) { max($0, abs($1)) }
    try need(
      (horizon + farthest).multipliedReportingOverflow(by: 4 * jobs.count).overflow == false, "numbers too large")
  }

  mutating func bound(by lines: inout OwnLines) throws -> Int {
    while let line = try lines.next() {
      try need(line.code == 64 && line.numbers.count > 4 && line.numbers.count % 2 == 1, "no line of a table")
      let name = Name(first: line.numbers[0], last: line.numbers[1], rank: line.numbers[2])
      try need(
        0 <= name.first && name.first <= name.last && name.last < time.count && byRank.indices.contains(name.rank)
          && (name.first...name.last).contains(byRank[name.rank]), "no set of jobs")
      try add(name, line.numbers)
    }
    return sets[number(of: Name(first: 0, last: time.count - 1, rank: time.count - 1))].bound(from: 0)
  }

  private mutating func add(_ name: Name, _ entries: [Int]) throws {
    let number = number(of: name)
    try need(sets[number].starts.isEmpty, "a set twice")
    let branches = branches(of: name)
    let longest = due[byRank[name.rank]]
    var (start, bound) = (0, 0)
    for place in stride(from: 3, to: entries.count, by: 2) {
      try need(entries[place] >= (place == 3 ? 0 : 1) && entries[place] <= horizon - start, "a start out of order")
      try need(entries[place + 1] >= 0 && entries[place + 1] <= ownLimit - bound, "a bound out of order")
      start += entries[place]
      bound += entries[place + 1]
      for branch in branches where branch.earliest <= start && start < branch.latest {
        let end = start + branch.completion
        var total = max(0, end - longest)
        if total < bound, branch.right >= 0 { total += sets[branch.right].bound(from: end) }
        if total < bound, branch.left >= 0 { total += sets[branch.left].bound(from: start) }
        try need(
          total >= bound, "set \(name.first) \(name.last) \(name.rank) from \(start) costs \(total), not \(bound)")
      }
      sets[number].starts.append(start)
      sets[number].bounds.append(bound)
    }
  }

  /// The places of the longest job, each with the interval of start times for which the rules leave it.
  private mutating func branches(of name: Name) -> [Branch] {
    let members = (name.first...name.last).filter { rank[$0] <= name.rank }
    let longest = byRank[name.rank]
    // The longest jobs of what is to the right of each place.
    var ranks = [Int](repeating: -1, count: members.count + 1)
    for (place, job) in members.enumerated().reversed() { ranks[place] = max(ranks[place + 1], rank[job]) }
    var (completion, blocking, left) = (0, Int.min / 2, (first: -1, last: -1, rank: -1))
    var result: [Branch] = []
    for (place, job) in members.enumerated() {
      completion += time[job]
      if job != longest {
        left = (left.first < 0 ? job : left.first, job, max(left.rank, rank[job]))
        if job > longest { blocking = max(blocking, due[job] + time[job]) }
      }
      guard job >= longest else { continue }
      let next = place + 1 < members.count ? members[place + 1] : -1
      let (earliest, latest) = (blocking - completion, next < 0 ? Int.max : due[next] - completion)
      // Starts are from 0 to the horizon.
      guard earliest < latest, latest > 0, earliest <= horizon else { continue }
      result.append(
        Branch(
          earliest: earliest, latest: latest, completion: completion,
          left: left.first < 0 ? -1 : number(of: Name(first: left.first, last: left.last, rank: left.rank)),
          right: next < 0 ? -1 : number(of: Name(first: next, last: name.last, rank: ranks[place + 1]))))
    }
    return result
  }

  private mutating func number(of name: Name) -> Int {
    if let number = numbers[name] { return number }
    var (set, completion) = (JobSet(), 0)
    for job in name.first...name.last where rank[job] <= name.rank {
      completion += time[job]
      set.noneLate = min(set.noneLate, due[job] - completion)
      set.count += 1
    }
    completion = 0
    for place in 0...name.rank where (name.first...name.last).contains(byRank[place]) {
      completion += time[byRank[place]]
      set.offset += completion - due[byRank[place]]
    }
    numbers[name] = sets.count
    sets.append(set)
    return sets.count - 1
  }
}
