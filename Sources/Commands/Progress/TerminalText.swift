/// Texts as wide as a terminal shows them.
enum TerminalText {
  /// As much of a line as fits beside the cursor, which must not go to the next line: what is refreshed in place would
  /// else fill the screen.
  static func cut(_ line: String, to columns: Int?) -> String {
    guard let columns, width(line) >= columns else { return line }
    var shown = ""
    var used = 0
    for character in line {
      let width = width(of: character)
      if used + width > columns - 2 { break }
      shown.append(character)
      used += width
    }
    return columns < 2 ? "" : shown + "\u{2026}"
  }

  static func width(_ text: String) -> Int { text.reduce(0) { $0 + width(of: $1) } }

  /// Marks on letters take no column of their own; those of East Asia and pictures take two.
  /// - Source: Unicode Standard Annex 11, "East Asian Width": the ranges of W and F, rounded to blocks.
  private static func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    switch first.properties.generalCategory {
    case .control, .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return character.unicodeScalars.contains("\u{FE0F}") ? 2 : 1
    }
  }
}
