import Basics

/// Reads Taillard's layout: a line of times a job, and below them a line of machines a job, in the same places.
///
/// Machines are numbered from 1 there, and from 0 where a 0 says so. Headings say which matrix is which; without them
/// it is the machines' whose lines each name all machines once.
/// - Source: Taillard 1993, "Benchmarks for basic scheduling problems".
struct TimesAndMachines {
  private let block: ShopBlock
  private let times: [ShopText.Line]
  private let machines: [ShopText.Line]
  private let isLabelled: Bool
  /// Whether the machines stand first, as Taillard has them not.
  let areMachinesFirst: Bool

  private static let layout = "Taillard's layout: a line of times a job, then a line of machines a job"

  private enum Heading {
    case times, machines

    init?(_ line: ShopText.Line) {
      guard !line.hasNumbers, let words = line.words?.lowercased() else { return nil }
      if words.contains("machine") {
        self = .machines
      } else if words.contains("time") || words.contains("duration") {
        self = .times
      } else {
        return nil
      }
    }
  }

  /// Whether the lines are of this layout, with or without mistakes, rather than a line a job.
  static func fits(_ block: ShopBlock) -> Bool {
    if block.lines.contains(where: { Heading($0) != nil }) { return true }
    guard !block.isGeneral, block.lines.count > block.jobCount, let first = block.lines.first else { return false }
    return block.lines.allSatisfy(\.hasNumbers) && first.count == block.machineCount
  }

  /// - Throws: a matrix that is missing, or that it cannot be told which is which.
  init(_ block: ShopBlock) throws(InputError) {
    self.block = block
    isLabelled = block.lines.contains { Heading($0) != nil }
    guard !isLabelled else {
      (times, machines, areMachinesFirst) = try Self.labelled(block)
      return
    }
    let count = block.jobCount
    guard block.lines.count == 2 * count else {
      let last = block.lines.last ?? block.header
      throw block.text.place(of: last).error(
        expected: "\(2 * count) lines under the counts (\(Self.layout))", found: "\(block.lines.count)")
    }
    let (upper, lower) = (Array(block.lines.prefix(count)), Array(block.lines.suffix(count)))
    areMachinesFirst = Self.areOrders(upper, block) && !Self.areOrders(lower, block)
    (times, machines) = areMachinesFirst ? (lower, upper) : (upper, lower)
    let areBoth = Self.areOrders(upper, block) && Self.areOrders(lower, block)
    if areBoth, upper.map(block.numbers) != lower.map(block.numbers) {
      throw block.text.place(of: upper[0]).error(
        expected: "a line 'Times' or 'Machines' before each matrix, as both can be the machines",
        found: "two matrices without names (\(Self.layout))")
    }
  }

  private static func labelled(
    _ block: ShopBlock
  ) throws(InputError) -> ([ShopText.Line], [ShopText.Line], Bool) {
    var times: [ShopText.Line]?
    var machines: [ShopText.Line]?
    var current: Heading?
    var areMachinesFirst = false
    for line in block.lines {
      if let heading = Heading(line) {
        guard heading == .times ? times == nil : machines == nil else {
          throw block.text.place(of: line).error(
            expected: "times and machines once each (\(layout))", found: TokenReader.shown(line.words ?? ""))
        }
        if heading == .times { times = [] } else { machines = [] }
        if times == nil { areMachinesFirst = true }
        current = heading
      } else if line.hasNumbers, let current {
        if current == .times { times?.append(line) } else { machines?.append(line) }
      } else {
        throw block.text.place(of: line).error(
          expected: "a line 'Times' or 'Machines', or a line of numbers (\(layout))",
          found: TokenReader.shown(line.words ?? "\(block.text.numbers[line.numbers.lowerBound])"))
      }
    }
    for (name, lines) in [("times", times), ("machines", machines)] where lines?.count != block.jobCount {
      throw block.text.place(of: block.lines.last ?? block.header).error(
        expected: "\(counted(block.jobCount, "line")) of \(name), one a job (\(layout))", found: "\(lines?.count ?? 0)")
    }
    return (times ?? [], machines ?? [], areMachinesFirst)
  }

  /// Whether each line names all machines once, from 1 or from 0.
  private static func areOrders(_ lines: [ShopText.Line], _ block: ShopBlock) -> Bool {
    let least = lines.reduce(Int.max) { min($0, block.numbers(of: $1).min() ?? .max) }
    guard (0...1).contains(least) else { return false }
    return lines.allSatisfy { line in
      line.words == nil && block.numbers(of: line).sorted().elementsEqual(least..<(block.machineCount + least))
    }
  }

  /// - Throws: the first line that has too few or too many numbers, or one out of range.
  func jobs() throws(InputError) -> [[JobShop.Operation]] {
    let hasZero = machines.contains { block.numbers(of: $0).contains(0) }
    let first = hasZero ? 0 : 1
    var jobs: [[JobShop.Operation]] = []
    for job in 0..<block.jobCount {
      let durations = try row(times[job], "time", job)
      let orders = try row(machines[job], "machine", job)
      for duration in durations where duration < 0 {
        throw block.text.place(of: times[job]).error(
          expected: "a time of job \(job), at least 0", found: "'\(duration)'")
      }
      for machine in orders where !(first...block.machineCount - 1 + first).contains(machine) {
        throw block.text.place(of: machines[job]).error(
          expected: "a machine of job \(job) from \(first) to \(block.machineCount - 1 + first) (\(Self.layout))",
          found: "'\(machine)'")
      }
      if !isLabelled, Set(orders).count < block.machineCount {
        throw block.text.place(of: machines[job]).error(
          expected: "each machine once in the line of machines of job \(job) (\(Self.layout))",
          found: "\(Set(orders).count) of \(block.machineCount)")
      }
      jobs.append(zip(orders, durations).map { JobShop.Operation(machine: $0 - first, duration: $1) })
    }
    return jobs
  }

  private func row(_ line: ShopText.Line, _ what: String, _ job: Int) throws(InputError) -> ArraySlice<Int> {
    let place = block.text.place(of: line)
    if let word = line.words {
      throw place.error(expected: "a \(what) of job \(job), an integer", found: TokenReader.shown(word))
    }
    guard line.count == block.machineCount else {
      throw place.error(
        expected: "\(block.machineCount) \(what)s of job \(job) (\(Self.layout))",
        found: counted(line.count, "number"))
    }
    return block.numbers(of: line)
  }
}
