import Basics
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("slove", ["solve", "check", "list"], "solve"), ("chek", ["solve", "check"], "check"),
    ("SOLVE", ["solve"], "solve"), ("gen", ["generate", "list"], "generate"),
    ("jobhsop", ["jobshop", "rcpsp"], "jobshop"), ("list", ["list", "lisp"], "list"),
    ("--time-limits", ["--time-limit", "--gap"], "--time-limit"),
  ])
  func aSlipIsUnderstood(word: String, names: [String], meant: String) {
    #expect(Spelling.nearest(to: word, among: names) == meant)
    #expect(Spelling.hint(for: word, among: names) == "; did you mean '\(meant)'?")
  }

  @Test(arguments: [
    ("conquer", ["solve", "check"]), ("", ["solve"]), ("co", ["compare", "convert"]), ("abcdef", ["abxyzf"]),
    ("com", ["compare", "combine"]),
  ])
  func whatIsFarIsNotMeant(word: String, names: [String]) {
    #expect(Spelling.nearest(to: word, among: names) == nil)
    #expect(Spelling.hint(for: word, among: names).isEmpty)
  }
}
