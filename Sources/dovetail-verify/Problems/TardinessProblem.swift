/// Jobs for one machine, all there at time 0; the sum of weight times tardiness. Equal weights are refuted by a table
/// of Lawler's decomposition, others by a replay of a time-indexed relaxation.
struct TardinessProblem: OwnProblem {
  struct Job: Equatable { var time = 0, due = 0, weight = 1 }

  private(set) var jobs: [Job] = []

  /// - Parameter question: `instance` k of several in the file, from 1; `jobs` of each in the OR-Library's layout.
  init(_ text: [UInt8], question: [String: Int]) throws {
    let numbers = try TextLine.lines(of: text, comments: true).map { line in
      guard let numbers = line.numbers, numbers.allSatisfy((-ownLimit...ownLimit).contains)
      else { throw Unreadable("line \(line.number): numbers of jobs expected") }
      return numbers
    }
    guard let first = numbers.first else { throw Unreadable("no jobs") }
    var blocks: [[Job]] = []
    if first.count == 1 {
      var next = 0
      while next < numbers.count {
        let count = numbers[next].count == 1 ? numbers[next][0] : 0
        guard count > 0, count < numbers.count - next else { throw Unreadable("no count of jobs") }
        blocks.append(
          try numbers[next + 1...next + count].map { row in
            guard (2...4).contains(row.count), row.count < 4 || row[3] == 0
            else { throw Unreadable("lines p d or p d w expected, without release dates") }
            return Job(time: row[0], due: row[1], weight: row.count > 2 ? row[2] : 1)
          })
        next += count + 1
      }
    } else {
      let all = numbers.flatMap { $0 }
      let count = question["jobs"] ?? Self.count(of: all)
      guard count > 0, count <= all.count, all.count.isMultiple(of: 3 * count)
      else { throw Unreadable("no number of jobs that fits; --jobs says it") }
      blocks = stride(from: 0, to: all.count, by: 3 * count).map { start in
        (start..<start + count).map { Job(time: all[$0], due: all[$0 + 2 * count], weight: all[$0 + count]) }
      }
    }
    let chosen = question["instance"] ?? 1
    guard blocks.indices.contains(chosen - 1), chosen > 0, question["instance"] != nil || blocks.count == 1
    else { throw Unreadable("\(blocks.count) instances; FILE#1 to FILE#\(blocks.count)") }
    jobs = blocks[chosen - 1]
    guard jobs.allSatisfy({ $0.time >= 0 && $0.weight >= 0 }) else { throw Unreadable("a negative time or weight") }
    let total = jobs.reduce(0.0) { $0 + Double($1.time) }
    let cost = jobs.reduce(0.0) { $0 + Double($1.weight) * (total + max(0, -Double($1.due))) }
    guard max(total, cost) < Double(ownLimit) else { throw Unreadable("a tardiness that could exceed 2^60") }
  }

  /// The one number of jobs for which all times are positive and all weights from 1 to 10, as the OR-Library has them.
  private static func count(of all: [Int]) -> Int {
    let fitting = (4...max(4, all.count / 3)).filter { count in
      all.count.isMultiple(of: 3 * count)
        && stride(from: 0, to: all.count, by: 3 * count).allSatisfy { start in
          all[start..<start + count].allSatisfy { $0 > 0 }
            && all[start + count..<start + 2 * count].allSatisfy { (1...10).contains($0) }
        }
    }
    return fitting.count == 1 ? fitting[0] : 0
  }

  func objective(of solution: JSON) throws -> [Int] {
    let ends = solution["completions"]?.list?.map(\.number) ?? []
    try need(ends.count == jobs.count, "a completion for each of \(jobs.count) jobs expected")
    var (total, busy) = (0, [(start: Int, end: Int)]())
    for (number, job) in jobs.enumerated() {
      guard let end = ends[number], end <= ownLimit, end >= job.time else { throw Rejection("completion \(number)") }
      let (cost, overflows) = max(0, end - job.due).multipliedReportingOverflow(by: job.weight)
      try need(!overflows && cost <= ownLimit - total, "the tardiness of job \(number) exceeds 2^60")
      total += cost
      if job.time > 0 { busy.append((end - job.time, end)) }
    }
    busy.sort { $0.start < $1.start }
    for (one, next) in zip(busy, busy.dropFirst()) { try need(one.end <= next.start, "two jobs at time \(next.start)") }
    return [total]
  }

  func refute(below bound: [Int]?, by lines: inout OwnLines) throws {
    guard let bound = bound?.last else { throw Rejection("every order of the jobs is a solution") }
    if jobs.allSatisfy({ $0.weight == jobs[0].weight }) {
      var table = try TardinessTable(jobs)
      let least = try table.bound(by: &lines)
      let (cost, overflows) = least.multipliedReportingOverflow(by: jobs[0].weight)
      try need(overflows || cost >= bound, "the table shows \(cost) only")
    } else {
      var replay = try TardinessReplay(jobs, below: bound)
      try replay.run(&lines)
    }
  }
}
