import Foundation

/// Comma-separated values as in RFC 4180, a line at a time.
enum CSV {
  /// - Parameter line: without line ends inside of quotes.
  static func fields(_ line: some StringProtocol) -> [String] {
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    var isAfterQuote = false
    for character in line {
      if isQuoted {
        if character == "\"" {
          isQuoted = false
          isAfterQuote = true
        } else {
          field.append(character)
        }
      } else if character == "\"" {
        // A quote inside quotes is written twice.
        if isAfterQuote { field.append("\"") }
        isQuoted = true
        isAfterQuote = false
      } else if character == "," {
        fields.append(field)
        field = ""
        isAfterQuote = false
      } else if character != "\r" {
        field.append(character)
      }
    }
    fields.append(field)
    return fields.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  static func line(_ fields: [String]) -> String {
    fields.map { field in
      field.contains { $0 == "," || $0 == "\"" || $0.isNewline }
        ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
    }.joined(separator: ",")
  }
}
