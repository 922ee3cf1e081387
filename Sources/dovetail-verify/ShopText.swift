/// Reads job shops: the standard text, and Taillard's layout with headings.
struct ShopText {
  private let file: String
  private let jobCount: Int
  private let machineCount: Int
  private let lines: [TextLine]
  typealias Operation = (machine: Int, duration: Int)

  static func read(_ text: [UInt8], name: String) throws -> Statement {
    let shop = try ShopText(text, name)
    return try shop.statement(try shop.jobs())
  }

  /// What stands before the numbers of jobs and machines describes the instance.
  private init(_ text: [UInt8], _ name: String) throws {
    file = name
    let all = TextLine.lines(of: text, comments: true).filter { $0.words.joined().contains { $0 != "+" } }
    guard let header = all.firstIndex(where: { Int($0.words[0]) != nil }), all[header].words.count >= 2,
      let jobs = Int(all[header].words[0]), let machines = Int(all[header].words[1])
    else { throw Unreadable(file: name, line: all.first?.number, message: "expected the numbers of jobs and machines") }
    lines = Array(all[(header + 1)...])
    (jobCount, machineCount) = (jobs, machines)
    guard jobs >= 1, machines >= 1, jobs <= lines.count else {
      throw Unreadable(file: name, line: all[header].number, message: "expected a line for each of \(jobs) jobs")
    }
    let rest = all[header].words.dropFirst(2)
    isGeneral = rest.elementsEqual(["*"])
    guard rest.isEmpty || isGeneral || lines.contains(where: { $0.numbers == nil }) else {
      throw Unreadable(file: name, line: all[header].number, message: "expected two numbers, found more")
    }
  }

  /// Whether each line begins with the number of its job's operations.
  private let isGeneral: Bool

  private func error(_ line: TextLine, _ message: String) -> Unreadable {
    Unreadable(file: file, line: line.number, message: message)
  }

  private func jobs() throws -> [[Operation]] {
    if lines.contains(where: { Self.heading($0) != nil }) { return try labelled() }
    if let line = lines.first(where: { $0.numbers == nil }) { throw error(line, "expected numbers") }
    guard lines.count == jobCount else {
      throw error(lines[min(jobCount, lines.count - 1)], "expected \(jobCount) jobs")
    }
    return try pairs()
  }

  /// A line a job of pairs of machine and duration, maybe closed by -1 -1.
  private func pairs() throws -> [[Operation]] {
    let areClosed = !isGeneral && lines[0].numbers?.suffix(2) == [-1, -1]
    return try lines.map { line in
      var numbers = line.numbers.map { $0[...] } ?? []
      if isGeneral, let count = numbers.popFirst(), numbers.count % 2 != 0 || count != numbers.count / 2 {
        throw error(line, "expected \(count) pairs of machine and duration")
      }
      if areClosed {
        guard numbers.suffix(2) == [-1, -1] else { throw error(line, "expected '-1 -1' at the end") }
        numbers.removeLast(2)
      }
      guard numbers.count.isMultiple(of: 2) else { throw error(line, "expected pairs of machine and duration") }
      return try operations(
        line,
        stride(from: 0, to: numbers.count, by: 2).map {
          (numbers[numbers.startIndex + $0], numbers[numbers.startIndex + $0 + 1])
        })
    }
  }

  // MARK: Taillard's layout

  private static func heading(_ line: TextLine) -> String? {
    guard Int(line.words[0]) == nil else { return nil }
    let text = line.words.joined().lowercased()
    return text.contains("machine") ? "machines" : text.contains("time") || text.contains("duration") ? "times" : nil
  }

  private func labelled() throws -> [[Operation]] {
    var rows: [String: [TextLine]] = [:]
    var current: String?
    for line in lines {
      if let heading = Self.heading(line) {
        guard rows.updateValue([], forKey: heading) == nil else {
          throw error(line, "expected one matrix of \(heading)")
        }
        current = heading
      } else {
        guard let current, line.numbers?.count == machineCount else { throw error(line, "expected a row of a matrix") }
        rows[current, default: []].append(line)
      }
    }
    guard let times = rows["times"], let machines = rows["machines"], times.count == jobCount,
      machines.count == jobCount
    else { throw error(lines[0], "expected \(jobCount) rows of times and of machines") }
    return try zip(times, machines).map { time, machine in
      try operations(time, Array(zip(machine.numbers ?? [], time.numbers ?? [])))
    }
  }

  /// Only the order of the machines' numbers matters: they may begin with 0 or 1.
  private func operations(_ line: TextLine, _ pairs: [Operation]) throws -> [Operation] {
    guard pairs.allSatisfy({ (0...machineCount).contains($0.machine) && $0.duration >= 0 }) else {
      throw error(line, "expected machines up to \(machineCount) and durations of at least 0")
    }
    return pairs
  }

  /// x0 is the makespan, then come the starts.
  private func statement(_ jobs: [[Operation]]) throws -> Statement {
    let operations = jobs.flatMap { $0 }
    let machines = operations.map(\.machine)
    if machines.contains(0), machines.contains(machineCount) {
      throw Unreadable(file: file, message: "expected machines from 0 to \(machineCount - 1) or from 1")
    }
    let layout = Statement.Layout.jobShop(counts: jobs.map(\.count))
    let statement = try Statement(layout, durations: operations.map(\.duration), file)
    for operation in operations { statement.addTask(operation.duration) }
    var next = 0
    statement.addChains(
      jobs.map { job in
        next += job.count
        return Array(next - job.count..<next)
      })
    statement.addMachines(Array(machines.enumerated()).map { ($0.offset, $0.element) })
    return statement
  }
}
