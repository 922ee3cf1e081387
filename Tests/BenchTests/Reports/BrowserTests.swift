import Foundation
import Testing

@testable import Bench

/// The page in a real browser. Where there is none, this says so and is passed over.
@Suite struct BrowserTests {
  static let browser = ["chromium", "chromium-browser", "google-chrome"].lazy
    .flatMap { name in ["/usr/bin/", "/usr/local/bin/"].map { $0 + name } }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: browser != nil, "no Chromium here: apt-get install chromium"))
  func tablesSortAndFilterAndCurvesHaveTheirPoints() throws {
    var sketch = CampaignSketch()
    for (name, x, y) in [("a", 1.0, 2.0), ("b", 2, 2), ("c", 4, 1)] {
      try sketch.add(name, "x", .optimal, time: x, objective: 5, bound: 5, history: [(x, 5, 5)])
      try sketch.add(name, "y", .optimal, time: y, objective: 5, bound: 5, history: [(y, 5, 5)])
    }
    try sketch.add("d", "x", .feasible, objective: 10)
    try sketch.add("d", "y", .unknown)
    let seen = try open(ReportPage(sketch.analysis).html)

    #expect(seen.errors.isEmpty)
    // The times of the runs in their order, up, down; absent objectives come last either way.
    #expect(seen.times == ["1.000", "2.000", "2.000", "2.000", "4.000", "1.000", "10.000", "10.000"])
    #expect(seen.up == ["1.000", "1.000", "2.000", "2.000", "2.000", "4.000", "10.000", "10.000"])
    #expect(seen.down == seen.up.reversed())
    #expect(seen.objectives == ["10", "5", "5", "5", "5", "5", "5", "-"])
    #expect(seen.filtered == 1 && seen.count == "1 of 8 rows")
    // Steps have a corner before each point but the first and one at the frame: two a point.
    let performance = sketch.analysis.performanceProfile.map { 2 * $0.points.count }
    let cactus = sketch.analysis.cactusPlot.map(\.points.count)
    #expect(seen.points["performance"] == performance && seen.points["cactus"] == cactus)
    #expect(seen.points["gap-over-time"] == [240, 240])
  }

  private struct Seen: Decodable {
    let errors: [String]
    let times, up, down, objectives: [String]
    let filtered: Int
    let count: String
    let points: [String: [Int]]
  }

  /// Opens the page with two scripts added: one that notes errors, and one that clicks and writes down what is there.
  private func open(_ page: String) throws -> Seen {
    let notes = """
      <script>
      window.seen = { errors: [] };
      window.onerror = (message) => { seen.errors.push(String(message)); };
      for (const kind of ["error", "warn"]) console[kind] = (...words) => { seen.errors.push(words.join(" ")); };
      </script>
      """
    let clicks = """
      <script>
      const runs = document.getElementById("runs");
      const heads = [...runs.tHead.rows[0].cells];
      const at = title => heads.findIndex(head => head.textContent === title);
      const column = title => [...runs.tBodies[0].rows].map(row => row.cells[at(title)].textContent.trim());
      const click = title => heads[at(title)].querySelector("button").click();
      seen.times = column("time, s");
      click("time, s"); seen.up = column("time, s");
      click("time, s"); seen.down = column("time, s");
      click("objective"); click("objective"); seen.objectives = column("objective");
      const field = document.querySelector("input");
      field.value = "X d"; field.dispatchEvent(new Event("input"));
      seen.filtered = [...runs.tBodies[0].rows].filter(row => !row.hidden && row.offsetHeight > 0).length;
      seen.count = document.querySelector(".count").textContent;
      seen.points = {};
      for (const chart of document.querySelectorAll("svg"))
        seen.points[chart.id] = [...chart.querySelectorAll("polyline")].map(line => line.points.numberOfItems);
      document.body.textContent = "SEEN" + JSON.stringify(seen) + "END";
      </script>
      """
    let scratch = Scratch()
    let file = scratch.write(
      page.replacingOccurrences(of: "<head>", with: "<head>" + notes)
        .replacingOccurrences(of: "</body>", with: clicks + "</body>"), to: "page.html")
    let result = try Subprocess.run(
      "/usr/bin/timeout",
      ["60", Self.browser!, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        + ["--user-data-dir=\(scratch["profile"])", "--dump-dom", "file://\(file)"], isQuiet: true)
    let start = try #require(result.output.range(of: "SEEN")?.upperBound, "\(result.output.prefix(300))")
    let end = try #require(result.output.range(of: "}END")?.upperBound)
    return try JSONDecoder().decode(Seen.self, from: Data(result.output[start..<end].dropLast(3).utf8))
  }
}
