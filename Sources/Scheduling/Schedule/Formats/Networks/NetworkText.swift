import Basics
import Solving

extension GeneralSchedule {
  /// Reads flexible shops with orders by arcs, the text that others call fajsp: a line `operations arcs machines`; for each
  /// arc a line with the two operations, numbered from 0, perhaps with the number of their job; then for each operation a
  /// line: how many machines can do it, each with its number from 0 and a duration.
  /// - Source: the benchmark library of scheduleopt.github.io; the instances are of Birgin, Feofiloff, Fernandes, de Melo,
  ///   Oshiro, Ronconi 2014, "A MILP model for an extended version of the flexible job shop problem".
  struct NetworkText {
    private var reader: TokenReader

    /// Whether the file's name says so.
    static func isNamed(_ source: SourceText) -> Bool {
      (source.name.split(separator: "#").first ?? "").lowercased().hasSuffix(".fajsp")
    }

    /// Whether line for line the text is one.
    static func fits(_ source: SourceText) -> Bool {
      var walk = ByteLines(source)
      var words: [Range<Int>] = []
      var counts: [Int] = []
      var lines = 0
      while let line = walk.next() {
        walk.split(line, into: &words)
        if let comment = words.firstIndex(where: { walk.text($0).hasPrefix("#") }) { words.removeSubrange(comment...) }
        if words.isEmpty { continue }
        let numbers = words.compactMap { Int(walk.text($0)) }
        guard numbers.count == words.count, numbers.allSatisfy({ $0 >= 0 }) else { return false }
        if counts.isEmpty {
          guard numbers.count == 3, numbers[0] > 0, numbers[2] > 0 else { return false }
          counts = numbers
          continue
        }
        lines += 1
        if lines <= counts[1] {
          guard (2...3).contains(numbers.count), numbers[0] < counts[0], numbers[1] < counts[0] else { return false }
        } else {
          guard numbers[0] > 0, numbers.count - 1 == 2 * numbers[0], isChoice(numbers, of: counts[2]) else {
            return false
          }
        }
      }
      return counts.count == 3 && lines == counts[0] + counts[1]
    }

    private static func isChoice(_ numbers: [Int], of machines: Int) -> Bool {
      stride(from: 1, to: numbers.count, by: 2).allSatisfy { numbers[$0] < machines }
    }

    /// - Throws: the first number that the format does not have there.
    static func read(_ source: SourceText) throws(InputError) -> Instance {
      var text = NetworkText(reader: TokenReader(source))
      return try text.instance()
    }

    /// nil where the line is at its end.
    private mutating func job(ofArc number: Int) throws(InputError) -> Int? {
      var ahead = reader
      guard ahead.next() != nil, ahead.line == reader.line else { return nil }
      return try reader.integer("the job of arc \(number)", in: 0...Instance.countLimit)
    }

    private mutating func instance() throws(InputError) -> Instance {
      let count = try reader.integer("the number of operations", in: 1...Instance.countLimit)
      let arcCount = try reader.integer("the number of arcs", in: 0...Instance.countLimit)
      let machines = try reader.integer("the number of machines", in: 1...Instance.countLimit)
      var arcs: [FlexibleArc] = []
      for number in 0..<arcCount {
        let before = try reader.integer("the first operation of arc \(number + 1)", in: 0...count - 1)
        let after = try reader.integer("the second operation of arc \(number + 1)", in: 0...count - 1)
        arcs.append(FlexibleArc(before: before, after: after, job: try job(ofArc: number + 1)))
      }
      var operations: [[FlexibleChoice]] = []
      for number in 0..<count {
        var choices: [FlexibleChoice] = []
        for _ in 0..<(try reader.integer("the number of machines of operation \(number)", in: 1...machines)) {
          let machine = try reader.integer("a machine of operation \(number)", in: 0...machines - 1)
          let duration = try reader.integer("a duration of operation \(number)", in: 0...Instance.timeLimit)
          choices.append(FlexibleChoice(machine: machine, duration: duration))
        }
        operations.append(choices)
      }
      try reader.expectEnd(after: "operation \(count - 1)")
      do {
        return try flexibleNetwork(name: reader.source.stem, machines: machines, operations: operations, arcs: arcs)
      } catch {
        throw InputError(file: reader.source.name, error.description)
      }
    }
  }
}
