import Basics
import Problems
import Testing

@testable import Scheduling

@Suite struct TardinessFormatTests {
  func parse(_ text: String, selection: Int? = nil) throws -> Tardiness.Instance {
    try Tardiness.parse(SourceText(name: "folder/jobs.txt", text: text, selection: selection))
  }

  @Test func textWithTwoThreeOrFourColumns() throws {
    let plain = try parse(
      "# due dates may be negative\n2\n3 5\n\n4 -7 # the second\n".replacing(" # the second", with: ""))
    #expect(plain.name == "jobs" && plain.isUnweighted && !plain.hasReleaseDates)
    #expect(plain.jobs.map(\.processingTime) == [3, 4] && plain.jobs.map(\.dueDate) == [5, -7])
    let weighted = try parse("2\r\n3 5 0\r\n4 7 6\r\n")
    #expect(weighted.jobs.map(\.weight) == [0, 6])
    let released = try parse("1\n3 5 1 9\n")
    #expect(released.jobs[0].releaseDate == 9 && released.horizon == 12)
  }

  @Test func aFileOfSeveralInstancesNeedsASelection() throws {
    let text = "1\n3 5\n2\n1 2\n3 4\n1\n8 9\n"
    let second = try parse(text, selection: 2)
    #expect(second.name == "jobs#2" && second.jobs.map(\.dueDate) == [2, 4])
    #expect(try parse(text, selection: 3).jobs.map(\.processingTime) == [8])
    #expect(try parse("1\n3 5\n", selection: 1).name == "jobs#1")
    let unselected = #expect(throws: InputError.self) { try parse(text) }
    #expect(unselected?.message.contains("holds 3 instances") == true)
    let absent = #expect(throws: InputError.self) { try parse(text, selection: 4) }
    #expect(absent?.message.contains("holds 3") == true)
  }

  /// Two instances of five jobs each, wrapped as the library wraps its lines.
  static let set = """
     26 24 79 46 32 1 10 9 10 10 158 162 173 177 169
     70 91 1 99 16 2 3 4 5 6 0 12 300 20 7

    """

  @Test func theLibrarysWeightedLayoutTellsTheNumberOfJobsByItself() throws {
    let first = try parse(Self.set, selection: 1)
    #expect(first.jobs.map(\.processingTime) == [26, 24, 79, 46, 32])
    #expect(first.jobs.map(\.weight) == [1, 10, 9, 10, 10])
    #expect(first.jobs.map(\.dueDate) == [158, 162, 173, 177, 169])
    #expect(try parse(Self.set, selection: 2).jobs.map(\.dueDate) == [0, 12, 300, 20, 7])
    #expect(throws: InputError.self) { try parse(Self.set) }
    #expect(throws: InputError.self) { try parse(Self.set, selection: 3) }
  }

  @Test func commaSeparatedValuesWithAHeader() throws {
    let instance = try parse("p,d\n3,5\n4,-7\n")
    #expect(instance.jobs.map(\.dueDate) == [5, -7] && instance.isUnweighted)
    let all = try parse(" D , r, P ,w\r\n5, 2, 3 ,4\r\n")
    #expect(all.jobs == [Tardiness.Job(processingTime: 3, dueDate: 5, weight: 4, releaseDate: 2)])
  }

  @Test(arguments: [
    "\u{FEFF}Job ID;Processing Time (min);Due_Date;WEIGHT;Colour;\r\n"
      + "\"a;1\";3,0;5;2;red;\r\nb;4.0;7;1;\"light\nblue\";\r\n;;;;;\r\n",
    "name\tduration\tdue\tweight\tColour\na;1\t3\t5\t2\tred\nb\t4\t7\t1\t\n",
  ])
  func tablesOfSpreadsheets(text: String) throws {
    let instance = try parse(text)
    #expect(instance.jobs.map(\.processingTime) == [3, 4] && instance.jobs.map(\.dueDate) == [5, 7])
    #expect(instance.jobs.map(\.weight) == [2, 1] && instance.jobNames == ["a;1", "b"])
    #expect(Tardiness.warnings(of: instance) == ["the column 'Colour' is not looked at"])
    let solution = Tardiness.Solution([1, 0], of: instance)
    #expect(Tardiness.explanation(of: solution, of: instance) == ["order: b, a;1"])
    #expect(Tardiness.picture(of: solution, of: instance).contains("job a;1"))
  }

  @Test func whatIsWrittenIsReadBack() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = TardinessSamples.random(
        jobs: 7, seed: seed, isWeighted: seed % 2 == 0, hasReleaseDates: seed % 3 == 0)
      #expect(try parse(Tardiness.text(of: instance)).jobs == instance.jobs)
    }
  }

  /// Text, and what the one error must mention with its line.
  static let malformed: [(text: String, line: Int?, mentions: String)] = [
    ("", nil, "empty file"),
    ("\n # nothing\n", nil, "empty file"),
    ("0\n", 1, "the number of jobs from 1"),
    ("-2\n3 5\n", 1, "'-2'"),
    ("99999999999999999999\n", 1, "'99999999999999999999'"),
    ("99999999\n3 5\n", 1, "'99999999'"),
    ("3\n3 5\n4 7\n", 3, "the line of job 2, of 3 jobs"),
    ("2\n3 5\n4\n", 3, "2 numbers, as for job 0"),
    ("2\n3 5\n4 7 1\n", 3, "2 numbers, as for job 0"),
    ("1\n3\n", 2, "'p d'"),
    ("1\n3 5 1 0 0\n", 2, "5 numbers"),
    ("1\n3 5\n7 8\n", 3, "alone on its line"),
    ("1\n-3 5\n", 2, "the processing time of job 0 from 0"),
    ("1\n3 5 -1\n", 2, "the weight of job 0 from 0"),
    ("1\n3 5 1 -1\n", 2, "the release date of job 0 from 0"),
    ("1\n3 5.5\n", 2, "'5.5'"),
    ("1\n3 99999999999999999999\n", 2, "'99999999999999999999'"),
    ("2\n4611686018427387904 5\n4611686018427387904 5\n", nil, "2^60"),
    ("1\n1000000000 0 9000000000000000000\n", nil, "2^60"),
    ("1 2 3 4\n5 6 7\n", nil, "7 numbers that cannot be split so"),
    ("p,d\n3\n", 2, "2 values"),
    ("p,Processing Time,d\n3,5,1\n", 1, "one column for p, found 'p' and 'Processing Time'"),
    ("p,w\n3,5\n", 1, "a column for d in the header"),
    ("p;d\n3;5\n3.5;5\n", 3, "'3.5'"),
    ("p;d\n1.000;5\n", 2, "which may mean thousands"),
    ("p,d\n3,x\n", 2, "'x'"),
    ("p,d\n-3,5\n", 2, "'-3'"),
    ("p,d\n", nil, "at least one job"),
    ("1\n\u{1}3 5\n", 2, "binary data"),
  ]

  @Test(arguments: malformed)
  func malformedInputGivesOneErrorWithItsLine(text: String, line: Int?, mentions: String) {
    let error = #expect(throws: InputError.self) { try parse(text) }
    guard let error else { return }
    #expect(error.line == line, "\(error)")
    #expect("\(error)".contains(mentions), "\(error)")
    #expect(!"\(error)".contains("\n"))
  }

  @Test func recognisesItsOwnFormsOnly() {
    func recognises(_ text: String) -> Bool { Tardiness.recognises(SourceText(name: "file", text: text)) }
    #expect(recognises("2\n3 5\n4 7\n"))
    #expect(recognises("3\n3 5 1\n"), "a damaged instance is still told apart, so that its error is useful")
    #expect(recognises("d,p\n5,3\n"))
    #expect(recognises(Self.set))
    #expect(!recognises(JobShopFacts.ft06))
    #expect(!recognises("2 2\n0 3 1 2\n1 4 0 1\n"), "a job shop")
    #expect(!recognises("4 1\n3\n0 0 2 2 3\n4 2 1 4\n5 3 1 4\n0 0 0\n"), "a Patterson project")
    #expect(!recognises("id,lower,upper,size\n0,1,2,3\n"))
    #expect(!recognises("2\nwords\n"))
    #expect(!recognises("2\n"))
    #expect(!recognises(""))
  }

  @Test func otherProblemsDoNotTakeItsText() {
    let texts = [Tardiness.text(of: TardinessSamples.workedExample), Self.set, "p,d\n3,5\n"]
    for text in texts {
      let source = SourceText(name: "file", text: text)
      let first = ProblemRegistry.all.first { $0.recognises(source) }
      #expect(first?.name == "tardiness")
    }
    let shop = SourceText(name: "file", text: JobShopFacts.ft06)
    #expect(ProblemRegistry.all.first { $0.recognises(shop) }?.name == "jobshop")
  }
}
