/// A table before it becomes HTML, CSV, JSON, Markdown or LaTeX.
public struct Table: Sendable {
  public enum Cell: Sendable, Hashable {
    case text(String)
    case integer(Int)
    case score(Score)
    /// A number and the digits after its point.
    case number(Double, Int)
    /// A share of 1, shown in percent.
    case share(Double)
    /// Text that leads somewhere.
    case link(String, to: String)
    case absent

    static func optional(_ value: Double?, _ digits: Int) -> Cell { value.map { .number($0, digits) } ?? .absent }
    static func optionalShare(_ value: Double?) -> Cell { value.map { .share($0) } ?? .absent }
    static func optional(_ score: Score?) -> Cell { score.map { .score($0) } ?? .absent }
  }

  public struct Column: Sendable {
    /// The key in CSV and JSON.
    public let key: String
    /// The heading for people.
    public let title: String
    public var isText = false
  }

  public let title: String
  public let columns: [Column]
  public let rows: [[Cell]]
}
