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

  @Test func jobsDifferInLengthWithoutAMark() throws {
    let instance = try parse("3 3\n0 4 1 3 0 2\n2 5\n1 2 2 1 0 3 1 1\n")
    #expect(instance.jobs.map { $0.map(\.machine) } == [[0, 1, 0], [2], [1, 2, 0, 1]])
    #expect(instance.jobs.map { $0.map(\.duration) } == [[4, 3, 2], [5], [2, 1, 3, 1]])
    let closed = try parse("3 3\n0 4 1 3 0 2 -1 -1\n2 5 -1 -1\n1 2 2 1 0 3 1 1 -1 -1\n")
    #expect(closed.jobs == instance.jobs && closed.remarks.isEmpty)
  }

  @Test func aShortLastLineIsRemarked() throws {
    let text = "3 2\n0 5 1 6\n1 4 0 3\n0 2\n"
    #expect(try parse(text).remarks.first?.contains("is the file complete?") ?? false)
  }

  @Test func machinesFromOneAreReadWhereOnlyThatFits() throws {
    let instance = try parse("2 2\n1 5 2 6\n2 4 1 3\n")
    #expect(instance.jobs == (try parse("2 2\n0 5 1 6\n1 4 0 3\n")).jobs)
    #expect(instance.remarks.count == 1 && instance.remarks[0].contains("numbered from 1"))
    // Machine 2 is never used, or the machines are numbered from 0: both are the same question.
    #expect(try parse("2 3\n1 5\n1 4\n").remarks.isEmpty)
  }

  /// Job 0 is on machine 1 for 6, on 2 for 7 and on 0 for 5.
  static let taillard = [
    "2 3\n6 7 5\n2 4 3\n2 3 1\n1 3 2\n", "2 3\n6 7 5\n2 4 3\n1 2 0\n0 2 1\n",
    "2 3\nTimes\n6 7 5\n2 4 3\nMachines\n2 3 1\n1 3 2\n",
    "2 3\nMachines\n2 3 1\n1 3 2\nProcessing times:\n6 7 5\n2 4 3\n",
    "2 3 840612802 398197754 1231 1005\n6 7 5\n2 4 3\n2 3 1\n1 3 2\n",
    "Nb of jobs, Nb of Machines, Time seed, Machine seed, Upper bound, Lower bound\n"
      + "  2  3  840612802  398197754  1231  1005\nTimes\n 6 7 5\n 2 4 3\nMachines\n 2 3 1\n 1 3 2\n",
    "2 3\n2 3 1\n1 3 2\n6 7 5\n2 4 3\n",
  ]

  @Test(arguments: taillard)
  func taillardsOwnLayout(_ text: String) throws {
    let instance = try parse(text)
    #expect(instance.jobs.map { $0.map(\.machine) } == [[1, 2, 0], [0, 2, 1]])
    #expect(instance.jobs.map { $0.map(\.duration) } == [[6, 7, 5], [2, 4, 3]])
    #expect(JobShop.recognises(SourceText(name: "file", text: text)))
  }

  @Test func collectedFilesGiveTheSelectedInstance() throws {
    let two = """
       two small shops, machines from 0
       +++++++++++++
       instance own1
       +++++++++++++
       Made up 2x2
       2 2
       0 3 1 2
       1 4 0 1
       +++++++++++++
       instance own2
       +++++++++++++
       Made up 2x2, other one
       2 2
       0 5 1 5
       0 5 1 5
       +++++++++++++
      """
    let second = try JobShop.parse(SourceText(name: "two.txt", text: two, selection: 2))
    #expect(second.name == "own2" && second.jobs.allSatisfy { $0.map(\.duration) == [5, 5] })
    #expect(try JobShop.parse(SourceText(name: "two.txt", text: two, selection: 1)).name == "own1")
    let error = #expect(throws: InputError.self) {
      try JobShop.parse(SourceText(name: "two.txt", text: two, selection: 3))
    }
    #expect(error?.message == "has no instance 3; it holds 2")
    #expect(JobShop.recognises(SourceText(name: "two.txt", text: two)))
  }

  @Test func taillardsFilesOfSeveralGiveTheSelectedInstance() throws {
    let block = "Nb of jobs, Nb of Machines, Time seed, Machine seed\n1 2 3 4\nTimes\n7 8\nMachines\n2 1\n"
    let text = block + block.replacing("7 8", with: "5 6")
    let second = try JobShop.parse(SourceText(name: "tai1_2.txt", text: text, selection: 2))
    #expect(
      second.name == "tai1_2#2" && second.jobs == [[.init(machine: 1, duration: 5), .init(machine: 0, duration: 6)]])
    #expect(!GeneralSchedule.recognises(SourceText(name: "tai1_2.txt", text: text)))
  }

  @Test func whatCanBeAMatrixOfDurationsIsNotTakenForPairs() {
    // Two jobs of one operation each, or two durations a job.
    #expect(JobShop.otherReading(of: SourceText(name: "file", text: "2 2\n0 5\n1 4\n"))?.contains("open") ?? false)
    #expect(JobShop.otherReading(of: SourceText(name: "file", text: "2 2\n0 5 1 6\n1 4 0 3\n")) == nil)
  }

  /// Text, and what the one error must mention with its line.
  static let malformed: [(text: String, line: Int?, mentions: String)] = [
    ("", nil, "empty file"),
    ("\n \n# only a comment\n", 3, "the number of jobs"),
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
    ("2 2\n0 5 1\n1 4 0 3\n", 2, "the duration of operation 1 of job 0"),
    ("2 2\n0 5 1 6 0\n1 4 0 3\n", 2, "the duration of operation 2 of job 0"),
    ("2 2 2\n0 5 1 6\n1 4 0 3\n", 1, "the end of the line after the counts"),
    ("1 2\n0 5 1 6\n1 4 0 3\n", 3, "the end of the file after 1 job"),
    ("1 2\n0 5 1 6 0\n", 2, "the duration of operation 2 of job 0"),
    ("1 2\n0 5 1 6\nend\n", 3, "'end'"),
    ("1 2\n0 -5 1 6\n", 2, "the duration of operation 0 of job 0"),
    ("1 2\n0 5 2 6\n", 2, "the machine of operation 1 of job 0 from 0 to 1"),
    ("1 2\n-1 5 1 6\n", 2, "the machine of operation 0 of job 0"),
    ("1 2\n0 5 1 x\n", 2, "'x'"),
    ("1 2\n0 5.5 1 6\n", 2, "'5.5'"),
    ("1 2\n0 5 1 99999999999999999999\n", 2, "'99999999999999999999'"),
    ("1 2\n0 2147483647 1 6\n", nil, "at most 1073741824"),
    ("1 2\n0 1073741824 1 1\n", nil, "the sum of all durations"),
    ("1 2\n0 9223372036854775807 1 1\n", nil, "exceeds 2^60"),
    ("2 2 *\n2 0 5 1 6\n3 1 4 0 3\n", 3, "3 pairs in the line of job 1"),
    ("1 2 *\n-1\n", 2, "the number of operations of job 0"),
    ("1 2 *\n100000000000 0 1\n", 2, "the number of operations of job 0"),
    ("\u{0}\u{1}\u{2}ELF", nil, "binary data"),
    ("instance broken\n", 1, "the number of jobs"),
    ("2 2\n0 2.5 1 2\n1 4 0 1\n", 2, "an integer, found '2.5'"),
    ("2 2\n0 2 1 2\n1 4 0 1e3\n", 3, "an integer, found '1e3'"),
    ("2.5 2\n0 2 1 2\n1 4 0 1\n", 1, "the number of jobs, an integer, found '2.5'"),
    ("2 2\n0 2 1 2 -1 -1\n1 4 0 1\n", 3, "'-1 -1' at the end of the line of job 1"),
    ("2 2\n0 2 -1 -1 1 2 -1 -1\n1 4 0 1 -1 -1\n", 2, "the machine of operation 1 of job 0"),
    ("2 3\n6 7 5\n2 4 3\n2 3 1\n", 4, "4 lines under the counts (Taillard's layout"),
    ("2 3\n6 7 5\n2 4 3\n2 3 1\n1 3 3\n", 5, "each machine once in the line of machines of job 1"),
    ("2 3\n6 7 5\n2 4 3\n2 3 1\n1 3 4\n", 5, "a machine of job 1 from 1 to 3"),
    ("2 3\n6 7 5\n2 4.5 3\n2 3 1\n1 3 2\n", 3, "a time of job 1, an integer, found '4.5'"),
    ("2 3\n6 7 5\n2 4\n2 3 1\n1 3 2\n", 3, "3 times of job 1"),
    ("2 3\n1 2 3\n2 1 3\n2 3 1\n1 3 2\n", 2, "both can be the machines"),
    ("2 3\nTimes\n1 2 3\n2 1 3\n", 4, "2 lines of machines"),
    ("instance a\n1 1\n0 1\ninstance b\n1 1\n0 2\n", nil, "#1' to 'folder/shop.txt#2'"),
    ("instance,jobs,machines,lb,ub\nft06,6,6,55,55\n", nil, "a table of bounds"),
    ("[{\"instance\": \"ft06\", \"lower_bound\": 55, \"upper_bound\": 55}]", nil, "a table of bounds"),
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
