import Testing

@testable import Solving

@Suite struct ArgumentsTests {
  private let parameters = [
    Parameter("jobs", .integer(1...9, default: 4), "jobs"), Parameter("limit", .integer(0...Int.max), "a limit"),
    Parameter("share", .number(0...1), "a share"), Parameter("score", .name, "a score"),
    Parameter("only-these", .names, "some"), Parameter("evict-bare-pods", .flag, "evict"),
  ]

  @Test func whatIsNotGivenHasItsDefaultOrNone() throws {
    let arguments = try Arguments([], for: parameters)
    #expect(arguments.integer("jobs") == 4)
    #expect(arguments.givenInteger("limit") == nil && arguments.givenNumber("share") == nil)
    #expect(arguments.name("score") == nil && arguments.names("only-these") == [] && !arguments.flag("evict-bare-pods"))
    #expect(arguments.given == [])
  }

  @Test func wordsGiveValuesInBothSpellings() throws {
    let words = [
      "--limit", "7", "--share=0.5", "--evict-bare-pods", "--only-these=a,b", "--score", "spread", "--only-these", "c",
      "--jobs=9",
    ]
    let arguments = try Arguments(words, for: parameters)
    #expect(arguments.givenInteger("limit") == 7 && arguments.integer("jobs") == 9)
    #expect(arguments.givenNumber("share") == 0.5 && arguments.name("score") == "spread")
    #expect(arguments.names("only-these") == ["a", "b", "c"] && arguments.flag("evict-bare-pods"))
    #expect(arguments.given == ["limit", "share", "evict-bare-pods", "only-these", "score", "jobs"])
  }

  @Test(arguments: [
    (["--jobs", "10"], "--jobs takes an integer from 1 to 9, not '10'"),
    (["--limit", "-1"], "--limit takes an integer from 0 on, not '-1'"),
    (["--share", "nan"], "--share takes a number from 0.0 to 1.0, not 'nan'"),
    (["--jobs"], "--jobs needs a value"), (["--evict-bare-pods=yes"], "--evict-bare-pods takes no value"),
    (["--only-these="], "--only-these takes a name"), (["7"], "unknown option '7'; there are --jobs, --limit,"),
  ])
  func mistakesAreNamed(words: [String], message: String) {
    let error = #expect(throws: ParameterError.self) { try Arguments(words, for: parameters) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test func aParameterHasANameForEveryDoor() {
    #expect(parameters[5].option == "--evict-bare-pods" && parameters[5].key == "evictBarePods")
    #expect(parameters[0].key == "jobs" && parameters[0].rangeText == "; 1 to 9 (4)")
    #expect(parameters[1].rangeText == "; from 0" && parameters[3].rangeText == "")
  }
}
