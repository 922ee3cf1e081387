import Testing

@testable import APIServerDouble

@Suite("Label selectors of queries")
struct SelectorTests {
  @Test(
    "hold for the labels that the documentation says",
    arguments: [
      ("app=web", true), ("app==web", true), ("app!=web", false), ("app=db", false), ("tier", true), ("!tier", false),
      ("absent!=x", true), ("!absent", true), ("app in (db, web)", true), ("app notin (db,web)", false),
      ("absent notin (a)", true), ("app=web,tier in (a)", false), ("app=web,tier=front", true), ("", true),
    ])
  func query(text: String, holds: Bool) throws {
    let labels = ["app": "web", "tier": "front"]
    let requirements = try LabelRequirement.all(in: text)
    #expect(requirements.allSatisfy { $0.holds(for: labels) } == holds)
  }
}
