/// A strict little XML reader: fails unless the document is well formed, and lists its elements in document order.
struct XMLOutline {
  struct Malformed: Error { let reason: String }

  private(set) var elements: [String] = []
  private(set) var texts: [String] = []

  func count(_ name: String) -> Int { elements.count { $0 == name } }

  init(_ document: String) throws {
    guard document.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") else {
      throw Malformed(reason: "no XML declaration")
    }
    var rest = document[document.firstIndex(of: ">")!...].dropFirst()
    var open: [Substring] = []
    while let tagStart = rest.firstIndex(of: "<") {
      let text = rest[..<tagStart]
      try Self.validate(text)
      if text.contains(where: { !$0.isWhitespace }) {
        guard !open.isEmpty else { throw Malformed(reason: "text outside the root") }
        texts.append(String(text))
      }
      guard let tagEnd = rest[tagStart...].firstIndex(of: ">") else { throw Malformed(reason: "unclosed tag") }
      let tag = rest[rest.index(after: tagStart)..<tagEnd]
      rest = rest[rest.index(after: tagEnd)...]
      if tag.first == "/" {
        guard open.popLast() == tag.dropFirst() else { throw Malformed(reason: "wrong closing tag \(tag)") }
        continue
      }
      let isEmpty = tag.last == "/"
      let name = tag.prefix { $0.isLetter }
      guard !name.isEmpty, !(open.isEmpty && !elements.isEmpty) else { throw Malformed(reason: "misplaced \(tag)") }
      try Self.validateAttributes(tag.dropFirst(name.count).dropLast(isEmpty ? 1 : 0))
      elements.append(String(name))
      if !isEmpty { open.append(name) }
    }
    guard open.isEmpty, rest.allSatisfy(\.isWhitespace) else { throw Malformed(reason: "unclosed \(open)") }
  }

  private static func validateAttributes(_ text: Substring) throws {
    var rest = text.drop(while: \.isWhitespace)
    var names: Set<Substring> = []
    while !rest.isEmpty {
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      rest = rest.dropFirst(name.count)
      guard !name.isEmpty, names.insert(name).inserted, rest.hasPrefix("=\"") else {
        throw Malformed(reason: "attribute at \(rest)")
      }
      rest = rest.dropFirst(2)
      guard let end = rest.firstIndex(of: "\"") else { throw Malformed(reason: "unclosed value") }
      try validate(rest[..<end])
      rest = rest[end...].dropFirst().drop(while: \.isWhitespace)
    }
  }

  /// Every ampersand starts one of the entities XML knows.
  private static func validate(_ text: Substring) throws {
    for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
      guard ["amp;", "lt;", "gt;", "quot;"].contains(where: part.hasPrefix) else {
        throw Malformed(reason: "bare ampersand in \(text)")
      }
    }
  }
}
