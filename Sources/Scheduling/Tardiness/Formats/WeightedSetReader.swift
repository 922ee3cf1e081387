import Basics
import Solving

extension Tardiness {
  /// Reads the OR-Library's weighted tardiness sets: for each instance its n processing times, its n weights and its n
  /// due dates, as blank-separated integers, instances one after the other.
  ///
  /// The files do not say n. It is the one number for which all processing times are 1 or more and all weights are
  /// from 1 to 10, as they are in the sets: for any other n, due dates or processing times fall on weights' places.
  /// - Source: Beasley 1990, "OR-Library: distributing test problems by electronic mail".
  struct WeightedSetReader {
    private let source: SourceText
    private let numbers: [Int]
    /// nil where no number of jobs fits, or several do.
    let jobCount: Int?

    private static let weights = 1...10

    init(_ source: SourceText) throws(InputError) {
      self.source = source
      var reader = TokenReader(source)
      var numbers: [Int] = []
      while reader.peek() != nil {
        numbers.append(try reader.integer("a processing time, weight or due date", in: Int.min...Int.max))
      }
      self.numbers = numbers
      let total = numbers.count
      // An instance of one to three jobs proves nothing about its layout.
      var fitting: [Int] = []
      for count in stride(from: 4, through: total / 3, by: 1) where total.isMultiple(of: 3 * count) {
        if Self.fits(numbers, count) { fitting.append(count) }
      }
      jobCount = fitting.count == 1 ? fitting[0] : nil
    }

    private static func fits(_ numbers: [Int], _ count: Int) -> Bool {
      guard !numbers.isEmpty else { return false }
      return stride(from: 0, to: numbers.count, by: 3 * count).allSatisfy { start in
        numbers[start..<start + count].allSatisfy { $0 >= 1 }
          && numbers[start + count..<start + 2 * count].allSatisfy { weights.contains($0) }
      }
    }

    /// The selected instance.
    func read() throws(InputError) -> [Job] {
      guard let jobCount else {
        throw InputError(
          file: source.name, line: nil,
          expected: "'n' alone on the first line, or processing times, weights from 1 to 10 and due dates in turn",
          found: "\(counted(numbers.count, "number")) that cannot be split so")
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
