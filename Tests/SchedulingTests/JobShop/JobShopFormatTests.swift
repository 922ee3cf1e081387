import Basics
import Testing

@testable import Scheduling

@Suite struct JobShopFormatTests {
  func parse(_ text: String) throws -> JobShop.Instance {
    try JobShop.parse(SourceText(name: "folder/shop.txt", text: text))
  }

  @Test func thePlainForm() throws {
    let instance = try parse("2 3\n0 5 1 6 2 7\n2 1 0 0 1 9\n")
    #expect(instance.name == "shop")
    #expect(instance.jobCount == 2 && instance.machineCount == 3 && instance.operationCount == 6)
    #expect(instance.jobs[1].map(\.machine) == [2, 0, 1])
    #expect(instance.jobs[1].map(\.duration) == [1, 0, 9])
    #expect(instance.totalDuration == 28)
  }

  @Test func headersCommentsAndRulesOfCollectedFilesAreSkipped() throws {
    let instance = try parse(JobShopFacts.ft06)
    #expect(instance.name == "ft06")
    #expect(instance.jobs[0].map(\.machine) == [2, 0, 1, 3, 5, 4])
    #expect(instance.jobs[5].map(\.duration) == [3, 3, 9, 10, 4, 1])
    let commented = try parse("# a job shop\n\n1 2 # counts\n  # nothing\n0 5 1 6 # the job\n\n# end")
    #expect(commented.jobs[0].map(\.duration) == [5, 6])
    let windows = try parse("1 2\r\n0 5 1 6\r\n")
    #expect(windows.jobs == commented.jobs)
  }

  @Test func jobsOfAnyLengthInTheGeneralForm() throws {
    let instance = try parse("3 2 *\n3 0 1 1 2 0 3\n0\n1 1 7\n")
    #expect(instance.jobs.map(\.count) == [3, 0, 1])
    #expect(instance.jobs[0].map(\.machine) == [0, 1, 0])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let instance = JobShopSamples.random(jobs: 4, machines: 3, isGeneral: seed % 2 == 0, seed: seed)
      #expect(try parse(JobShop.text(of: instance)).jobs == instance.jobs)
    }
  }

  /// Text, and what the one error must mention with its line.
  static let malformed: [(text: String, line: Int?, mentions: String)] = [
    ("", nil, "empty file"),
    ("\n \n# only a comment\n", 4, "the number of jobs"),
    ("2", 1, "the number of machines"),
    ("2\n3\n", 1, "in one line"),
    ("0 3\n", 1, "the number of jobs from 1"),
    ("3 0\n", 1, "the number of machines from 1"),
    ("-1 3\n", 1, "'-1'"),
    ("1000000000 1000000000\n", 1, "the number of jobs from 1"),
    ("1000000 1000000\n0 1\n", 2, "the end of the file"),
    ("99999999999999999999 3\n", 1, "'99999999999999999999'"),
    ("1 99999999999999999999\n", 1, "'99999999999999999999'"),
    ("2 2\n0 5 1 6\n", 2, "the end of the file"),
    ("2 2\n0 5 1 6\n1 4 0", 3, "the duration of operation 1 of job 1"),
    ("2 2\n0 5 1 6\n1 4\n", 3, "the machine of operation 1 of job 1"),
    ("2 2\n0 5 1\n1 4 0 3\n", 2, "the duration of operation 1 of job 0"),
    ("2 2\n0 5 1 6 0\n1 4 0 3\n", 2, "the end of the line of job 0"),
    ("2 2\n0 5 1 6 0 7\n1 4 0 3\n", 2, "the end of the line of job 0"),
    ("2 2 2\n0 5 1 6\n1 4 0 3\n", 1, "the end of the line after the counts"),
    ("1 2\n0 5 1 6\n1 4 0 3\n", 3, "the end of the file after 1 jobs"),
    ("1 2\n0 5 1 6 7\n", 2, "the end of the file after 1 jobs"),
    ("1 2\n0 5 1 6\nend\n", 3, "'end'"),
    ("1 2\n0 -5 1 6\n", 2, "the duration of operation 0 of job 0"),
    ("1 2\n0 5 2 6\n", 2, "the machine of operation 1 of job 0 from 0 to 1"),
    ("1 2\n-1 5 1 6\n", 2, "the machine of operation 0 of job 0"),
    ("1 2\n0 5 1 x\n", 2, "'x'"),
    ("1 2\n0 5.5 1 6\n", 2, "'5.5'"),
    ("1 2\n0 5 1 99999999999999999999\n", 2, "'99999999999999999999'"),
    ("1 2\n0 2147483647 1 6\n", 2, "'2147483647'"),
    ("1 2\n0 1073741824 1 1\n", nil, "the sum of all durations"),
    ("2 2 *\n2 0 5 1 6\n3 1 4 0 3\n", 3, "the machine of operation 2 of job 1"),
    ("1 2 *\n-1\n", 2, "the number of operations of job 0"),
    ("1 2 *\n100000000000 0 1\n", 2, "the number of operations of job 0"),
    ("\u{0}\u{1}\u{2}ELF", nil, "binary data"),
    ("instance broken\n", 2, "the number of jobs"),
  ]

  @Test(arguments: malformed)
  func malformedInputGivesOneErrorWithItsLine(text: String, line: Int?, mentions: String) {
    let error = #expect(throws: InputError.self) { try parse(text) }
    guard let error else { return }
    #expect(error.line == line, "\(error)")
    #expect(error.file == "folder/shop.txt")
    #expect("\(error)".contains(mentions), "\(error)")
    #expect(!"\(error)".contains("\n"))
  }

  @Test func recognisesItsOwnFormOnly() {
    func recognises(_ text: String) -> Bool { JobShop.recognises(SourceText(name: "file", text: text)) }
    #expect(recognises(JobShopFacts.ft06))
    #expect(recognises(JobShopFacts.ft10))
    #expect(recognises("3 2 *\n3 0 1 1 2 0 3\n0\n1 1 7\n"))
    #expect(recognises("2 2\n0 5 1\n"), "a damaged job shop is still told apart, so that its error is useful")
    // A Patterson project file: activities and resources, then the capacities.
    #expect(!recognises("32 4\n12 13 4 12\n0 0 0 0 0 3 2 3 4\n"))
    #expect(!recognises("id,lower,upper,size\n0,1,2,3\n"))
    #expect(!recognises(""))
    #expect(!recognises("\u{0}\u{1}"))
  }
}
