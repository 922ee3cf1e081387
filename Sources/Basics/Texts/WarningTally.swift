/// What is to be said about an input beside the result; equal words are one line with the first names.
package struct WarningTally: Sendable, Equatable {
  private static let shown = 3

  private var order: [String] = []
  private var names: [String: [String]] = [:]
  private var counts: [String: Int] = [:]

  package init() {}

  package mutating func add(_ text: String, about name: String) {
    if counts[text] == nil { order.append(text) }
    counts[text, default: 0] += 1
    if counts[text, default: 0] <= Self.shown { names[text, default: []].append(name) }
  }

  package var lines: [String] {
    order.map { text in
      let list = names[text, default: []].joined(separator: ", ")
      let count = counts[text, default: 0]
      return count > Self.shown ? "\(text): \(count), such as \(list)" : "\(text): \(list)"
    }
  }
}
