import Testing

@testable import Commands

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("12 s   gap 3%", 40, "12 s   gap 3%"), ("abcdef", 7, "abcdef"), ("abcdef", 6, "abcd\u{2026}"),
    ("調調調調", 9, "調調調調"), ("調調調調", 8, "調調調\u{2026}"), ("調調調調", 7, "調調\u{2026}"),
    ("e\u{301}e\u{301}e\u{301}", 4, "e\u{301}e\u{301}e\u{301}"), ("abc", 1, ""),
  ])
  func aLineIsCutBesideTheCursor(line: String, columns: Int, shown: String) {
    let cut = TerminalText.cut(line, to: columns)
    #expect(cut == shown)
    #expect(TerminalText.width(cut) < columns)
  }

  @Test func whereThereIsNoTerminalNothingIsCut() {
    #expect(TerminalText.cut(String(repeating: "a", count: 500), to: nil).count == 500)
  }
}
