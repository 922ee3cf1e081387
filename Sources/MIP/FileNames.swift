/// Names of columns or rows as every reader of MPS and CPLEX-LP files takes them: letters, digits, `_` and `.`, not
/// beginning like a number, no keyword of the LP format, at most 64 characters, no two alike.
struct FileNames {
  private var taken: Set<String>

  /// - Parameter reserved: names that the file uses itself.
  init(reserved: [String] = []) { taken = Set(reserved) }

  /// - Parameter prefix: what a name begins with where its own beginning is not allowed; a letter other than `e`.
  mutating func unique(_ name: String, prefix: String) -> String {
    var letters = name.unicodeScalars.prefix(64).map { scalar in
      Self.isPlain(scalar) ? Character(scalar) : "_"
    }
    if Self.mustBePrefixed(letters) { letters.insert(contentsOf: prefix, at: 0) }
    let stem = String(letters)
    var candidate = stem
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(stem)_\(number)"
      number += 1
    }
    return candidate
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", ".": true
    default: false
    }
  }

  private static func mustBePrefixed(_ letters: [Character]) -> Bool {
    guard let first = letters.first else { return true }
    if first == "." || first.isNumber { return true }
    // "3 e4" can be read as a number.
    if first == "e" || first == "E", letters.count == 1 || !letters[1].isLetter || letters[1] == "e" { return true }
    return keywords.contains(String(letters).lowercased())
  }

  private static let keywords: Set<String> = [
    "st", "s.t.", "st.", "subject", "such", "free", "inf", "infinity", "bound", "bounds", "general", "generals", "gen",
    "integer", "integers", "int", "binary", "binaries", "bin", "end", "min", "max", "minimize", "minimise", "minimum",
    "maximize", "maximise", "maximum", "sos", "sos1", "sos2", "semi", "sec", "sin", "lazy", "user",
  ]
}

extension Double {
  /// The shortest decimal number that reads back as this one.
  var text: String {
    // Int's description is the one without ".0".
    if let whole = Int(exactly: self), whole.magnitude < 1 << 53 { return String(whole) }
    return description
  }
}
