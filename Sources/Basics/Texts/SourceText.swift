/// The text of an input with the name that errors show, and readers that know the line they stand on.
public struct SourceText: Sendable {
  /// The file's path as the user gave it, or "standard input".
  public let name: String
  /// As they came, in whatever encoding.
  public let bytes: [UInt8]
  /// Which instance of a file of several is meant, from 1: the k of a path `FILE#k`.
  public let selection: Int?

  /// An input that was read.
  public init(name: String, bytes: [UInt8], selection: Int? = nil) {
    self.name = name
    self.bytes = bytes
    self.selection = selection
  }

  /// An input that a program makes itself.
  public init(name: String, text: String, selection: Int? = nil) {
    self.init(name: name, bytes: Array(text.utf8), selection: selection)
  }

  /// The file's name without folders and extension: what its instance is called where it does not say so itself.
  package var stem: String {
    let file = name.split(separator: "/").last ?? "instance"
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return String(file) }
    return String(file[..<dot])
  }

  /// Whether the bytes of `word` occur anywhere.
  package func contains(_ word: String) -> Bool {
    let word = Array(word.utf8)
    var start = 0
    while let first = bytes[start...].firstIndex(of: word[0]) {
      if bytes[first...].starts(with: word) { return true }
      start = first + 1
    }
    return false
  }
}

/// One clear error about the user's input: file, line, what was expected, what was found.
public struct InputError: Error, CustomStringConvertible, Sendable, Equatable {
  /// The name of the source text.
  public let file: String
  /// From 1; nil when the error is about the file as a whole.
  public let line: Int?
  /// What is wrong, without file and line.
  public let message: String

  /// An error in words.
  public init(file: String, line: Int? = nil, _ message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// An error in the usual form.
  public init(file: String, line: Int?, expected: String, found: String) {
    self.init(file: file, line: line, "expected \(expected), found \(found)")
  }

  public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(message)" }
}
