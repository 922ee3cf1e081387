import Glibc
import TestSupport
import Testing

@testable import Commands

/// The built command as scripts see it.
@Suite struct ProcessTests {
  private let scratch = Scratch()
  private let ft06 = Command.repository + "/Instances/jobshop/ft06.txt"
  private let ft20 = Command.repository + "/Instances/jobshop/ft20.txt"

  @Test func solvingWritesASolutionThatCheckAndPlotAccept() {
    let solved = Command.run([
      "solve", ft06, "--time-limit", "1", "--output", scratch["solution.json"], "--plot", scratch["picture.svg"],
    ])
    #expect(solved.status == 0, "\(solved.error)")
    #expect(solved.outputLines.contains { $0.hasPrefix("objective  55") }, "\(solved.output)")
    let checked = Command.run(["check", ft06, scratch["solution.json"]])
    #expect(checked.status == 0)
    #expect(checked.output == "valid: ft06 (jobshop), objective 55\n")
    let drawn = Command.run(["plot", ft06, scratch["solution.json"]])
    #expect(drawn.output.hasPrefix("<?xml") && drawn.output == scratch.read("picture.svg"))
    #expect(scratch.names == ["picture.svg", "solution.json"])
  }

  @Test func aChangedSolutionIsInvalid() {
    Command.run(["solve", ft06, "--time-limit", "1", "--log", "none", "--output", scratch["solution.json"]])
    let text = scratch.read("solution.json").replacing("\"objective\": 55", with: "\"objective\": 54")
    let checked = Command.run(["check", ft06, scratch.write(text, to: "changed.json")])
    #expect(checked.status == 1)
    #expect(checked.errorLines.count == 1)
    #expect(checked.error.contains("claims the objective 54, but has 55"))
  }

  @Test func jsonEventsAreOneObjectALineWithTheKeysThatScriptsKnow() {
    let run = Command.run(["solve", ft06, "--time-limit", "1", "--log", "json", "--workers", "1", "--seed", "7"])
    #expect(run.status == 0)
    let event = #/\{"event":"(solution|bound)","time":[\d.e-]+,"objective":(\d+|null),"bound":(\d+|null),/#
    let rest = #/"gap":([\d.]+|null),"source":"[^"]+"\}/#
    #expect(run.outputLines.count >= 2)
    for line in run.outputLines.dropLast() {
      #expect(line.prefixMatch(of: event) != nil && line.contains(rest), "\(line)")
    }
    let last = run.outputLines.last ?? ""
    let keys = last.matches(of: #/"(\w+)":/#).map { String($0.output.1) }
    #expect(
      keys.prefix(14) == [
        "event", "problem", "instance", "engine", "status", "objective", "bound", "gap", "time", "firstSolutionTime",
        "bestSolutionTime", "workers", "seed", "version",
      ])
    #expect(last.contains(#""event":"summary","problem":"jobshop","instance":"ft06","engine":"auto""#))
    #expect(last.contains(#""objective":55"#) && last.contains(#""workers":1,"seed":7"#))
    #expect(run.error.isEmpty)
  }

  /// A pod that nobody would make anew stays; an option lets it go, and another one is no option of job shops.
  @Test func whatIsLeftAloneIsTold() {
    let cluster = scratch.write(
      #"""
      {"kind":"Node","apiVersion":"v1","metadata":{"name":"n"},"status":{"allocatable":{"cpu":"1"}}}
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p"},"spec":{"nodeName":"n","containers":[]}}
      """#, to: "cluster.json")
    let words = "a pod stays where it is: without a controller that would make it anew (--evict-bare-pods lets it go)"
    let text = Command.run(["solve", cluster, "--time-limit", "5", "--output", scratch["plan.json"]])
    #expect(text.status == 0 && text.errorLines.contains("dovetail: warning: \(words): default/p"))
    #expect(scratch.read("plan.json").contains("\"warnings\": [\"\(words): default/p\"]"))
    let json = Command.run(["solve", cluster, "--time-limit", "5", "--log", "json"])
    #expect(json.error.isEmpty && json.outputLines.last?.contains("\"warnings\":[\"\(words): default/p\"]") == true)
    let lifted = Command.run(["solve", cluster, "--time-limit", "5", "--log", "json", "--evict-bare-pods"])
    #expect(lifted.outputLines.last?.contains("\"warnings\":[]") == true)
    #expect(Command.run(["solve", ft06, "--evict-local-data"]).status == 64)
    #expect(Command.run(["solve", cluster, "--scheduler-name", ""]).status == 64)
  }

  @Test func statisticsFollowTheSummary() {
    let options = ["--time-limit", "20", "--workers", "1", "--warm-start", "none", "--stats"]
    // Its optimum is above all bounds by jobs and machines, so that the engine has to prove it.
    let shop = "3 3\n0 3 1 3 2 3\n0 2 2 4 1 3\n1 3 0 2 2 4\n"
    let text = Command.run(["solve", "-"] + options, input: shop)
    let blocks = text.output.split(separator: "\n\n")
    #expect(text.status == 0 && blocks.first?.hasPrefix("instance ") == true)
    let engine = blocks.first { $0.hasPrefix("clause learning\n") }
    #expect(engine?.contains("  conflicts ") == true && engine?.contains("edge finding ") == true, "\(text.output)")

    let line = Command.run(["solve", "-", "--log", "json"] + options, input: shop).outputLines.last ?? ""
    #expect(line.contains(#""statistics":[{"source":""#) && line.contains(#"{"name":"edge finding","runs":"#))
    #expect(!Command.run(["solve", "-", "--log", "json"], input: shop).output.contains("statistics"))
  }

  /// Times are counted work, so every byte of the log is the same, whatever else the machine does.
  @Test(arguments: [
    "jobshop/ft10.txt", "rcpsp/hard-30.sm", "tardiness/pvw-20.txt", "pods/tight-4.json", "memory/buffers-30.csv",
    "memory/convolution-50.json", "vm-rescheduling/cluster-20.json",
  ])
  func deterministicRunsHaveTheSameLogAndTheSameSolution(instance: String) {
    let runs = ["first.json", "second.json"].map { name in
      Command.run([
        "solve", "\(Command.repository)/Instances/\(instance)", "--deterministic", "--time-limit", "0.3", "--workers",
        "2",
        "--log", "json", "--output", scratch[name],
      ])
    }
    #expect(runs[0].status == 0, "\(runs[0].error)")
    #expect(runs[0].output == runs[1].output)
    #expect(scratch.read("first.json") == scratch.read("second.json"))
  }

  @Test func standardInputIsAnInstanceToo() {
    let run = Command.run(["solve", "-", "--time-limit", "1", "--log", "json"], input: "1 1\n0 5\n")
    #expect(run.status == 0)
    #expect(run.outputLines.last?.contains(#""instance":"standard input","engine":"auto","status":"optimal""#) == true)
  }

  @Test func theSolutionMayGoToStandardOutput() {
    let run = Command.run(["solve", "-", "--time-limit", "1", "--output", "-"], input: "1 1\n0 5\n")
    #expect(run.output.hasPrefix("{\n  \"problem\": \"jobshop\""))
    #expect(run.output.hasSuffix("}\n"))
    #expect(run.error.contains("status     optimal"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalStopsWithinASecondAndKeepsTheSolution(signal: Int32) {
    let duration = least(within: .seconds(1)) {
      let solving = Running(["solve", ft20, "--heuristic", "tabu", "--output", scratch["solution.json"]])
      let deadline = ContinuousClock.now + .seconds(60)
      // Of a gap there is a number once there is a solution.
      while !solving.errorSoFar.contains("%"), ContinuousClock.now < deadline { usleep(5000) }
      let began = ContinuousClock.now
      solving.signal(signal)
      let run = solving.wait()
      let end = ContinuousClock.now
      #expect(run.status == 0, "\(run.error)")
      #expect(run.output.contains("(stopped: interrupt)"), "\(run.output)")
      #expect(Command.run(["check", ft20, scratch["solution.json"]]).status == 0)
      return end - began
    }
    #expect(duration < .seconds(1))
  }

  /// The log's reader has gone; the solution file is written all the same.
  @Test func aClosedStandardOutputCostsNoSolution() {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    // Other tests start processes at the same time, which must not hold the reading end open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let path = "/proc/self/fd/\(ends[1])"
    let solving = Running(
      ["solve", ft06, "--time-limit", "1", "--log", "json", "--output", scratch["solution.json"]], output: path)
    close(ends[0])
    close(ends[1])
    let run = solving.wait()
    #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
    #expect(Command.run(["check", ft06, scratch["solution.json"]]).status == 0)
  }

  /// The longest job of ft06 takes 47.
  @Test(arguments: ["0", "0.000001"])
  func aSolveWithoutTimeForASolutionSaysSoAndWhatIsPlain(limit: String) {
    let run = Command.run(["solve", ft06, "--time-limit", limit, "--log", "json"])
    #expect(run.status == 3)
    #expect(
      run.outputLines.last?.contains(#""status":"unknown","objective":null,"bound":47,"#) == true, "\(run.output)")
  }

  /// What even the program and the instance do not fit in is told in one line, and in time.
  @Test func aMemoryLimitThatIsTooSmallSaysSo() {
    Command.run([
      "generate", "jobshop", "--jobs", "200", "--machines", "200", "--seed", "1", "--output", scratch["large.txt"],
    ])
    for engine in ["auto", "native"] {
      let run = Command.run([
        "solve", scratch["large.txt"], "--memory-limit", "5", "--engine", engine, "--log", "json", "--time-limit", "60",
      ])
      #expect(run.status == 3, "\(run.error)")
      #expect(run.error.hasPrefix("dovetail: --memory-limit 5 is too small for this instance"), "\(run.error)")
      #expect(run.error.split(separator: "\n").count == 1)
      #expect(run.outputLines.last?.contains(#""ending":"memory limit""#) == true, "\(run.output)")
    }
    let small = Command.run(["solve", ft06, "--memory-limit", "1", "--log", "json"])
    #expect(small.status == 3)
    #expect(small.outputLines.last?.contains(#""objective":null,"bound":47,"#) == true, "\(small.output)")
  }

  @Test func modelsAreExportedInBothFormats() {
    #expect(Command.run(["export", ft06, "--format", "mps"]).output.hasSuffix("ENDATA\n"))
    #expect(Command.run(["export", ft06, "--format", "lp"]).output.contains("Minimize"))
  }

  @Test func generatedInstancesAreSolvable() {
    let shop = Command.run(["generate", "jobshop", "--jobs", "3", "--machines", "2", "--seed", "4"])
    #expect(Command.run(["solve", "-", "--time-limit", "1", "--log", "none"], input: shop.output).status == 0)
    let project = Command.run(["generate", "rcpsp", "--activities=8", "--output", scratch["project.sm"]])
    #expect(project.status == 0 && project.output.isEmpty)
    #expect(Command.run(["solve", scratch["project.sm"], "--time-limit", "1", "--log", "none"]).status == 0)
    let taillard = Command.run(["generate", "jobshop", "--taillard", "ta01"])
    #expect(taillard.output.contains("15 15\n6 94 12 66 4 10"))
  }

  @Test func listAndHelpNameWhatThereIs() {
    let list = Command.run(["list"]).output
    for name in ["jobshop", "rcpsp", "tabu", "--taillard", "glpk"] { #expect(list.contains(name)) }
    let help = Command.run(["solve", "--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("74 output that") && help.output.contains("--warm-start"))
    #expect(Command.run(["--version"]).output == "\(Dovetail.version)\n")
  }
}
