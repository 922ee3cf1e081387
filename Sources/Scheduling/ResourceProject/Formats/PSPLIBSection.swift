import Basics

/// The sections of PSPLIB files by their titles, of which only the letters count: "RESOURCEAVAILABILITIES:" and
/// "Resource Availabilities" are the same.
enum PSPLIBSection {
  case precedences
  case requests
  case availabilities

  /// What errors call it.
  var title: String {
    switch self {
    case .precedences: "the section PRECEDENCE RELATIONS"
    case .requests: "the section REQUESTS/DURATIONS"
    case .availabilities: "the section RESOURCEAVAILABILITIES"
    }
  }

  /// Beginnings of titles.
  private var names: [String] {
    switch self {
    case .precedences: ["precedencerelation", "precedenceconstraint"]
    case .requests:
      ["requestsduration", "requestduration", "requestsanddurations", "durationsrequest", "durationsandrequests"]
    case .availabilities: ["resourceavailabilit", "resourcesavailabilit", "availabilit", "resourcecapacit"]
    }
  }

  /// Whether `line` is the title of the section.
  func begins(at line: LineReader.Line) -> Bool {
    let letters = Self.letters(of: line.text)
    return names.contains { letters.hasPrefix($0) } || self == .precedences && letters == "precedences"
  }

  /// Takes lines up to and including the title; separators may come before it.
  func skip(to lines: inout LineReader) throws(InputError) {
    while let line = lines.next() {
      if begins(at: line) { return }
      guard line.isSeparator else { throw lines.error(expected: title, found: TokenReader.shown(line.text)) }
    }
    throw lines.missing(title)
  }

  /// Fails where numbers follow what was read; remarks in words are passed over.
  static func expectEnd(_ lines: inout LineReader) throws(InputError) {
    while let line = lines.next() {
      if line.text.allSatisfy({ !$0.isLetter }), line.text.contains(where: \.isNumber) {
        throw lines.error(expected: "the end of the file after the availabilities", found: TokenReader.shown(line.text))
      }
    }
  }

  /// A line of the header: the letters of what stands before the colon, and the first word behind it.
  static func entry(_ line: LineReader.Line) -> (key: String, value: String?)? {
    guard let colon = line.text.firstIndex(of: ":") else { return nil }
    let value = line.text[line.text.index(after: colon)...].split(whereSeparator: \.isWhitespace).first
    return (letters(of: line.text[..<colon]), value.map(String.init))
  }

  private static func letters(of text: some StringProtocol) -> String { text.lowercased().filter(\.isLetter) }
}
