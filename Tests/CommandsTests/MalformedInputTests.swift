import Glibc
import Scheduling
import Testing

@testable import Commands

/// Whatever is wrong with the input, the command says it in one line and ends with the exit code of its kind.
@Suite struct MalformedInputTests {
  /// A file that is wrong in one way, and what the line must mention.
  struct Case: Sendable, CustomTestStringConvertible {
    let what: String
    let problem: String?
    let text: String
    let mention: String

    init(_ what: String, _ problem: String?, _ text: String, _ mention: String) {
      self.what = what
      self.problem = problem
      self.text = text
      self.mention = mention
    }

    var testDescription: String { what }
  }

  private static let shop = "2 2\n0 3 1 2\n1 4 0 1\n"

  /// Two activities between the dummies, one resource of capacity 3.
  private static let project: String = {
    var parameters = ResourceProject.GeneratorParameters()
    parameters.activityCount = 4
    parameters.resourceCount = 1
    return (try? ResourceProject.generate(parameters).psplibText) ?? ""
  }()

  /// 4 activities, 1 resource of capacity 3; the form `duration demand successors...`.
  private static let patterson = "4 1\n3\n0 0 2 2 3\n4 2 1 4\n5 3 1 4\n0 0 0\n"

  static let shops = [
    Case("an empty file", nil, "", "empty"),
    Case("blanks only", nil, " \n\t\n", "empty"),
    Case("comments only", "jobshop", "# nothing\n# here\n", "number of jobs"),
    Case("prose", nil, "Dear solver,\nplease solve this.\n", "no format"),
    Case("a zero byte", nil, "2 2\n0 3\u{0} 1 2\n", "NUL character"),
    Case("control characters", "jobshop", "2 2\n0 3 \u{1}1 2\n1 4 0 1\n", "binary"),
    Case("only the first count", "jobshop", "2\n", "machines"),
    Case("no job", "jobshop", "0 2\n", "from 1 to"),
    Case("no machine", "jobshop", "2 0\n", "from 1 to"),
    Case("a negative count", "jobshop", "-2 2\n0 3 1 2\n", "'-2'"),
    Case("a huge count of jobs", "jobshop", "99999999 2\n0 3 1 2\n", "'99999999'"),
    Case("a count beyond 64 bits", "jobshop", "99999999999999999999 2\n0 3 1 2\n", "'99999999999999999999'"),
    Case("more jobs announced than there are", nil, "3 2\n0 3 1 2\n1 4 0 1\n", "job 2"),
    Case("fewer jobs announced than there are", nil, "1 2\n0 3 1 2\n1 4 0 1\n", "end of the file after 1 job"),
    Case("cut inside a line", nil, "2 2\n0 3 1 2\n1 4 0", "duration of operation 1 of job 1"),
    Case("cut after the counts", "jobshop", "2 2\n", "job 0"),
    Case("a line too short", nil, "2 2\n0 3 1 2\n1 4 0\n", ":3:"),
    Case("a line too long", nil, "2 2\n0 3 1 2 0\n1 4 0 1\n", ":2:"),
    Case("a negative duration", nil, "2 2\n0 3 1 -2\n1 4 0 1\n", "'-2'"),
    Case("a machine out of range", nil, "2 2\n0 3 2 2\n1 4 0 1\n", "machine of operation 1 of job 0 from 0 to 1"),
    Case("a negative machine", nil, "2 2\n0 3 1 2\n-1 4 0 1\n", "'-1'"),
    Case("a duration that is a word", "jobshop", "2 2\n0 3 1 two\n1 4 0 1\n", "'two'"),
    Case("a fraction", "jobshop", "2 2\n0 3 1 2.5\n1 4 0 1\n", "'2.5'"),
    Case("a duration beyond 64 bits", "jobshop", "2 2\n0 3 1 99999999999999999999\n1 4 0 1\n", "999"),
    Case("durations whose sum overflows", nil, "2 2\n0 1000000000 1 1000000000\n1 4 0 1\n", "sum of all durations"),
    Case("an operation count out of range", nil, "1 2 *\n-1\n", "number of operations"),
    Case("a project as a job shop", "jobshop", project, "expected"),
  ]

  static let projects = [
    Case("no sections", "rcpsp", "projects: 1\n", ""),
    Case("a job shop as a project", "rcpsp", shop, ""),
    Case("cut before the requests", nil, cut(project, before: "REQUESTS/DURATIONS"), ""),
    Case("cut before the capacities", nil, cut(project, before: "RESOURCEAVAILABILITIES"), ""),
    Case("cut in the middle", nil, String(project.prefix(project.count / 2)), ""),
    Case("a huge count of activities", nil, project.replacing(":  6", with: ":  999999999"), "999999999"),
    Case("a wrong count of activities", nil, project.replacing(":  6", with: ":  7"), ""),
    Case("a negative count of resources", nil, project.replacing(":  1   R", with: ":  -1   R"), "-1"),
    Case("Patterson: demand over capacity", "rcpsp", patterson.replacing("5 3 1 4", with: "5 4 1 4"), "4"),
    Case(
      "Patterson: a cycle", "rcpsp",
      patterson.replacing("5 3 1 4", with: "5 3 2 4 2")
        .replacing("4 2 1 4", with: "4 2 2 4 3"), "cycl"),
    Case("Patterson: a precedence on oneself", "rcpsp", patterson.replacing("4 2 1 4", with: "4 2 1 2"), ""),
    Case("Patterson: a successor out of range", "rcpsp", patterson.replacing("4 2 1 4", with: "4 2 1 9"), "9"),
    Case("Patterson: a negative duration", "rcpsp", patterson.replacing("4 2 1 4", with: "-4 2 1 4"), "-4"),
    Case("Patterson: a negative demand", "rcpsp", patterson.replacing("4 2 1 4", with: "4 -2 1 4"), "-2"),
    Case("Patterson: a negative capacity", "rcpsp", patterson.replacing("\n3\n", with: "\n-3\n"), "-3"),
    Case("Patterson: cut", "rcpsp", "4 1\n3\n0 0 2 2 3\n4 2", ""),
    Case("Patterson: numbers left over", "rcpsp", patterson + "7 7\n", "7"),
    Case(
      "Patterson: durations that overflow", "rcpsp",
      patterson.replacing("4 2 1 4", with: "9223372036854775807 2 1 4"), "9223372036854775807"),
    Case("Patterson: huge counts", "rcpsp", "999999999 999999999\n3\n", "999999999"),
  ]

  private static func cut(_ text: String, before title: String) -> String {
    text.firstRange(of: title).map { String(text[..<$0.lowerBound]) } ?? text
  }

  @Test(arguments: shops + projects)
  func aWrongFileIsADataError(_ wrong: Case) {
    let scratch = Scratch()
    let path = scratch.write(wrong.text, to: "wrong.txt")
    let run = Command.run(
      ["solve", path, "--time-limit", "2", "--log", "none"] + (wrong.problem.map { ["--problem", $0] } ?? []))
    #expect(run.status == 65)
    #expect(run.errorLines.count == 1, "\(run.error)")
    #expect(run.error.hasPrefix("dovetail: ") && run.error.contains("wrong.txt"), "\(run.error)")
    #expect(run.error.contains(wrong.mention), "\(run.error)")
    #expect(run.output.isEmpty)
  }

  /// The texts that the table breaks are right before that.
  @Test(arguments: [shop, project, patterson])
  func theUnbrokenFilesAreSolved(text: String) {
    let scratch = Scratch()
    let run = Command.run(["solve", scratch.write(text, to: "right.txt"), "--time-limit", "5", "--log", "none"])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error.isEmpty)
  }

  @Test(arguments: [
    (["solve", "/no/such/file"], 66, "No such file"), (["solve", "/"], 66, "directory"),
    (["check", "INSTANCE", "/no/such/file"], 66, "No such file"),
    (["export", "/no/such", "--format", "lp"], 66, "No such"),
    (["solve"], 64, "file"), (["solve", "INSTANCE", "--no-such-option"], 64, "--no-such-option"),
    (["conquer", "INSTANCE"], 64, "conquer"), (["solve", "INSTANCE", "--problem", "chess"], 64, "'chess'"),
    (["solve", "INSTANCE", "--engine", "steam"], 64, "'steam'"), (["solve", "INSTANCE", "--log", "xml"], 64, "'xml'"),
    (["solve", "INSTANCE", "--time-limit", "-1"], 64, "time-limit"),
    (["solve", "INSTANCE", "--time-limit", "soon"], 64, "soon"),
    (["solve", "INSTANCE", "--time-limit", "nan"], 64, "--time-limit"),
    (["solve", "INSTANCE", "--time-limit", "-0.1"], 64, "--time-limit"),
    (["solve", "INSTANCE", "--gap", "-0.5"], 64, "gap"), (["solve", "INSTANCE", "--gap", "inf"], 64, "--gap"),
    (["solve", "INSTANCE", "--workers", "0"], 64, "--workers"),
    (["solve", "INSTANCE", "--workers", "1000"], 64, "1 to 256"),
    (["solve", "INSTANCE", "--workers", "many"], 64, "many"), (["solve", "INSTANCE", "--seed", "-1"], 64, "seed"),
    (["solve", "INSTANCE", "--conflict-limit", "-1"], 64, "--conflict-limit"),
    (["solve", "INSTANCE", "--engine", "glpk", "--deterministic"], 64, "--deterministic"),
    (["solve", "INSTANCE", "--memory-limit", "0"], 64, "--memory-limit"),
    (["solve", "INSTANCE", "--heuristic", "luck"], 64, "'luck'"),
    (["solve", "INSTANCE", "--output", "x", "--plot", "x"], 64, "same place"),
    (["solve", "INSTANCE", "--output", "-", "--log", "json"], 64, "standard output"),
    (["solve", "INSTANCE", "--warm-start", "/no/such/file"], 66, "No such file"),
    (["solve", "INSTANCE", "--warm-start", "INSTANCE"], 65, "not JSON"),
    (["solve", "INSTANCE", "--output", "/no/such/folder/x"], 74, "No such"),
    (["solve", "INSTANCE", "--plot", "/"], 74, "folder"),
    (["solve", "INSTANCE", "--log", "none", "--output", "/dev/full"], 74, "No space"),
    (["export", "INSTANCE"], 64, "--format"), (["export", "INSTANCE", "--format", "xls"], 64, "'xls'"),
    (["check", "-", "-"], 64, "standard input"), (["check", "INSTANCE"], 64, "solution"),
    (["generate", "chess"], 64, "'chess'"), (["generate", "jobshop", "--taillard", "ta81"], 64, "'ta81'"),
    (["generate", "jobshop", "--jobs", "0"], 64, "1 to"), (["generate", "rcpsp", "--strength", "2"], 64, "'2'"),
    (["generate", "jobshop", "--output", "/no/such/folder/x"], 74, "No such"),
  ])
  func aWrongCommandLineIsOneLineAndItsCode(arguments: [String], status: Int32, mention: String) {
    let scratch = Scratch()
    let path = scratch.write(Self.shop, to: "shop.txt")
    let run = Command.run(arguments.map { $0 == "INSTANCE" ? path : $0 })
    #expect(run.status == status, "\(run.error)")
    #expect(run.errorLines.count == 1, "\(run.error)")
    #expect(run.error.hasPrefix("dovetail: ") && run.error.contains(mention), "\(run.error)")
  }

  @Test func aFileWithoutPermissionCannotBeRead() {
    let scratch = Scratch()
    let path = scratch.write(Self.shop, to: "secret.txt")
    chmod(path, 0)
    // The superuser may read everything.
    guard access(path, R_OK) != 0 else { return }
    let run = Command.run(["solve", path])
    #expect(run.status == 66)
    #expect(run.error.contains("Permission denied"))
  }

  @Test func aBinaryFileIsRefused() {
    let scratch = Scratch()
    let run = Command.run(["solve", scratch.write((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 37) }, to: "image")])
    #expect(run.status == 65)
    #expect(run.errorLines.count == 1)
  }
}
