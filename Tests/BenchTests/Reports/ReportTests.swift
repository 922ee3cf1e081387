import Foundation
import Testing

@testable import Bench

@Suite struct ReportTests {
  private func analysis() throws -> Analysis {
    var sketch = CampaignSketch()
    try sketch.add("a_1", "x", .optimal, time: 1.5, objective: 5, bound: 5, history: [(1, 5, 5)], family: "one")
    try sketch.add("b&<", "x", .feasible, objective: 10, bound: 8, history: [(1, 10, 8)], family: "two")
    try sketch.add("a_1", "y", .crash, family: "one")
    return sketch.analysis
  }

  @Test func summaryCountsByFamily() throws {
    let table = try analysis().summaryTable
    let counts = ["family", "variant", "runs", "proved", "feasible", "none", "failed", "best"]
    let places = counts.compactMap { key in table.columns.firstIndex { $0.key == key } }
    let rows = table.rows.map { row in places.map { row[$0].shown }.joined(separator: " ") }
    #expect(
      rows == ["all x 2 1 1 0 0 2", "all y 1 0 0 0 1 0", "one x 1 1 0 0 0 1", "one y 1 0 0 0 1 0", "two x 1 0 1 0 0 1"])
  }

  @Test func csvHasARunALine() throws {
    let lines = try ReportFormat.csv.text(analysis()).split(separator: "\n")
    #expect(lines.count == 4 && lines[1].hasPrefix("a_1,x,optimal,5,0.0,1.5,5,one,1,,,0.0,"))
  }

  @Test func jsonIsJSON() throws {
    let object = try JSONSerialization.jsonObject(with: Data(ReportFormat.json.text(analysis()).utf8)) as? [String: Any]
    let runs = try #require(object?["runs"] as? [[String: Any]])
    #expect(runs.count == 3 && runs[0]["objective"] as? Int == 5 && runs[2]["objective"] is NSNull)
    #expect(runs[1]["instance"] as? String == "b&<")
  }

  @Test func markdownAndLaTeXAreEscaped() throws {
    #expect(
      try ReportFormat.markdown.text(analysis()).contains("| a_1 | x | optimal | 5 | 0.00% | 1.500 | 5 | one | 1 |"))
    var sketch = CampaignSketch()
    try sketch.add("a", "native_x%", .optimal, objective: 1, bound: 1)
    let latex = ReportFormat.latex.text(sketch.analysis)
    #expect(latex.contains("native\\_x\\%") && latex.contains("0.00\\%") && latex.contains("\\bottomrule"))
  }

  @Test func thePageNeedsNothingBesideIt() throws {
    let page = try ReportFormat.html.text(analysis(), pictures: [0: "p/a_1.svg"])
    #expect(!page.contains("http") && !page.contains("src="))
    #expect(page.contains("<a href=\"p/a_1.svg\">a_1</a>") && page.contains("b&amp;&lt;") && !page.contains("b&<"))
    #expect(page.components(separatedBy: "<svg").count - 1 == 4)
    #expect(page.contains("data-variant=\"x\" data-points=\"120\""))
  }

  @Test func numbersAreFixed() {
    #expect(NumberText.fixed(1.005, 2) == "1.00" || NumberText.fixed(1.005, 2) == "1.01")
    #expect(NumberText.fixed(-0.04, 1) == "0.0" && NumberText.fixed(-12.05, 0) == "-12")
    #expect(NumberText.fixed(3.0625, 3) == "3.063" && NumberText.fixed(0.05, 3) == "0.050")
    #expect(JSONText.quoted("a\"\\\n\u{1}</") == "\"a\\\"\\\\\\n\\u0001\\u003c/\"")
  }

  @Test func picturesAreOfTheBestSolutions() throws {
    let scratch = Scratch()
    let program = Subprocess.exclusively {
      scratch.write(
        """
        #!/bin/sh
        case $1 in
        --version) echo 1 ;;
        plot) cp "$3" "$5" ;;
        solve) case $* in *glpk*) v=7 ;; *) v=9 ;; esac
          for word; do [ "$last" = --output ] && echo "solution $v" > "$word"; last=$word; done
          echo '{"event":"summary","status":"feasible","objective":'$v',"bound":1,"time":0.1}' ;;
        esac
        """, to: "solver")
    }
    chmod(program, 0o755)
    let store = try CampaignStore(scratch["c.db"], .writing)
    try store.extend(
      CampaignPlan(
        instances: [try InstanceFile(at: scratch.write("x", to: "a.txt"))],
        variants: [try Variant("native"), try Variant("glpk")]))
    let solver = try Solver(program, measure: Programs.measure)
    try Sweep(store, solver: solver, slots: CoreSlots(jobs: 1, width: 1, isPinned: false)).run(store.pendingTasks())
    let pictures = try PictureMaker(store, solver: solver).draw(store.campaign(), into: scratch["pictures"])
    #expect(pictures == [0: "a-1.svg"] && scratch.read("pictures/a-1.svg") == "solution 7\n")
  }
}
