/// One self-contained HTML page for the pictures of a solve: its improvements one by one, to be zoomed, filtered and
/// read, beside the curve of its convergence.
///
/// It loads nothing from anywhere, and its policy lets it load nothing, whatever the pictures and names hold.
public struct PicturePage: Sendable {
  /// Something got better.
  public struct Event: Sendable {
    /// Seconds.
    public var time: Double
    /// By level, the most important first; nil before the first solution.
    public var objective: [Double]?
    /// Likewise; nil before the first bound.
    public var bound: [Double]?

    /// What was known from this time on.
    public init(time: Double, objective: [Double]?, bound: [Double]?) {
      self.time = time
      self.objective = objective
      self.bound = bound
    }
  }

  /// A solution with its picture.
  public struct Step: Sendable {
    /// Its place in `history`; of no meaning where that is empty.
    public var event: Int
    /// What is known of it: objective, bound, time, source.
    public var words: String
    /// A standalone SVG document.
    public var picture: String

    /// A solution that came with an event, which has an objective.
    public init(event: Int, words: String, picture: String) {
      self.event = event
      self.words = words
      self.picture = picture
    }
  }

  /// The first line.
  public var title: String
  /// The second line; empty for none.
  public var subtitle = ""
  /// By increasing time; empty where only pictures are known.
  public var history: [Event] = []
  /// From the first one to the best, at least one.
  public var steps: [Step]

  /// A page of at least one picture.
  public init(title: String, steps: [Step]) {
    precondition(!steps.isEmpty, "a page has a picture")
    self.title = title
    self.steps = steps
  }

  /// Events on the curve: more than a screen can tell apart.
  static let eventLimit = 2000

  /// The page.
  public func html() -> String {
    let controls = PageControls.text
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'unsafe-inline'; img-src data:">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <link rel="icon" href="data:,">
      <title>\(SVG.escape(title))</title>
      <style>
      \(PageStyle.text)
      </style>
      </head>
      <body>
      <header><h1>\(SVG.escape(title))</h1><p>\(SVG.escape(subtitle))</p></header>
      \(controls)
      <script type="application/json" id="data">\(json)</script>

      """
    for (number, step) in steps.enumerated() {
      page += "<script type=\"image/svg+xml\" id=\"picture\(number)\">"
      page += PageText.harmless(step.picture)
      page += "</script>\n"
    }
    page += """
      <script>
      \(PageScript.text)
      \(PageScript.steps)
      \(PageScript.selfTest)
      begin();
      </script>
      </body>
      </html>

      """
    return page
  }

  /// What the script reads, with the history thinned to what can be seen.
  private var json: String {
    let stride = max(1, (history.count + Self.eventLimit - 1) / Self.eventLimit)
    let needed = Set(steps.map(\.event))
    var places: [Int: Int] = [:]
    var events: [String] = []
    for (number, event) in history.enumerated() {
      guard number.isMultiple(of: stride) || number == history.count - 1 || needed.contains(number) else { continue }
      places[number] = events.count
      events.append(
        "{\"time\":\(PageText.json(event.time)),\"objective\":\(PageText.json(event.objective)),"
          + "\"bound\":\(PageText.json(event.bound))}")
    }
    let steps = steps.map { "{\"event\":\(places[$0.event] ?? 0),\"words\":\(PageText.json($0.words))}" }
    let levels = history.lazy.compactMap { $0.objective?.count ?? $0.bound?.count }.first ?? 1
    return "{\"levels\":\(levels),\"shownLevel\":\(firstMovingLevel),\"history\":[\(events.joined(separator: ",\n"))],"
      + "\"steps\":[\(steps.joined(separator: ",\n"))]}"
  }

  /// The most important level on which solutions differ, of which the curve tells something.
  private var firstMovingLevel: Int {
    let objectives = history.compactMap(\.objective)
    guard let first = objectives.first else { return 0 }
    return first.indices.first { level in objectives.contains { $0[level] != first[level] } } ?? 0
  }
}
