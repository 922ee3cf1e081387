import Basics
import Scheduling
import Solving
import Testing

/// Flexible shops with orders by arcs, and matrices whose names say what they are.
@Suite struct FlexibleNetworkTests {
  private typealias Schedule = GeneralSchedule

  /// As published: fattahi1.
  private static let text = "4 2 2\n0 1 0\n2 3 1\n2 0 25 1 37\n2 0 32 1 24\n2 0 45 1 65\n2 0 21 1 65\n"
  private static let json = """
    {"instance": "fattahi1", "family": "fattahi", "year": "2007", "format": "fajsp", "operations": [
      {"operation": 0, "option": 0, "machine": 0, "duration": 25}, {"operation": 0, "option": 1, "machine": 1, "duration": 37},
      {"operation": 1, "option": 0, "machine": 0, "duration": 32}, {"operation": 1, "option": 1, "machine": 1, "duration": 24},
      {"operation": 2, "option": 0, "machine": 0, "duration": 45}, {"operation": 2, "option": 1, "machine": 1, "duration": 65},
      {"operation": 3, "option": 0, "machine": 0, "duration": 21}, {"operation": 3, "option": 1, "machine": 1, "duration": 65}],
     "precedences": [{"before": 0, "after": 1, "job": 0}, {"before": 2, "after": 3, "job": 1}]}
    """

  private func read(_ text: String, _ name: String = "fattahi1.txt") throws -> Schedule.Instance {
    try Schedule.parse(SourceText(name: name, text: text))
  }

  @Test func theThreeFormsAreOneInstance() throws {
    let shop = try read(Self.text)
    let flexible = try read("2 2 2\n2 2 1 25 2 37 2 1 32 2 24\n2 2 1 45 2 65 2 1 21 2 65\n", "fattahi1.fjs")
    #expect(shop == flexible)
    #expect(try read(Self.json, "x.json") == flexible)
    for (text, name) in [(Self.text, "a.txt"), (Self.json, "a.json")] {
      #expect(Schedule.recognises(SourceText(name: name, text: text)))
    }
  }

  /// Two operations before a third one, and one alone; jobs by what arcs join.
  @Test func arcsWithoutJobs() throws {
    let shop = try read("# two jobs\n4 2 1  # counts\n0 2\n1 2\n1 0 3\n1 0 4\n1 0 5\n1 0 6\n")
    #expect(shop.tasks.map(\.name) == ["1.1", "1.2", "1.3", "2.1"])
    #expect(shop.lags.map { [$0.before.task, $0.after.task] } == [[0, 2], [1, 2]])
    #expect(shop.tasks.map { $0.modes[0].duration } == [3, 4, 5, 6])
  }

  @Test func mistakesHaveTheirLines() {
    for (text, part) in [
      (
        Self.text.replacing("2 3 1", with: "2 4 1"),
        "x.fajsp:3: expected the second operation of arc 2 from 0 to 3, found '4'"
      ),
      (
        Self.text.replacing("1 37", with: "2 37"), "x.fajsp:4: expected a machine of operation 0 from 0 to 1, found '2'"
      ),
      (Self.text + "7\n", "x.fajsp:8: expected the end of the file"),
    ] {
      let error = #expect(throws: InputError.self) { try read(text, "x.fajsp") }
      #expect(error?.description.hasPrefix(part) ?? false, "\(error?.description ?? "")")
    }
    for (old, new) in [
      ("\"after\": 3", "\"after\": 4"), ("\"operation\": 3", "\"operation\": 5"), ("family", "setups"),
    ] {
      #expect(throws: InputError.self) { try read(Self.json.replacing(old, with: new), "x.json") }
    }
  }

  private static let matrix = "2 3\n1 2 3\n4 5 6\n"

  @Test(arguments: [
    ("set/ta001.fsp", "permutation"), ("a/openshop/gp03.txt", "open"), ("Permutation Flow-Shop/x.txt", "permutation"),
    ("openshop/set/x.FSP", "permutation"),
  ])
  func namesSayWhichShop(name: String, variant: String) throws {
    let shop = try read(Self.matrix, name)
    let asked = try Schedule.read(
      SourceText(name: name, text: Self.matrix), try Arguments(["--variant=\(variant)"], for: Schedule.questions))
    #expect(shop.description == asked.description)
    #expect(Schedule.warnings(of: shop).count == 1 && Schedule.warnings(of: asked).isEmpty)
  }

  @Test(arguments: ["x.txt", "no-wait-flowshop/x.txt", "open-or-flow/x.txt", "openshop-flowshop/x.txt"])
  func otherNamesSayNothing(name: String) {
    let error = #expect(throws: InputError.self) { try read(Self.matrix, name) }
    #expect(error?.description.contains("--variant says as which") ?? false)
  }
}
