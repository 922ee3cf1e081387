/// Pieces of HTML.
enum HTML {
  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) }) else { return text }
    var result = ""
    for character in text {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  /// - Parameter filters: whether a field above the table keeps the rows that contain its words.
  static func table(_ table: Table, id: String, filters: Bool) -> String {
    var text =
      filters
      ? "<p><input data-table=\"\(id)\" placeholder=\"show only rows with…\"> <span class=\"count\"></span></p>\n" : ""
    text += "<div class=\"wide\"><table id=\"\(id)\"><thead><tr>"
    for column in table.columns {
      text += "<th\(column.isText ? " class=\"text\"" : "")><button>\(escaped(column.title))</button></th>"
    }
    text += "</tr></thead><tbody>\n"
    for row in table.rows {
      text += "<tr>"
      for (cell, column) in zip(row, table.columns) { text += cellText(cell, isText: column.isText) }
      text += "\n"
    }
    return text + "</tbody></table></div>\n"
  }

  /// Cells and rows end where the next begins, which HTML allows, and which halves a large page.
  private static func cellText(_ cell: Table.Cell, isText: Bool) -> String {
    let head = isText ? "<td class=text>" : "<td>"
    switch cell {
    case .link(let text, let target): return head + "<a href=\"\(escaped(target))\">\(escaped(text))</a>"
    case .text(let text): return head + escaped(text)
    default: return head + cell.shown
    }
  }
}
