import Foundation

/// Tables as text for programs and for papers.
extension Table {
  public var csv: String {
    ([CSV.line(columns.map(\.key))] + rows.map { CSV.line($0.map(\.plain)) }).joined(separator: "\n") + "\n"
  }

  /// An array of objects.
  public var json: String {
    let lines = rows.map { row in
      "  {" + zip(columns, row).map { "\(JSONText.quoted($0.key)): \($1.json)" }.joined(separator: ", ") + "}"
    }
    return "[\n" + lines.joined(separator: ",\n") + "\n]"
  }

  public var markdown: String {
    let line = { (cells: [String]) in
      "| " + cells.map { $0.replacingOccurrences(of: "|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    return
      ([line(columns.map(\.title)), line(columns.map { $0.isText ? "---" : "---:" })]
      + rows.map { line($0.map(\.shown)) }).joined(separator: "\n") + "\n"
  }

  /// With the rules of the package booktabs.
  public var latex: String {
    let line = { (cells: [String]) in cells.map(Self.escapedForLaTeX).joined(separator: " & ") + " \\\\" }
    return """
      \\begin{tabular}{\(columns.map { $0.isText ? "l" : "r" }.joined())}
      \\toprule
      \(line(columns.map(\.title)))
      \\midrule
      \(rows.map { line($0.map(\.shown)) }.joined(separator: "\n"))
      \\bottomrule
      \\end{tabular}

      """
  }

  private static func escapedForLaTeX(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "\\": result += "\\textbackslash{}"
      default: result.append(character)
      }
    }
    return result
  }
}

extension Table.Cell {
  /// As people read it.
  var shown: String {
    switch self {
    case .text(let text), .link(let text, _): text
    case .integer(let value): "\(value)"
    case .score(let score): score.description
    case .number(let value, let digits): NumberText.fixed(value, digits)
    case .share(let value): NumberText.fixed(100 * value, 2) + "%"
    case .absent: "-"
    }
  }

  /// As programs read it.
  var plain: String {
    switch self {
    case .text(let text), .link(let text, _): text
    case .integer(let value): "\(value)"
    case .score(let score): score.description
    case .number(let value, _), .share(let value): "\(value)"
    case .absent: ""
    }
  }

  var json: String {
    switch self {
    case .text(let text), .link(let text, _): JSONText.quoted(text)
    case .score(let score):
      score.levels.count == 1
        ? score.description : "[" + score.levels.map { Score($0).description }.joined(separator: ", ") + "]"
    case .integer, .number, .share: plain
    case .absent: "null"
    }
  }
}

/// Numbers for tables and charts.
enum NumberText {
  /// Such as "12.50"; without the machinery of formats, for the hundred thousands of a large report.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return value.isFinite ? "\(value)" : "-" }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let whole = Int((abs(value) * Double(scale)).rounded())
    let sign = value < 0 && whole > 0 ? "-" : ""
    if digits == 0 { return "\(sign)\(whole)" }
    let fraction = "\(whole % scale)"
    return "\(sign)\(whole / scale)." + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}

/// Strings as JSON writes them.
enum JSONText {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      // `</` would end a script of an HTML page.
      case "<": result += "\\u003c"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
