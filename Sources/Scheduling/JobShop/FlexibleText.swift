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
    var lines: [[Int]] = []
    for line in String(decoding: source.bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { continue }
      // The third number of the first line may be a mean, with a fraction.
      let numbers = (lines.isEmpty ? words.prefix(2) : words[...]).map { Int($0) }
      guard !numbers.contains(nil), lines.isEmpty ? (2...3).contains(words.count) : true else { return false }
      lines.append(numbers.compactMap(\.self))
    }
    guard let counts = lines.first, lines.count == counts[0] + 1 else { return false }
    return lines.dropFirst().allSatisfy { isJob($0, machineCount: counts[1]) }
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
