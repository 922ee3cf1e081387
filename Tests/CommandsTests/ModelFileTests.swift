import Testing

@testable import Commands

/// Texts of models through the program itself.
@Suite struct ModelFileTests {
  private let scratch = Scratch()

  /// b cannot start before a ends, at 3, and a delay costs 2 each.
  private static let model = """
    dovetail-model 1
    name "two tasks"
    int x0 0..9 "a.start"
    int x1 0..9 "b.start"
    bool x2 "b is done"
    interval t0 start x0 duration 3 end x0 + 3 "a"
    interval t1 start x1 duration 2 end x1 + 2 presence x2 "b"
    precedence t0 before t1 delay 0
    maximize -x0 - 2 x1 + 10 x2

    """

  @Test func solvesChecksPlotsAndStartsFromTheSolution() {
    let path = scratch.write(Self.model, to: "m.dvt")
    let solution = scratch["m.json"]
    for engine in ["auto", "native", "glpk"] {
      let run = Command.run(
        ["solve", path, "--engine", engine, "--log", "json", "--output", solution, "--plot", scratch["m.svg"]])
      #expect(run.status == 0, "\(run.error)")
      for part in ["\"problem\":\"model\"", "\"status\":\"optimal\"", "\"objective\":4", "\"bound\":4"] {
        #expect(run.outputLines.last?.contains(part) == true, "\(run.output)")
      }
      let body = "{\"values\":{\"a.start\":0,\"b.start\":3,\"b is done\":1},\"intervals\":{\"a\":[0,3],\"b\":[3,5]}}"
      #expect(scratch.read("m.json").contains(body), "\(scratch.read("m.json"))")
      #expect(scratch.read("m.svg").contains("b: 3 to 5"))
      let check = Command.run(["check", path, solution])
      #expect(check.status == 0 && check.output == "valid: m (model), objective 4\n", "\(check.output)\(check.error)")
      #expect(Command.run(["plot", path, solution]).output.contains("a: 0 to 3"))
      let warm = Command.run(["solve", path, "--warm-start", solution, "--log", "json"])
      #expect(warm.output.contains("\"source\":\"warm start\""), "\(warm.error)")
    }
    let wrong = scratch.write(
      "{\"solution\": {\"values\": {\"a.start\": 0, \"b.start\": 2, \"b is done\": 1}}}", to: "w.json")
    let check = Command.run(["check", path, wrong])
    #expect(check.status == 1 && check.error.contains("constraint 0: a ends at 3, b starts at 2"), "\(check.error)")
  }

  @Test func exportsReadBack() {
    let path = scratch.write(Self.model, to: "m.dvt")
    #expect(Command.run(["export", path, "--format", "dvt"]).output == Self.model)
    for format in ["mps", "lp"] {
      let export = Command.run(["export", path, "--format", format])
      let run = Command.run(["solve", "-", "--log", "json"], input: export.output)
      // Linear models are minimised.
      #expect(run.outputLines.last?.contains("\"objective\":-4,\"bound\":-4") == true, "\(run.error)")
    }
    let program = scratch.write("min 3 x + 2 y\nst\nc: x + y >= 4\nbounds\ny <= 3\ngen\nx y\nend\n", to: "p.lp")
    let export = Command.run(["export", program, "--format", "dvt"])
    #expect(export.output.hasPrefix("dovetail-model 1\nname \"p\"\n"), "\(export.error)")
    let run = Command.run(["solve", "-", "--log", "json"], input: export.output)
    #expect(run.outputLines.last?.contains("\"objective\":9,\"bound\":9") == true, "\(run.error)")
    let pods = Command.run(["export", Command.repository + "/Instances/pods/tight-4.json", "--format", "dvt"])
    #expect(pods.status == 64 && pods.error.contains("pods has no model's text"), "\(pods.error)")
  }

  /// Their optima are known.
  @Test(arguments: [("jobshop/ft06.txt", 55), ("rcpsp/small-10.sm", 0), ("mip/knapsack-20.mps", 0)])
  func otherProblemsAreModelsToo(file: String, known: Int) {
    let path = Command.repository + "/Instances/" + file
    let text = Command.run(["export", path, "--format", "dvt"])
    #expect(text.output.hasPrefix("dovetail-model 1\n"), "\(text.error)")
    func objective(_ run: Command) -> Substring? {
      run.outputLines.last?.firstRange(of: "\"objective\":").flatMap { range in
        run.outputLines.last?[range.upperBound...].prefix { $0.isNumber || $0 == "-" }
      }
    }
    let model = Command.run(["solve", "-", "--time-limit", "20", "--log", "json"], input: text.output)
    let itself = Command.run(["solve", path, "--time-limit", "20", "--log", "json"])
    #expect(objective(model) != nil && objective(model) == objective(itself), "\(model.error)\(itself.error)")
    if known > 0 { #expect(objective(model).flatMap { Int($0) } == known) }
  }

  @Test func generatedModelsAreSolved() {
    for seed in ["1", "2", "3"] {
      let made = Command.run(["generate", "model", "--seed", seed])
      #expect(made.output.hasPrefix("dovetail-model 1\n"))
      let run = Command.run(["solve", "-", "--time-limit", "10"], input: made.output)
      #expect(run.status == 0 || run.status == 1, "\(run.error)")
    }
  }

  @Test func mistakesAreOneLineWithTheirExitCode() {
    let begin = "dovetail-model 1\nbool x0\n"
    let texts: [(String, String)] = [
      (begin + "clause [x1]\n", "m.dvt:3: expected one that is defined before (there are x0 to x0), found x1"),
      (begin + "clause [" + String(repeating: "[", count: 100_000), "expected a Boolean"),
      (begin + "clause [" + String(repeating: "x0,", count: 100_000), "the end of the file"),
      (begin + "linear " + String(repeating: "-", count: 100_000), "expected a number or a variable"),
      (begin + "bool x1 \"\u{1B}[31m", "closing quote"),
      (begin + "linear 9223372036854775807 x0 <= 0", "expected a sum within"),
      (begin + "\u{1}\u{2}", "m.dvt:3: expected the word"),
      ("dovetail-model 99999999999999999999\n", "m.dvt:1:"), ("dovetail-model", "m.dvt:1:"),
    ]
    for (text, mention) in texts {
      let run = Command.run(["solve", scratch.write(text, to: "m.dvt"), "--log", "none"])
      #expect(run.status == 65 && run.errorLines.count == 1 && run.error.utf8.count < 1200, "\(run.error.prefix(300))")
      #expect(run.error.contains(mention), "\(run.error.prefix(300))")
    }
    let infeasible = scratch.write(begin + "clause []\n", to: "i.dvt")
    #expect(Command.run(["solve", infeasible, "--log", "none"]).status == 1)
  }
}
