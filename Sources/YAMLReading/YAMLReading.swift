import Glibc
import Yams

/// YAML documents as JSON texts, one after the other.
///
/// This target is a dynamic library of its own, `DovetailYAML`, that the program loads when it meets a manifest: Yams
/// brings all of Foundation, which would cost every other start of the program some milliseconds.
///
/// Values stand on the lines that they have in the YAML, so that what is said of the JSON is true of the file.
/// - Parameters:
///   - bytes: `count` bytes of UTF-8.
///   - line: set to the line of a mistake, from 1, or to 0 where there is none.
/// - Returns: the JSON texts, or the mistake in words where `line` is not 0; to be freed with `free`.
@_cdecl("dovetail_json_of_yaml")
public func jsonOfYAML(
  _ bytes: UnsafePointer<UInt8>, _ count: Int, _ line: UnsafeMutablePointer<Int>
) -> UnsafeMutablePointer<CChar>? {
  line.pointee = 0
  let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  do {
    var writer = JSONWriter(limit: 64 * count + (1 << 20))
    let parser = try Parser(yaml: text)
    while let node = try parser.nextRoot() {
      try writer.write(node)
      writer.endDocument()
    }
    return strdup(writer.text)
  } catch let error as YamlError {
    let (mistake, place) = describe(error)
    line.pointee = place
    return strdup(mistake)
  } catch {
    line.pointee = 1
    return strdup("\(error)")
  }
}

private func describe(_ error: YamlError) -> (String, Int) {
  switch error {
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
    .composer(_, let problem, let mark, _):
    return (problem, max(1, mark.line))
  default:
    return ("\(error)", 1)
  }
}

/// What stands for one mistake that is not the parser's: aliases that unfold beyond any honest manifest.
private struct TooLarge: Error, CustomStringConvertible {
  var description: String { "aliases unfold to more than 64 times the file" }
}

private struct JSONWriter {
  private(set) var text = ""
  private let limit: Int
  /// The line that the end of `text` is on, from 1.
  private var line = 1

  init(limit: Int) { self.limit = limit }

  mutating func endDocument() { text += " " }

  /// Goes on to the line where `node` begins; what an alias repeats stands on the alias' line or behind it.
  private mutating func advance(to node: Node) {
    guard let target = node.mark?.line, target > line else { return }
    text += String(repeating: "\n", count: target - line)
    line = target
  }

  mutating func write(_ node: Node) throws {
    guard text.utf8.count <= limit else { throw TooLarge() }
    advance(to: node)
    switch node {
    case .scalar(let scalar): write(scalar.string, isText: node.tag == Tag(.str))
    case .mapping(let mapping):
      text += "{"
      for (index, pair) in mapping.enumerated() {
        if index > 0 { text += "," }
        advance(to: pair.key)
        quote(pair.key.scalar?.string ?? "")
        text += ":"
        try write(pair.value)
      }
      text += "}"
    case .sequence(let sequence):
      text += "["
      for (index, item) in sequence.enumerated() {
        if index > 0 { text += "," }
        try write(item)
      }
      text += "]"
    case .alias: text += "null"
    }
  }

  /// - Parameter isText: quoted, tagged as text, or a word that is nothing else.
  private mutating func write(_ word: String, isText: Bool) {
    switch word {
    case _ where isText: quote(word)
    case "", "~", "null", "Null", "NULL": text += "null"
    case "true", "True", "TRUE": text += "true"
    case "false", "False", "FALSE": text += "false"
    case _ where Self.isJSONNumber(word): text += word
    default: quote(word)
    }
  }

  /// `-? digits (. digits)? (e sign? digits)?` without leading zeros; YAML has further forms.
  private static func isJSONNumber(_ word: String) -> Bool {
    var rest = Substring(word)
    if rest.first == "-" { rest.removeFirst() }
    let whole = rest.prefix(while: isDigit)
    guard !whole.isEmpty, whole.count == 1 || whole.first != "0" else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == "." {
      let digits = rest.dropFirst().prefix(while: isDigit)
      guard !digits.isEmpty else { return false }
      rest = rest.dropFirst(1 + digits.count)
    }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
      guard !rest.isEmpty, rest.allSatisfy(isDigit) else { return false }
      return true
    }
    return rest.isEmpty
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) && character.isASCII }

  private mutating func quote(_ word: String) {
    text += "\""
    for scalar in word.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
