import Basics
import Testing

@testable import Scheduling

@Suite struct ResourceProjectFormatTests {
  /// Two real activities in parallel chains, one resource of capacity 3.
  static let psplib = """
    ************************************************************************
    file with basedata            : hand made
    ************************************************************************
    projects                      :  1
    jobs (incl. supersource/sink ):  4
    horizon                       :  5
    RESOURCES
      - renewable                 :  2   R
      - nonrenewable              :  0   N
      - doubly constrained        :  0   D
    ************************************************************************
    PRECEDENCE RELATIONS:
    jobnr.    #modes  #successors   successors
       1        1          2           2   3
       2        1          1           4
       3        1          1           4
       4        1          0
    ************************************************************************
    REQUESTS/DURATIONS:
    jobnr. mode duration  R 1  R 2
    ------------------------------------------------------------------------
      1      1     0       0    0
      2      1     3       2    0
      3      1     2       3    1
      4      1     0       0    0
    ************************************************************************
    RESOURCEAVAILABILITIES:
      R 1  R 2
        3    1
    ************************************************************************

    """

  static let patterson = """
    # the same project
    4 2
    3 1

    0 0 0 2 2 3
    3 2 0 1 4
    2 3 1 1 4   # the wide one
    0 0 0 0

    """

  private func parse(_ text: String, _ name: String = "folder/made.txt") throws(InputError) -> ResourceProject.Instance
  {
    try ResourceProject.parse(SourceText(name: name, text: text))
  }

  @Test func readsBothFormats() throws {
    for text in [Self.psplib, Self.patterson, Self.psplib.replacing("\n", with: "\r\n")] {
      let instance = try parse(text)
      #expect(instance.name == "made")
      #expect(instance.durations == [0, 3, 2, 0])
      #expect(instance.demands == [[0, 0], [2, 0], [3, 1], [0, 0]])
      #expect(instance.successors == [[1, 2], [3], [3], []])
      #expect(instance.capacities == [3, 1])
    }
  }

  @Test func titlesAreReadByTheirLetters() throws {
    let renamed = Self.psplib.replacing("REQUESTS/DURATIONS", with: "Requests / Durations")
      .replacing("RESOURCEAVAILABILITIES", with: "RESOURCE AVAILABILITIES")
      .replacing("PRECEDENCE RELATIONS", with: "Precedence  relations ")
    #expect(renamed != Self.psplib)
    #expect(try parse(renamed) == parse(Self.psplib))
    #expect(ResourceProject.recognises(SourceText(name: "x", text: renamed)))
  }

  @Test func remarksMayFollowAndNumbersMayNot() throws {
    #expect(try parse(Self.psplib + "optimum: 7\n****\n") == parse(Self.psplib))
    #expect(try parse(Self.patterson + "optimum 7\n") == parse(Self.patterson))
    #expect(ResourceProject.recognises(SourceText(name: "x", text: Self.patterson + "Makespan = 7\n")))
    for text in [Self.psplib + "****\n7 8\n", Self.patterson + "7\n"] {
      #expect(throws: InputError.self) { try parse(text) }
    }
  }

  @Test func writesWhatItReads() throws {
    var parameters = ResourceProject.GeneratorParameters()
    for seed in 1...20 {
      parameters.seed = UInt64(seed)
      parameters.resourceCount = seed % 5
      let instance = try ResourceProject.generate(parameters)
      #expect(try parse(instance.psplibText, instance.name + ".sm") == instance)
      #expect(try parse(instance.pattersonText, instance.name + ".rcp") == instance)
    }
  }

  @Test func recognisesItsFormatsByContent() {
    func recognises(_ text: String, _ name: String = "x") -> Bool {
      ResourceProject.recognises(SourceText(name: name, text: text))
    }
    #expect(recognises(Self.psplib) && recognises(Self.patterson))
    #expect(recognises("4 2\n3", "broken.rcp"))
    // The 2×2 job shop, a bin packing list, prose, nothing.
    #expect(!recognises("2 2\n0 3 1 4\n1 2 0 5\n"))
    #expect(!recognises("3\n10\n4\n5\n6\n"))
    #expect(!recognises("Once upon a time"))
    #expect(!recognises(""))
    #expect(!recognises("4 2\u{0}\u{1}"))
  }

  struct Malformed: CustomTestStringConvertible, Sendable {
    let what: String
    let text: String
    let line: Int?
    let message: String
    var testDescription: String { what }

    init(_ what: String, _ text: String, line: Int?, _ message: String) {
      self.what = what
      self.text = text
      self.line = line
      self.message = message
    }
  }

  private static func psplib(_ old: String, _ new: String) -> String {
    precondition(psplib.contains(old), "the case does not change the file")
    return psplib.replacing(old, with: new, maxReplacements: 1)
  }

  /// The file up to a line.
  private static func psplib(lines: Int) -> String {
    psplib.split(separator: "\n", omittingEmptySubsequences: false).prefix(lines).joined(separator: "\n")
  }

  static let malformed: [Malformed] = [
    .init("empty", "", line: nil, "the file is empty"),
    .init("blank", " \n\t\n", line: nil, "the file is empty"),
    .init("binary", "4 2\n\u{0}\u{1}\u{2}", line: 2, "expected text, found binary data"),
    .init("prose", "hello world", line: 1, "expected a PSPLIB (.sm) or Patterson (.rcp) project, found 'hello'"),
    // PSPLIB
    .init(
      "header only", psplib(lines: 10), line: 10,
      "expected the section PRECEDENCE RELATIONS, found the end of the file"),
    .init(
      "truncated in the precedences", psplib(lines: 15), line: 15,
      "expected 4 jobs in the section PRECEDENCE RELATIONS, found 2: job 3 is missing"),
    .init(
      "truncated before the requests", psplib(lines: 18), line: 18,
      "expected the section REQUESTS/DURATIONS, found the end of the file"),
    .init(
      "truncated in the requests", psplib(lines: 24), line: 24,
      "expected 4 jobs in the section REQUESTS/DURATIONS, found 3: job 4 is missing"),
    .init(
      "truncated before the capacities", psplib(lines: 26), line: 26,
      "expected the section RESOURCEAVAILABILITIES, found the end of the file"),
    .init(
      "truncated in the capacities", psplib(lines: 28), line: 28,
      "expected 2 resource availabilities, found the end of the file"),
    .init(
      "no number of jobs", psplib("jobs (incl. supersource/sink ):  4\n", ""), line: 11,
      "expected a line 'jobs (incl. supersource/sink ): N' in the header, found something else"),
    .init(
      "no number of resources", psplib("  - renewable                 :  2   R\n", ""), line: 11,
      "expected a line '- renewable : K' in the header, found something else"),
    .init(
      "number of jobs is no number", psplib("):  4", "):  four"), line: 5,
      "expected the number of jobs (an integer), found 'four'"),
    .init(
      "number of jobs missing", psplib("):  4", "): "), line: 5,
      "expected the number of jobs, found the end of the line"),
    .init(
      "huge number of jobs", psplib("):  4", "):  4000000000000"), line: 5,
      "expected the number of jobs from 1 to 20000, found '4000000000000'"),
    .init(
      "more jobs promised than given", psplib("):  4", "):  20000"), line: 18,
      "expected 20000 jobs in the section PRECEDENCE RELATIONS, found 4: job 5 is missing"),
    .init(
      "overflowing number of jobs", psplib("):  4", "):  99999999999999999999"), line: 5,
      "expected the number of jobs (an integer), found '99999999999999999999'"),
    .init(
      "huge number of resources", psplib(":  2   R", ":  999999   R"), line: 8,
      "expected the number of renewable resources from 0 to 1000, found '999999'"),
    .init(
      "nonrenewable resources", psplib(":  0   N", ":  1   N"), line: 9,
      "expected 0 nonrenewable resources, found '1'"),
    .init("two projects", psplib(":  1\njobs", ":  2\njobs"), line: 4, "expected 1 project, found '2'"),
    .init(
      "two modes", psplib("2        1          1 ", "2        2          1 "), line: 15,
      "expected 1 mode of job 2, found '2'"),
    .init(
      "successor out of range", psplib("2   3\n", "2   5\n"), line: 14,
      "expected a successor of job 1 from 1 to 4, found '5'"),
    .init(
      "successor 0", psplib("2   3\n", "2   0\n"), line: 14,
      "expected a successor of job 1 from 1 to 4, found '0'"),
    .init(
      "fewer successors than promised", psplib("2   3\n", "2\n"), line: 14, "expected 2 successors of job 1, found 1"),
    .init(
      "more successors than promised", psplib("2   3\n", "2 3 4\n"), line: 14, "expected 2 successors of job 1, found 3"
    ),
    .init(
      "job out of range", psplib("   4        1          0", "   5        1          0"), line: 17,
      "expected a job number from 1 to 4, found '5'"),
    .init(
      "job twice in the precedences", psplib("   3        1          1", "   2        1          1"), line: 16,
      "job 2 has a second line of precedences"),
    .init(
      "job twice in the requests", psplib("  3      1     2", "  2      1     2"), line: 24,
      "job 2 has a second line of requests"),
    .init(
      "cyclic", psplib("   4        1          0", "   4        1          1   2"), line: 15,
      "the precedences are cyclic: 2 before 4 before 2"),
    .init(
      "before itself", psplib("1           4\n", "1           2\n"), line: 15, "the precedences are cyclic: 2 before 2"),
    .init(
      "negative duration", psplib("2      1     3", "2      1    -3"), line: 23,
      "expected the duration of job 2 from 0 to 1152921504606846976, found '-3'"),
    .init(
      "duration is no number", psplib("2      1     3", "2      1    3.5"), line: 23,
      "expected the duration of job 2 (an integer), found '3.5'"),
    .init(
      "mode 2 in the requests", psplib("2      1     3", "2      2     3"), line: 23,
      "expected mode 1 of job 2, found '2'"),
    .init(
      "overflowing durations",
      psplib("2      1     3", "2   1   1073741824").replacing("3      1     2", with: "3  1  1073741823"), line: 24,
      "the durations sum to more than 1073741824"),
    .init(
      "negative demand", psplib("       3    1\n", "      -3    1\n"), line: 24,
      "expected a request of job 3 from 0 to 1073741824, found '-3'"),
    .init(
      "demand over capacity", psplib("       3    1\n", "       4    1\n"), line: 24,
      "job 3 requests 4 of resource 1, whose availability is 3"),
    .init("demand missing", psplib("       3    1\n", "       3\n"), line: 24, "expected 2 requests of job 3, found 1"),
    .init(
      "capacity missing", psplib("\n    3    1\n", "\n    3\n"), line: 29, "expected 2 resource availabilities, found 1"
    ),
    .init(
      "negative capacity", psplib("\n    3    1\n", "\n    3   -1\n"), line: 29,
      "expected a resource availability from 0 to 1073741824, found '-1'"),
    .init(
      "more after the end", psplib + "17 4\n", line: 31,
      "expected the end of the file after the availabilities, found '17 4'"),
    .init(
      "sections out of place", psplib("REQUESTS/DURATIONS:", "RESOURCEAVAILABILITIES:"), line: 19,
      "expected the section REQUESTS/DURATIONS, found 'RESOURCEAVAILABILITIES:'"),
    // Patterson
    .init("only a count", "4", line: 1, "expected the number of resources, found the end of the file"),
    .init(
      "huge count", "4000000000 1\n3\n0 0 0", line: 1,
      "expected the number of activities from 1 to 20000, found '4000000000'"),
    .init(
      "count beyond the file", "20000 1\n3\n0 0 0\n", line: 4,
      "expected the duration of activity 2, found the end of the file"),
    .init("no activity", "0 1\n3\n", line: 1, "expected the number of activities from 1 to 20000, found '0'"),
    .init(
      "huge number of successors", "2 1\n3\n0 0 900000000 2\n0 0 0\n", line: 3,
      "expected the number of successors of activity 1 from 0 to 2, found '900000000'"),
    .init(
      "Patterson demand over capacity", "2 1\n3\n1 4 1 2\n0 0 0\n", line: 3,
      "expected the demand of activity 1 for resource 1 from 0 to 3, found '4'"),
    .init(
      "Patterson negative duration", "2 1\n3\n-1 0 1 2\n0 0 0\n", line: 3,
      "expected the duration of activity 1 from 0 to 1152921504606846976, found '-1'"),
    .init(
      "Patterson successor out of range", "2 1\n3\n1 0 1 3\n0 0 0\n", line: 3,
      "expected a successor of activity 1 from 1 to 2, found '3'"),
    .init("Patterson cyclic", "2 1\n3\n1 0 1 2\n0 0 1 1\n", line: 3, "the precedences are cyclic: 1 before 2 before 1"),
    .init(
      "Patterson overflow", "2 0\n1073741824 1 2\n1 0\n", line: 3, "the durations sum to more than 1073741824"),
    .init(
      "Patterson truncated", "2 1\n3\n1 0 1", line: 3, "expected a successor of activity 1, found the end of the file"),
    .init("Patterson more", "1 0\n0 0\n5", line: 3, "expected the end of the file after activity 1, found '5'"),
    .init("Patterson letters", "2 1\nx", line: 2, "expected the capacity of resource 1 (an integer), found 'x'"),
  ]

  @Test(arguments: malformed)
  func givesOneClearError(_ input: Malformed) {
    do {
      _ = try parse(input.text)
      Issue.record("was accepted")
    } catch {
      #expect(error.message == input.message)
      #expect(error.line == input.line)
      #expect(error.file == "folder/made.txt")
    }
  }
}
