/// The text of an input with the name that errors show, and readers that know the line they stand on.
public struct SourceText: Sendable {
  /// The file's path as the user gave it, or "standard input".
  public let name: String
  /// In UTF-8, without a byte order mark, each line ended by a line feed, which a carriage return may precede.
  public let bytes: [UInt8]
  /// Which instance of a file of several is meant, from 1: the k of a path `FILE#k`.
  public let selection: Int?
  /// What stands in the files beside it that formats of several files name, as far as there are such files.
  public let companions: [SourceText]

  /// An input that was read, in whichever of the usual forms: UTF-8 or UTF-16 with or without a byte order mark (UTF-16 with
  /// one), lines ended by LF, CR LF or CR, perhaps a 0x1A at the end.
  public init(name: String, bytes: [UInt8], selection: Int? = nil, companions: [SourceText] = []) {
    self.name = name
    self.bytes = TextForms.normalised(bytes)
    self.selection = selection
    self.companions = companions
  }

  /// An input that a program makes itself.
  public init(name: String, text: String, selection: Int? = nil, companions: [SourceText] = []) {
    self.init(name: name, bytes: Array(text.utf8), selection: selection, companions: companions)
  }

  /// The file's name without folders and extension: what its instance is called where it does not say so itself.
  package var stem: String { Self.stem(of: name) }

  package static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last ?? "instance"
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return String(file) }
    return String(file[..<dot])
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
