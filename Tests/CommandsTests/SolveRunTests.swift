import Race
import Solving
import SolvingSupport
import TestSupport
import Testing

@testable import Commands

/// Solves of a toy problem that the commands have never seen: a new problem needs no change in them.
@Suite struct SolveRunTests {
  private let scratch = Scratch()
  private let choice = ProblemChoice([Toy.self])

  private func run(_ change: (inout SolveRequest) -> Void = { _ in }) throws(CommandFailure) -> CommandStatus {
    var request = SolveRequest(instancePath: scratch.write("toy 7\n", to: "seven.toy"))
    request.log = .none
    request.output = scratch["solution.json"]
    change(&request)
    return try SolveRun(request, choice: choice, obeysSignals: false).execute()
  }

  @Test func theSolutionFileSaysWhatIsKnown() throws {
    #expect(try run() == .solved)
    let lines = scratch.read("solution.json").split(separator: "\n").map(String.init)
    #expect(lines.first == "{" && lines.last == "}")
    for line in [
      "  \"problem\": \"toy\",", "  \"instance\": \"seven\",", "  \"status\": \"optimal\",", "  \"objective\": 7,",
      "  \"bound\": 7,", "  \"gap\": 0,", "  \"solution\": {\"number\":7}",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
    #expect(scratch.names == ["seven.toy", "solution.json"], "no temporary file is left")
  }

  /// Or who looks at the file alone takes it for this result's.
  @Test func aProofOfAnEarlierRunGoesWhereAResultHasNone() throws {
    _ = scratch.write("of an earlier run", to: "proof")
    #expect(try run { $0.proof = scratch["proof"] } == .solved)
    #expect(scratch.names == ["seven.toy", "solution.json"])
  }

  @Test func warningsAreInTheSolutionFile() throws {
    #expect(try run() == .solved)
    #expect(scratch.read("solution.json").contains("\"warnings\": []"))
    #expect(try run { $0.instancePath = scratch.write("toy 13\n", to: "unlucky.toy") } == .solved)
    #expect(scratch.read("solution.json").contains("\"warnings\": [\"13 is unlucky\"]"))
  }

  @Test func thePictureIsTheProblemsOwn() throws {
    #expect(try run { $0.plot = scratch["picture.svg"] } == .solved)
    #expect(scratch.read("picture.svg") == "<svg>7</svg>\n")
  }

  @Test func aHeuristicAloneProvesNothing() throws {
    #expect(try run { $0.heuristic = "high" } == .solved)
    #expect(scratch.read("solution.json").contains("\"status\": \"feasible\""))
    #expect(scratch.read("solution.json").contains("\"bound\": null"))
  }

  @Test func noSolutionWithinTheLimitsHasItsOwnStatusAndNoFile() throws {
    let status = try run {
      $0.heuristic = "nothing"
      $0.timeLimit = ProcessClock.began.duration(to: .now) / .seconds(1) + 0.1
    }
    #expect(status == .noSolution)
    #expect(scratch.names == ["seven.toy"])
  }

  @Test func aSolutionThatTheCheckerTurnsDownIsAnInternalError() throws {
    let failure = #expect(throws: CommandFailure.self) { try run { $0.heuristic = "liar" } }
    #expect(failure?.status == .internalError)
    #expect(!scratch.names.contains("solution.json"))
  }

  @Test func aStrategyThatDoesNotStopIsNotWaitedFor() throws {
    let duration = try least(within: .seconds(1.5)) {
      let began = ContinuousClock.now
      let status = try run {
        $0.heuristic = "deaf"
        $0.timeLimit = ProcessClock.began.duration(to: .now) / .seconds(1) + 0.1
      }
      #expect(status == .solved)
      return ContinuousClock.now - began
    }
    #expect(duration < .seconds(1.5))
    #expect(scratch.read("solution.json").contains("\"objective\": 17"))
  }

  @Test func aSolutionFileWarmStartsTheNextSolve() throws {
    scratch.write(#"{"problem":"toy","solution":{"number":9}}"#, to: "warm.json")
    #expect(try run { $0.warmStart = SolveRequest.WarmStart.file(scratch["warm.json"]) } == .solved)
    scratch.write(#"{"problem":"toy","solution":{"number":6}}"#, to: "warm.json")
    let failure = #expect(throws: CommandFailure.self) {
      try run { $0.warmStart = SolveRequest.WarmStart.file(scratch["warm.json"]) }
    }
    #expect(failure?.status == .data)
    #expect(failure?.message.contains("6 is too small") == true)
  }

  @Test func filesThatCannotBeWrittenAreToldBeforeTheSolve() throws {
    for path in [scratch.path, scratch["missing/solution.json"]] {
      let failure = #expect(throws: CommandFailure.self) {
        // A solve without a limit: this returns only because it is never begun.
        try run {
          $0.heuristic = "nothing"
          $0.output = path
        }
      }
      #expect(failure?.status == .writeError)
    }
  }
}

@Suite struct SolutionReadingTests {
  private let scratch = Scratch()

  private func reading(_ solution: String) -> SolutionReading {
    scratch.write("toy 7\n", to: "seven.toy")
    scratch.write(solution, to: "solution.json")
    return SolutionReading(
      instance: scratch["seven.toy"], solution: scratch["solution.json"], problem: nil,
      choice: ProblemChoice([Toy.self]))
  }

  @Test func aValidSolutionIsCheckedAndDrawn() throws {
    let reading = reading(#"{"problem":"toy","objective":8,"solution":{"number":8}}"#)
    #expect(try reading.read(Check.Verdict()) == "valid: seven (toy), objective 8")
    #expect(try reading.read(Plot.Picture()) == "<svg>8</svg>\n")
  }

  @Test(arguments: [
    (#"{"solution":{"number":3}}"#, CommandStatus.infeasible, "invalid: 3 is too small"),
    (#"{"objective":7,"solution":{"number":8}}"#, .infeasible, "claims the objective 7, but has 8"),
    (#"{"problem":"other","solution":{"number":8}}"#, .data, "a solution of 'other'"),
    (#"{"problem":"toy"}"#, .data, "no 'solution'"),
    (#"{"solution":{"number":"8"}}"#, .data, "'solution.number' has another type"),
    (#"{"solution":{"number":8}"#, .data, "not JSON"),
    ("", .data, "not JSON"),
  ])
  func anInvalidSolutionIsNamed(text: String, status: CommandStatus, message: String) {
    let reading = reading(text)
    let failure = #expect(throws: CommandFailure.self) { try reading.read(Check.Verdict()) }
    #expect(failure?.status == status)
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }
}

@Suite struct GenerateTests {
  @Test func optionsHaveDefaultsRangesAndNames() throws {
    #expect(try Generate.instance([Toy.self], []) == "toy 5\n")
    #expect(try Generate.instance([Toy.self], ["--smallest", "9"]) == "toy 9\n")
    #expect(try Generate.instance([Toy.self], ["--smallest=9", "--spread", "0.25"]) == "toy 9\n")
  }

  @Test(arguments: [
    (["--smallest", "1001"], "from 0 to 1000"), (["--smallest", "x"], "not 'x'"), (["--smallest"], "needs a value"),
    (["--largest", "3"], "unknown option '--largest'"), (["--spread", "nan"], "not 'nan'"),
    (["7"], "unknown option '7'"), (["--known", "toy01"], "not even 'toy01'"),
  ])
  func wrongOptionsAreUsageErrors(words: [String], message: String) {
    let failure = #expect(throws: CommandFailure.self) { try Generate.instance([Toy.self], words) }
    #expect(failure?.status == .usage)
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: [
    (["--buffers", "30", "--cut", "-5"], "--cut"), (["--cut=abc"], "--cut"), (["--drop", "100"], "--drop"),
    (["--fast-percent", "0", "--seed", "2"], "--fast-percent"),
  ])
  func ofProblemsOfOneNameTheErrorIsOfTheOneThatIsMeant(words: [String], option: String) throws {
    let memory = try ProblemChoice().named("memory")
    #expect(memory.count == 2)
    let failure = #expect(throws: CommandFailure.self) { try Generate.instance(memory, words) }
    #expect(failure?.message.hasPrefix("\(option) takes") == true, "\(failure?.message ?? "")")
  }

  @Test func theOutputOptionIsTakenOut() throws {
    let (output, rest) = try Generate.takeOutput(["--jobs", "3", "--output", "a.txt", "--seed=2"])
    #expect(output == "a.txt")
    #expect(rest == ["--jobs", "3", "--seed=2"])
    #expect(try Generate.takeOutput(["--output=b.txt"]).output == "b.txt")
    #expect(throws: CommandFailure.self) { try Generate.takeOutput(["--output"]) }
  }
}
