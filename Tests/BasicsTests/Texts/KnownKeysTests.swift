import Testing

@testable import Basics

@Suite struct KnownKeysTests {
  static let keys = KnownKeys.members([
    "name": .anything, "count": .integer, "pairs": .list(of: .list(of: .integer)),
    "parts": .list(of: .members(["size": .integer])),
  ])

  static func mistake(_ text: String) -> String? {
    do throws(InputError) {
      try keys.check(SourceText(name: "x.json", bytes: Array(text.utf8)))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    #"{"name": {"whatever": [1.5]}, "count": 3, "pairs": [[1, 2]], "parts": [{"size": 4}, {}]}"#,
    // 3.0 and 3e2 are whole.
    #"{"count": 3.0, "parts": [{"size": 3e2}]}"#,
    // Of other kinds than the format's: for the reader to say.
    #"{"count": null, "pairs": null, "parts": [{"size": "4"}, null, 7]}"#,
    "", "[", "{", #"{"count": 3"#, "[1.5]",
  ])
  func whatIsKnownPasses(text: String) { #expect(Self.mistake(text) == nil) }

  @Test(arguments: [
    ("{\n\"cuont\": 3}", 2, "cuont"),
    ("{\"parts\": [{},\n{\"size\": 1,\n\"sise\": 2}]}", 3, "sise"),
    // What stands before in another kind does not hide what follows.
    ("{\"pairs\": null,\n\"count\": null,\n\"parts\": [3, null,\n{\"sise\": 2}]}", 4, "sise"),
    ("{\"parts\": null,\n\"cuont\": 3}", 2, "cuont"),
    ("{\n\"count\": 2.5}", 2, "2.5"),
    ("{\"pairs\": [[1, 2],\n[3, 4.25]]}", 2, "4.25"),
    ("{\"parts\": [{\"size\": 1},\n{\"size\": 1e-1}]}", 2, "1e-1"),
  ])
  func whatIsNotIsNamedWithItsLine(text: String, line: Int, found: String) throws {
    let message = try #require(Self.mistake(text))
    #expect(message.hasPrefix("x.json:\(line):") && message.contains("found '\(found)'"), "\(message)")
  }
}
