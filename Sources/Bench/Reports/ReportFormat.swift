/// What a report can be written as.
public enum ReportFormat: String, CaseIterable, Sendable {
  case html, csv, json, markdown, latex

  public var fileExtension: String {
    switch self {
    case .html, .csv, .json: rawValue
    case .markdown: "md"
    case .latex: "tex"
    }
  }

  /// - Parameter pictures: for the page.
  public func text(_ analysis: Analysis, pictures: [Int: String] = [:]) -> String {
    switch self {
    case .html:
      var page = ReportPage(analysis)
      page.pictures = pictures
      return page.html
    case .csv: return analysis.runTable().csv
    case .json:
      return "{\"campaign\": \(JSONText.quoted(analysis.campaign.name)), \"summary\": \(analysis.summaryTable.json),\n"
        + "\"runs\": \(analysis.runTable().json)}\n"
    case .markdown:
      return "# \(analysis.campaign.name)\n\n" + analysis.summaryTable.markdown + "\n" + analysis.runTable().markdown
    case .latex: return analysis.summaryTable.latex
    }
  }
}
