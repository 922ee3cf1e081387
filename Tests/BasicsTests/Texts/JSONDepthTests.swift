import Testing

@testable import Basics

@Suite struct JSONDepthTests {
  @Test(arguments: [
    ("", 0), ("7", 0), ("{}", 1), ("[[1], [2]]", 2), (#"{"a": {"b": [3]}}"#, 3),
    // Brackets in texts do not count, also behind escaped quotes.
    (#"["[[[\"[[", "\\", {}]"#, 2),
    // Whatever is no JSON counts by its brackets.
    ("[{[", 3),
  ])
  func bracketsOutsideOfTextsNest(text: String, depth: Int) {
    let bytes = Array(text.utf8)
    #expect(JSONDepth.isAtMost(depth, in: bytes))
    #expect(depth == 0 || !JSONDepth.isAtMost(depth - 1, in: bytes))
  }
}
