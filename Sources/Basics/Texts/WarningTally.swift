/// What is to be said about an input beside the result; equal words are one line with the first names.
package struct WarningTally: Sendable, Equatable {
  private static let shown = 3

  /// Whether texts and names are in alphabetical order, whatever order they come in: for what is gathered in none.
  package var isSorted = false
  private var order: [String] = []
  private var names: [String: [String]] = [:]
  private var counts: [String: Int] = [:]

  package init() {}

  package mutating func add(_ text: String, about name: String) {
    if counts[text] == nil { order.append(text) }
    counts[text, default: 0] += 1
    var known = names[text, default: []]
    let place = (isSorted ? known.firstIndex { name < $0 } : nil) ?? known.count
    if place >= Self.shown { return }
    known.insert(name, at: place)
    names[text] = Array(known.prefix(Self.shown))
  }

  package var lines: [String] {
    (isSorted ? order.sorted() : order).map { text in
      let list = names[text, default: []].joined(separator: ", ")
      let count = counts[text, default: 0]
      return count > Self.shown ? "\(text): \(count), such as \(list)" : "\(text): \(list)"
    }
  }
}
