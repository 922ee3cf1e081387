import Testing

/// `dovetail simulate flow-time` as a process of its own.
@Suite struct SimulateFlowTimeTests {
  let scratch = Scratch()

  /// By hand: the optimum is 18, operation-srpt 19, chunks 20.
  static let morning = """
    {"name": "morning", "jobs": [
      {"name": "a", "release": 0, "operations": [3, 1, 4]},
      {"release": 2, "operations": [5]}]}
    """

  @Test func allPoliciesAreShown() {
    let run = Command.run(["simulate", "flow-time", "-", "--audit", "20"], input: Self.morning)
    #expect(run.status == 0 && run.error.isEmpty)
    let words = run.outputLines.map { $0.split(separator: " ").map(String.init) }
    #expect(words.first == ["morning:", "2", "jobs", "of", "at", "most", "3", "operations,", "work", "13"])
    #expect(
      words.dropFirst(2).map { Array($0.prefix(3)) } == [
        ["srpt", "18", "1.0000"], ["operation-srpt", "19", "1.0556"], ["slf", "20", "1.1111"], ["las", "21", "1.1667"],
        ["round-robin", "22", "1.2222"], ["chunks", "20", "1.1111"],
      ])
  }

  @Test func linesTraceAndPicture() {
    let file = scratch.write(Self.morning, to: "morning.json")
    let run = Command.run([
      "simulate", "flow-time", file, "--policy", "operation-srpt", "--policy", "las", "--log", "json", "--trace",
      scratch["trace"], "--plot", scratch["plot.svg"],
    ])
    #expect(run.status == 0 && run.outputLines.count == 2)
    #expect(
      run.outputLines[0].hasPrefix(
        "{\"instance\":\"morning\",\"policy\":\"operation-srpt\",\"jobs\":2,\"operations\":3,\"flow\":19,\"optimum\":18,"
          + "\"ratio\":1.055556,\"longest\":11,\"preemptions\":0,"))
    #expect(run.outputLines[1].contains("\"quantum\":1,"))
    #expect(
      scratch.read("trace").hasPrefix(
        "{\"instance\":\"morning\",\"policy\":\"operation-srpt\",\"flow\":19,\"segments\":[[1,0,8],[2,8,13]]}\n"))
    #expect(scratch.read("plot.svg").contains("<svg "))
  }

  @Test func whatIsMadeCanBePlayedAgain() {
    let made = Command.run([
      "simulate", "flow-time", "--jobs", "30", "--lengths", "tests", "--seed", "4", "--instance", scratch["made.json"],
    ])
    #expect(made.status == 0)
    #expect(Command.run(["simulate", "flow-time", scratch["made.json"]]).output == made.output)
    #expect(
      Command.run(["simulate", "flow-time", "--jobs", "30", "--lengths", "tests", "--seed", "5"]).output != made.output)
  }

  static let refused: [([String], Int32, String)] = [
    (["--policy", "chunk"], 64, "there is no policy 'chunk'; there are srpt,"),
    (["--quantum", "0"], 64, "--quantum takes an integer from 1"),
    (["--log", "xml"], 64, "--log is text or json, not 'xml'"),
    (["--lengths", "parito"], 64, "did you mean 'pareto'?"),
    (["--load", "0"], 64, "the load is outside"),
    (["--jobs=-1"], 64, "the number of jobs is outside"),
    (["--lengths", "tests", "--operations", "3"], 64, "a job has 2 operations"),
    (["-", "--jobs", "3"], 64, "--jobs is for instances that are made"),
    (["-"], 65, "standard input:1: expected jobs with their operations"),
    (["nowhere.json"], 66, "nowhere.json: No such file"),
    (["--trace", "/nowhere/trace"], 74, "cannot write"),
  ]

  @Test(arguments: refused.indices)
  func mistakesAreOneLine(_ index: Int) {
    let (words, status, text) = Self.refused[index]
    let run = Command.run(["simulate", "flow-time"] + words)
    #expect(run.status == status && run.errorLines.count == 1 && run.error.contains(text), "\(run.error)")
  }

  @Test func turnsBeyondMeasureAreRefused() {
    let text = "{\"jobs\": [{\"release\": 0, \"operations\": [1000000000000]}]}"
    let run = Command.run(["simulate", "flow-time", "-"], input: text)
    #expect(run.status == 64 && run.error.contains("las would take 1000000000000 turns; --quantum 10001 or more"))
    #expect(Command.run(["simulate", "flow-time", "-", "--quantum", "1000000"], input: text).status == 0)
  }
}
