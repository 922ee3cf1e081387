/// Reads job shops: the numbers of jobs and machines, then a line a job of pairs of machine and duration. With `*` behind
/// the two numbers a line begins with the count of its operations: a job may skip machines, come back to some, or have
/// nothing to do.
enum ShopText {
  private typealias Operation = (machine: Int, duration: Int)

  static func read(_ text: [UInt8], name: String) throws -> Statement {
    func error(_ line: TextLine?, _ message: String) -> Unreadable {
      Unreadable(file: name, line: line?.number, message: message)
    }
    // What stands before the numbers describes the instance; lines of * or + only adorn it.
    let all = TextLine.lines(of: text, comments: true).filter { $0.words.joined().contains { $0 != "+" && $0 != "*" } }
    guard let first = all.firstIndex(where: { Int($0.words[0]) != nil }), let (header, isCounted) = counts(all[first])
    else { throw error(all.first, "expected the numbers of jobs and machines") }
    let lines = all[(first + 1)...]
    guard lines.count == header[0] else { throw error(all[first], "expected a line for each of \(header[0]) jobs") }
    let jobs = try lines.map { line in
      guard var numbers = line.numbers else { throw error(line, "expected numbers") }
      let count = isCounted ? numbers.removeFirst() : numbers.count / 2
      guard numbers.count.isMultiple(of: 2), numbers.count / 2 == count
      else { throw error(line, "expected pairs of machine and duration, as many as the line says") }
      let job = stride(from: 0, to: numbers.count, by: 2).map { (machine: numbers[$0], duration: numbers[$0 + 1]) }
      guard job.allSatisfy({ (0...header[1]).contains($0.machine) && $0.duration >= 0 })
      else { throw error(line, "expected machines up to \(header[1]) and durations of at least 0") }
      return job
    }
    // Only the order of the machines' numbers matters: they may begin with 0 or 1.
    let used = Set(jobs.joined().map(\.machine))
    guard !used.contains(0) || !used.contains(header[1]) else { throw error(nil, "expected machines from 0 or from 1") }
    return try Statement(.jobShop(counts: jobs.map(\.count)), jobs.map { $0.map { [$0] } }, name)
  }

  /// The numbers of jobs and machines, and whether lines of jobs have counts.
  private static func counts(_ line: TextLine) -> (numbers: [Int], isCounted: Bool)? {
    let isCounted = line.words.count == 3 && line.words[2] == "*"
    let numbers = isCounted ? line.words.prefix(2).compactMap { Int($0) } : line.numbers ?? []
    return numbers.count == 2 && numbers.allSatisfy { $0 >= 1 } ? (numbers, isCounted) : nil
  }
}
