import Glibc
import Race
import Solving
import SolvingSupport
import TestSupport
import Testing

@testable import Commands

/// Where the program meets files, limits and signals.
@Suite struct BorderTests {
  private let scratch = Scratch()
  private let ft06 = Command.repository + "/Instances/jobshop/ft06.txt"
  private let pods = Command.repository + "/Instances/pods/tight-4.json"

  // MARK: Outputs never replace inputs

  private func refuses(_ words: [String], input: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let before = scratch.read(input)
    let names = scratch.names
    let run = Command.run(words)
    #expect(run.status == 64, "\(words): \(run.error)", sourceLocation: sourceLocation)
    #expect(run.errorLines.count == 1 && run.error.contains("would overwrite"), sourceLocation: sourceLocation)
    #expect(scratch.read(input) == before && scratch.names == names, sourceLocation: sourceLocation)
  }

  @Test func noOutputReplacesWhatIsRead() {
    let shop = scratch.write(scratch.text(at: ft06), to: "shop.txt")
    symlink(shop, scratch["link.txt"])
    link(shop, scratch["hard.txt"])
    let dotted = scratch.path + "/./shop.txt"
    for output in [shop, dotted, scratch["link.txt"], scratch["hard.txt"]] {
      refuses(["solve", shop, "--time-limit", "1", "--output", output], input: "shop.txt")
      refuses(["solve", shop, "--time-limit", "1", "--plot", output], input: "shop.txt")
      refuses(["export", shop, "--format", "lp", "--output", output], input: "shop.txt")
    }
    let solution = scratch["solution.json"]
    #expect(Command.run(["solve", shop, "--time-limit", "1", "--output", solution, "--log", "none"]).status == 0)
    refuses(["plot", shop, solution, "--output", shop], input: "shop.txt")
    refuses(["plot", shop, solution, "--output", solution], input: "solution.json")
    refuses(["solve", shop, "--warm-start", solution, "--plot", solution], input: "solution.json")
    let again = Command.run([
      "solve", shop, "--time-limit", "1", "--warm-start", solution, "--output", solution, "--log", "none",
    ])
    #expect(again.status == 0, "\(again.error)")
    #expect(Command.run(["check", shop, solution]).status == 0)
  }

  @Test func theInstanceMayBeStandardInputOneOfSeveralOrOneOfTwoTables() {
    let set = scratch.write(scratch.text(at: Command.repository + "/Instances/tardiness/worked-6.txt"), to: "set.txt")
    refuses(["solve", "\(set)#1", "--output", set], input: "set.txt")
    scratch.write("pm,cpu0,mem0,cpu1,mem1,rack\n", to: "a-pms.csv")
    scratch.write("vm,cpu,mem,numas,pm,numa,fixed,groups,rackGroups\n", to: "a-vms.csv")
    refuses(["solve", scratch["a-pms.csv"], "--output", scratch["a-vms.csv"]], input: "a-vms.csv")
    refuses(["curve", scratch["a-pms.csv"], "--plot", scratch["a-pms.csv"]], input: "a-pms.csv")
  }

  @Test func outputsDoNotReplaceEachOther() {
    let run = Command.run([
      "solve", ft06, "--output", scratch["x.json"], "--plot", scratch.path + "/./x.json", "--time-limit", "1",
    ])
    #expect(run.status == 64 && run.error.contains("cannot go to the same place"), "\(run.error)")
    #expect(scratch.names.isEmpty)
  }

  // MARK: What a solution file claims

  private func claims(_ text: String, _ message: String?, sourceLocation: SourceLocation = #_sourceLocation) {
    scratch.write("toy 7\n", to: "seven.toy")
    scratch.write(text.replacing("$", with: #""solution":{"number":8}"#), to: "solution.json")
    let reading = SolutionReading(
      instance: scratch["seven.toy"], solution: scratch["solution.json"], problem: nil,
      choice: ProblemChoice([Toy.self]))
    do {
      let line = try reading.read(Check.Verdict())
      #expect(message == nil, "\(line)", sourceLocation: sourceLocation)
    } catch {
      #expect(error.status == .infeasible, sourceLocation: sourceLocation)
      let found = error.message
      #expect(message.map { found.contains($0) } == true, "\(found)", sourceLocation: sourceLocation)
    }
  }

  @Test func claimsAreChecked() {
    claims("{$}", nil)
    claims(#"{"status":null,"objective":null,"bound":null,"gap":null,$}"#, nil)
    claims(#"{"status":"optimal","objective":8,"bound":8,"gap":0,$}"#, nil)
    claims(#"{"status":"feasible","objective":8,"bound":7,"gap":0.125,$}"#, nil)
    claims(#"{"status":"feasible","bound":6,"gap":0.25,$}"#, nil)
    claims(#"{"status":"feasible","bound":9,$}"#, "the bound 9, but has the better objective 8")
    claims(#"{"status":"optimal","bound":7,$}"#, "optimal, but its bound 7 is below its objective 8")
    claims(#"{"status":"optimal","gap":0.125,$}"#, "optimal, but with a gap of 0.125")
    claims(#"{"status":"feasible","bound":7,"gap":0.13,$}"#, "the gap 0.13, but objective and bound make it 0.125")
    claims(#"{"gap":-1,$}"#, "negative")
    claims(#"{"status":"infeasible",$}"#, "infeasible, but has a solution")
    claims(#"{"status":"unknown",$}"#, "unknown, but has a solution")
    claims(#"{"status":"best",$}"#, "'best', which there is not")
    claims(#"{"bound":[7,1],$}"#, "no value of the objective")
    claims(#"{"objective":8.5,$}"#, "claims the objective 8.5, but has 8")
    claims(#"{"bound":7.5,"gap":0.0625,$}"#, nil)
  }

  /// Worked by hand: levels are compared in order, and the gap is that of the first level that differs.
  @Test func claimsOnLevelsAndRates() {
    let found = Objective(levels: [0, 4, 9])
    func claim(_ bound: [Int], gap: Double? = nil, status: String = "feasible") -> String? {
      SolutionClaims(status: status, objective: nil, bound: .levels(Objective(levels: bound)), gap: gap)
        .contradiction(with: found, nil)
    }
    #expect(claim([0, 3, 20], gap: 0.25) == nil)
    #expect(claim([0, 3, 20], gap: 0.5) != nil)
    #expect(claim([0, 5, 0]) != nil && claim([1, 0, 0]) != nil)
    #expect(claim([0, 4, 9], gap: 0, status: "optimal") == nil && claim([0, 4, 8], status: "optimal") != nil)
    #expect(claim([0]) != nil)

    let scale = ObjectiveScale(denominator: 10, numeratorName: "fragment", denominatorName: "free")
    func rate(_ bound: Double, gap: Double? = nil, status: String? = nil) -> String? {
      SolutionClaims(status: status, objective: .rate(0.4), bound: .rate(bound), gap: gap)
        .contradiction(with: 4, scale)
    }
    #expect(rate(0.4, gap: 0, status: "optimal") == nil && rate(0.3, gap: 0.25) == nil && rate(0.3, gap: 0.1) == nil)
    #expect(rate(0.5) != nil && rate(0.3, status: "optimal") != nil && rate(0.3, gap: 0.2) != nil)
  }

  // MARK: Limits and signals in every phase

  /// A shop so large that a debug build reads it for longer than the limit.
  private func largeShop() -> String {
    var text = "3000 100\n"
    let row = (0..<100).map { "\($0) 7" }.joined(separator: " ") + "\n"
    for _ in 0..<3000 { text += row }
    return scratch.write(text, to: "large.txt")
  }

  @Test(arguments: [0.05, 0.2])
  func aLimitThatFallsIntoReadingHolds(limit: Double) {
    let shop = largeShop()
    let duration = least(within: .seconds(limit + 1)) {
      let began = ContinuousClock.now
      let run = Command.run([
        "solve", shop, "--time-limit", "\(limit)", "--log", "json", "--output", scratch["s.json"],
      ])
      let end = ContinuousClock.now
      #expect(run.status == 3, "\(run.error)")
      #expect(run.outputLines.last?.contains(#""status":"unknown","objective":null"#) == true, "\(run.output)")
      #expect(run.outputLines.last?.contains(#""ending":"time limit""#) == true)
      #expect(scratch.names == ["large.txt"])
      return end - began
    }
    #expect(duration < .seconds(limit + 1))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalWhileReadingEndsAtOnceAndSaysSo(signal: Int32) {
    let shop = largeShop()
    let duration = least(within: .seconds(1)) {
      let solving = Running(["solve", shop, "--log", "json"])
      usleep(300_000)
      let began = ContinuousClock.now
      solving.signal(signal)
      let run = solving.wait()
      let end = ContinuousClock.now
      #expect(run.status == 3 && run.outputLines.last?.contains(#""ending":"interrupt""#) == true, "\(run.output)")
      return end - began
    }
    #expect(duration < .seconds(1))
  }

  @Test func timeCountsAllOfIt() throws {
    let run = Command.run(["solve", pods, "--time-limit", "1", "--log", "json", "--output", scratch["s.json"]])
    let time = try #require(run.outputLines.last?.firstMatch(of: #/"time":([\d.]+)/#)?.output.1)
    let written = try #require(scratch.read("s.json").firstMatch(of: #/"time": ([\d.]+)/#)?.output.1)
    #expect(try #require(Double(written)) <= #require(Double(time)))
    #expect(try #require(Double(time)) < 1.3)
  }

  // MARK: Nothing is said that is not so

  static let instances = [
    "jobshop/ft06.txt", "jobshop/ft20.txt", "jobshop/skipping-5x4.txt", "rcpsp/hard-30.sm", "rcpsp/small-10.rcp",
    "tardiness/pvw-20.txt", "tardiness/released.csv", "tardiness/weighted-12.txt#1", "pods/zones.json",
    "pods/preempted-4.json", "memory/five.csv", "memory/aligned.csv", "memory/two-convolutions.json",
    "vm-rescheduling/cluster-20.json",
  ]

  @Test(arguments: instances, ["auto", "native", "glpk"])
  func atAnyLimitAStatusIsWhatIsKnown(instance: String, engine: String) throws {
    let path = "\(Command.repository)/Instances/\(instance)"
    let limits = [
      ["--time-limit", "0.02"], ["--time-limit", "0.2"], ["--conflict-limit", "1", "--time-limit", "0.2"],
      ["--gap", "0.3", "--time-limit", "0.2"], ["--memory-limit", "1", "--time-limit", "0.2"],
    ]
    for limit in limits {
      unlink(scratch["s.json"])
      let words = ["solve", path, "--engine", engine, "--log", "json", "--output", scratch["s.json"]]
      let run = Command.run(words + limit)
      let pattern =
        #/"status":"(\w+)","objective":(null|[\d.-]+|\[[^\]]*\]),"bound":(null|[\d.-]+|\[[^\]]*\]),"gap":([^,]+)/#
      let found = try #require(run.outputLines.last?.firstMatch(of: pattern), "\(limit): \(run.output) \(run.error)")
      let (_, status, objective, bound, gap) = found.output
      let expected: [Substring: Int32] = ["optimal": 0, "feasible": 0, "unknown": 3]
      #expect(run.status == expected[status], "\(limit): \(status)")
      #expect((status == "optimal") == (objective == bound && objective != "null"), "\(limit): \(status)")
      #expect((gap == "0") == (status == "optimal"))
      #expect((status == "unknown") == (objective == "null"))
      #expect((status == "unknown") == (access(scratch["s.json"], F_OK) != 0))
      if status != "unknown" { #expect(Command.run(["check", path, scratch["s.json"]]).status == 0, "\(limit)") }
    }
  }
}
