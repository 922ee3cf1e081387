import Basics

/// Reads a line a job of pairs `machine duration`.
///
/// Jobs may differ in length: each line has as many pairs as its job has operations. Lines may be closed by `-1 -1`, then
/// all of them, and with `*` behind the counts each begins with the number of its operations.
/// - Source: Da Col, Teppan 2022, "Industrial-size job shop scheduling with constraint programming", for closed lines.
struct ShopRows {
  let block: ShopBlock
  /// Whether the lines are closed by `-1 -1`.
  private let areClosed: Bool
  /// The number of the first machine, 0 or 1.
  let firstMachine: Int

  init(_ block: ShopBlock) {
    self.block = block
    areClosed = !block.isGeneral && block.lines.first.map { block.numbers(of: $0).suffix(2) == [-1, -1] } ?? false
    var machines: (least: Int, most: Int)? = nil
    for line in block.lines {
      let numbers = block.numbers(of: line).dropFirst(block.isGeneral ? 1 : 0).dropLast(areClosed ? 2 : 0)
      for place in stride(from: numbers.startIndex, to: numbers.endIndex, by: 2) {
        machines = (min(machines?.least ?? .max, numbers[place]), max(machines?.most ?? .min, numbers[place]))
      }
    }
    // Only so do all of them fit: from 0, the last machine would be out of range.
    firstMachine = (machines.map { $0.least >= 1 && $0.most == block.machineCount } ?? false) ? 1 : 0
  }

  /// - Throws: the first line that has too few or too many numbers, or one out of range.
  func jobs() throws(InputError) -> [[JobShop.Operation]] {
    var jobs: [[JobShop.Operation]] = []
    jobs.reserveCapacity(min(block.jobCount, block.lines.count))
    for line in block.lines {
      guard jobs.count < block.jobCount else {
        throw block.text.place(of: line).error(
          expected: "the end of the file after \(counted(block.jobCount, "job"))", found: shown(line))
      }
      jobs.append(try operations(line, job: jobs.count))
    }
    guard jobs.count == block.jobCount else {
      let last = block.lines.last ?? block.header
      throw block.text.place(of: last).error(
        expected: "the line of job \(jobs.count), of \(counted(block.jobCount, "job"))", found: "the end of the file")
    }
    return jobs
  }

  private func shown(_ line: ShopText.Line) -> String {
    TokenReader.shown(line.count > 0 ? "\(block.text.numbers[line.numbers.lowerBound])" : line.words ?? "")
  }

  private func operations(_ line: ShopText.Line, job: Int) throws(InputError) -> [JobShop.Operation] {
    let place = block.text.place(of: line)
    guard line.hasNumbers else {
      throw place.error(expected: "the line of job \(job), of \(counted(block.jobCount, "job"))", found: shown(line))
    }
    var numbers = block.numbers(of: line)
    if block.isGeneral, let count = numbers.popFirst() {
      guard (0...ShopBlock.countLimit).contains(count) else {
        throw place.error(
          expected: "the number of operations of job \(job) from 0 to \(ShopBlock.countLimit)", found: "'\(count)'")
      }
      guard line.words != nil || numbers.count == 2 * count else {
        throw place.error(
          expected: "\(counted(count, "pair")) in the line of job \(job), as its first number says",
          found: numbers.count.isMultiple(of: 2) ? "\(numbers.count / 2)" : counted(numbers.count, "number"))
      }
    } else if areClosed, line.words == nil {
      guard numbers.suffix(2) == [-1, -1] else {
        throw place.error(
          expected: "'-1 -1' at the end of the line of job \(job), as for job 0", found: "the end of the line")
      }
      numbers = numbers.dropLast(2)
    }
    var operations: [JobShop.Operation] = []
    operations.reserveCapacity(numbers.count / 2)
    while let machine = numbers.popFirst() {
      let name = "of operation \(operations.count) of job \(job)"
      let machines = firstMachine...(block.machineCount - 1 + firstMachine)
      guard machines.contains(machine) else {
        throw place.error(
          expected: "the machine \(name) from \(machines.lowerBound) to \(machines.upperBound)", found: "'\(machine)'")
      }
      guard let duration = numbers.popFirst() else {
        if line.words != nil { break }
        throw place.error(expected: "the duration \(name), in pairs 'machine duration'", found: "the end of the line")
      }
      guard duration >= 0 else {
        throw place.error(expected: "the duration \(name), at least 0", found: "'\(duration)'")
      }
      operations.append(JobShop.Operation(machine: machine - firstMachine, duration: duration))
    }
    if let word = line.words {
      let isDuration = !(line.count - (block.isGeneral ? 1 : 0)).isMultiple(of: 2)
      let what = "the \(isDuration ? "duration" : "machine") of operation \(operations.count) of job \(job)"
      throw place.error(expected: "\(what), an integer", found: TokenReader.shown(word))
    }
    return operations
  }
}
