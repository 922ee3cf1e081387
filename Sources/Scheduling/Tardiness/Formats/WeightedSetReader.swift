import Basics

extension Tardiness {
  /// Reads the OR-Library's weighted tardiness sets: for each instance its n processing times, its n weights and its n
  /// due dates, as blank-separated integers, instances one after the other.
  ///
  /// The files do not say n. For a wrong n, due dates or processing times fall on weights' places; so it is the number
  /// whose greatest weight is far below that of all others, or, where values do not tell, the one number for which each of
  /// the lists takes the same whole lines. Whoever knows better says n.
  /// - Source: Beasley 1990, "OR-Library: distributing test problems by electronic mail".
  struct WeightedSetReader {
    /// The number of jobs of an instance, and how it is known.
    enum Layout: Equatable {
      /// By the values, or said by somebody.
      case sure(Int)
      /// By the lines alone.
      case byLines(Int)
      /// Several numbers fit the lines, or one that may be chance.
      case open
      /// No number fits.
      case none
    }

    private let source: SourceText
    private let numbers: [Int]
    let layout: Layout

    /// An instance of one to three jobs proves nothing about its layout.
    private static let least = 4
    /// Where each list has a line, three jobs do.
    private static let leastByLines = 3
    /// The weights of the OR-Library's sets.
    private static let usualWeights = 10
    /// Numbers on a line of the OR-Library's sets.
    private static let wrap = 20
    /// So many numbers are rarely all small.
    private static let chance = 60
    /// Larger ones may be due dates or processing times as well.
    private static let clearWeights = 100

    /// - Parameter jobCount: of an instance, where somebody says it.
    init(_ source: SourceText, jobCount: Int? = nil) throws(InputError) {
      self.source = source
      var reader = TokenReader(source)
      var numbers: [Int] = []
      /// The numbers on each line.
      var lengths: [Int] = []
      var line = 0
      while reader.peek() != nil {
        numbers.append(try reader.integer("a processing time, weight or due date", in: Int.min...Int.max))
        if reader.line != line { lengths.append(0) }
        line = reader.line
        lengths[lengths.count - 1] += 1
      }
      self.numbers = numbers
      if let jobCount {
        guard numbers.count.isMultiple(of: 3 * jobCount), !numbers.isEmpty else {
          throw InputError(
            file: source.name, line: nil,
            expected: "for each instance \(jobCount) processing times, \(jobCount) weights and \(jobCount) due dates",
            found: "\(counted(numbers.count, "number"))")
        }
        layout = .sure(jobCount)
      } else {
        layout = Self.layout(numbers, lengths)
      }
    }

    private static func layout(_ numbers: [Int], _ lengths: [Int]) -> Layout {
      let fitting = stride(from: least, through: numbers.count / 3, by: 1).compactMap { count in
        numbers.count.isMultiple(of: 3 * count)
          ? greatestWeight(numbers, count).map { (count: count, weight: $0) } : nil
      }
      let usual = fitting.filter { $0.weight <= usualWeights }
      let likely = usual.count == 1 ? usual[0].count : nil
      if let length = listLength(numbers, lengths) {
        guard let likely else { return .byLines(length) }
        // Few small numbers look like weights by chance.
        return likely != length && numbers.count < chance ? .open : .sure(likely)
      }
      if let likely { return .sure(likely) }
      guard let best = fitting.min(by: { $0.weight < $1.weight }) else { return .none }
      let aligned = fitting.map(\.count).filter { isAligned(lengths, $0) }
      let next = fitting.filter { $0.count != best.count }.map(\.weight).min()
      if let next, best.weight <= clearWeights, next >= 2 * best.weight, aligned.isEmpty || aligned.contains(best.count)
      {
        return .sure(best.count)
      }
      if aligned.count == 1 { return .byLines(aligned[0]) }
      return aligned.isEmpty ? .none : .open
    }

    /// The numbers on each line where every list has one line; nil where lines are so long that they may be parts of lists.
    private static func listLength(_ numbers: [Int], _ lengths: [Int]) -> Int? {
      guard let length = lengths.first, (leastByLines..<wrap).contains(length), lengths.allSatisfy({ $0 == length }),
        lengths.count.isMultiple(of: 3), greatestWeight(numbers, length) != nil
      else { return nil }
      return length
    }

    /// nil where a processing time or a weight is below 1.
    private static func greatestWeight(_ numbers: [Int], _ count: Int) -> Int? {
      var greatest = 0
      for start in stride(from: 0, to: numbers.count, by: 3 * count) {
        guard numbers[start..<start + 2 * count].allSatisfy({ $0 >= 1 }) else { return nil }
        greatest = numbers[start + count..<start + 2 * count].reduce(greatest) { max($0, $1) }
      }
      return greatest
    }

    /// Whether each list of `count` numbers has lines of its own, as long as those of the other lists.
    private static func isAligned(_ lengths: [Int], _ count: Int) -> Bool {
      var first: [Int]?
      var list: [Int] = []
      var sum = 0
      for length in lengths {
        list.append(length)
        sum += length
        guard sum <= count else { return false }
        if sum == count {
          guard first == nil || first == list else { return false }
          first = list
          (list, sum) = ([], 0)
        }
      }
      return sum == 0 && first != nil
    }

    /// What is said beside a result that rests on the lines.
    var warnings: [String] {
      guard case .byLines(let count) = layout else { return [] }
      return [
        "read as instances of \(count) jobs, by its lines: \(count) processing times, weights and due dates each; "
          + "--jobs N says otherwise"
      ]
    }

    /// The selected instance.
    func read() throws(InputError) -> [Job] {
      let jobCount: Int
      switch layout {
      case .sure(let count), .byLines(let count): jobCount = count
      case .open, .none:
        throw InputError(
          file: source.name, line: nil,
          expected:
            "'n' alone on the first line, or the lists of the OR-Library: all processing times, all weights, all "
            + "due dates",
          found: "\(counted(numbers.count, "number")) from which the number of jobs cannot be told; --jobs N says it")
      }
      let count = numbers.count / (3 * jobCount)
      let start = (min(source.selection ?? 1, count) - 1) * 3 * jobCount
      let jobs = (start..<start + jobCount).map {
        Job(processingTime: numbers[$0], dueDate: numbers[$0 + 2 * jobCount], weight: numbers[$0 + jobCount])
      }
      return try JobListReader.select(jobs, of: count, in: source)
    }
  }
}
