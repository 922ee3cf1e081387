import Basics
import Testing

@Suite struct WarningTallyTests {
  @Test func equalWordsAreOneLineWithTheFirstNames() {
    var tally = WarningTally()
    for name in ["d", "b", "a", "c"] { tally.add("is odd", about: name) }
    tally.add("is even", about: "e")
    #expect(tally.lines == ["is odd: 4, such as d, b, a", "is even: e"])
  }

  /// What is gathered from a dictionary comes in no order of its own.
  @Test func inAlphabeticalOrderTheOrderOfTheInputIsOfNoAccount() {
    let warnings = ["a", "b", "c", "d"].map { ("is odd", $0) } + ["e", "f"].map { ("is even", $0) }
    for turn in warnings.indices {
      for given in [warnings, warnings.reversed()] {
        var tally = WarningTally()
        tally.isSorted = true
        for (text, name) in given[turn...] + given[..<turn] { tally.add(text, about: name) }
        #expect(tally.lines == ["is even: e, f", "is odd: 4, such as a, b, c"])
      }
    }
  }
}
