import Basics

/// How to tell the text of a flexible job shop, which must not be taken for a plain one: a line `jobs machines`,
/// perhaps with a third number, then a line a job: how many operations, and for each of them how many machines can do
/// it, each with its number from 1 and a duration.
/// - Source: Brandimarte 1993, "Routing and scheduling in a flexible job shop by tabu search".
enum FlexibleText {
  /// Whether the file's name says so.
  static func isNamed(_ source: SourceText) -> Bool {
    let file = source.name.split(separator: "#").first ?? ""
    return [".fjs", ".fjsp"].contains { file.lowercased().hasSuffix($0) }
  }

  /// Whether the whole text can be read as one.
  static func fits(_ source: SourceText) -> Bool {
    var walk = ByteLines(source)
    var words: [Range<Int>] = []
    var counts: (jobs: Int, machines: Int)?
    var lines = 0
    while let line = walk.next() {
      walk.split(line, into: &words)
      if words.isEmpty { continue }
      // The third number of the first line may be a mean, with a fraction.
      let numbers = (counts == nil ? words.prefix(2) : words[...]).compactMap { Int(walk.text($0)) }
      if let counts {
        lines += 1
        guard numbers.count == words.count, isJob(numbers, machineCount: counts.machines) else { return false }
      } else {
        guard (2...3).contains(words.count), numbers.count == 2 else { return false }
        counts = (numbers[0], numbers[1])
      }
    }
    return counts.map { $0.jobs == lines } ?? false
  }

  private static func isJob(_ numbers: [Int], machineCount: Int) -> Bool {
    var rest = numbers[...]
    guard let count = rest.popFirst(), count > 0, count <= rest.count else { return false }
    for _ in 0..<count {
      guard let choices = rest.popFirst(), choices > 0, choices <= rest.count / 2 else { return false }
      for _ in 0..<choices {
        guard let machine = rest.popFirst(), let duration = rest.popFirst(),
          (1...max(1, machineCount)).contains(machine),
          duration >= 0
        else { return false }
      }
    }
    return rest.isEmpty
  }
}
