import Testing

@testable import Commands

/// Files of linear programs through the program itself.
@Suite struct LinearProgramTests {
  private let scratch = Scratch()

  /// x = 4 and y = 2 are worth 5.5.
  private static let model = "max 0.75 x + 1.25 y\nst\nc: x + y <= 6\nd: x + 3 y <= 11\ngen\nx y\nend\n"

  @Test func solvesChecksAndStartsFromTheSolution() {
    let path = scratch.write(Self.model, to: "m.lp")
    let solution = scratch["m.json"]
    for engine in ["auto", "native", "glpk"] {
      let run = Command.run(
        ["solve", path, "--engine", engine, "--log", "json", "--output", solution, "--plot", scratch["m.svg"]])
      #expect(run.status == 0, "\(run.error)")
      for part in ["\"problem\":\"mip\"", "\"objective\":5.5,\"bound\":5.5,\"gap\":0", "\"sense\":\"max\""] {
        #expect(run.outputLines.last?.contains(part) == true, "\(run.output)")
      }
      #expect(scratch.read("m.json").contains("\"solution\": {\"values\":{\"x\":4,\"y\":2}}"))
      #expect(scratch.read("m.svg").contains("<svg"))
      let check = Command.run(["check", path, solution])
      #expect(check.status == 0 && check.output == "valid: m (mip), objective 5.5\n", "\(check.error)")
      let warm = Command.run(["solve", path, "--warm-start", solution, "--log", "json"])
      #expect(warm.output.contains("\"source\":\"warm start\""), "\(warm.error)")
    }
  }

  @Test func claimsOfMaximisedObjectivesAreChecked() {
    let path = scratch.write(Self.model, to: "m.lp")
    func check(_ claims: String) -> Command {
      let file = scratch.write("{\(claims), \"solution\": {\"values\": {\"x\": 4, \"y\": 2}}}", to: "s.json")
      return Command.run(["check", path, file])
    }
    #expect(check("\"objective\": 5.5, \"bound\": 5.75, \"status\": \"feasible\"").status == 0)
    #expect(check("\"objective\": 5.75").error.contains("claims the objective 5.75, but has 5.5"))
    #expect(check("\"bound\": 5.25").error.contains("but has the better objective 5.5"))
    #expect(check("\"bound\": 6, \"status\": \"optimal\"").status == 1)
  }

  @Test func exportsReadBack() {
    let path = scratch.write(Self.model, to: "m.lp")
    for format in ["mps", "lp"] {
      let export = Command.run(["export", path, "--format", format])
      let run = Command.run(["solve", "-", "--log", "json"], input: export.output)
      // Exported models are minimised.
      #expect(run.outputLines.last?.contains("\"objective\":-5.5,\"bound\":-5.5") == true, "\(run.error)")
    }
    let made = Command.run(["generate", "mip", "--family", "covering", "--size", "12", "--rows", "6"])
    #expect(Command.run(["solve", "-"], input: made.output).status == 0)
  }

  @Test func mistakesAreOneLineWithTheirExitCode() {
    let continuous = scratch.write("min x\nst\nx >= 0.5\nend\n", to: "c.lp")
    let native = Command.run(["solve", continuous, "--engine", "native"])
    #expect(native.status == 3 && native.errorLines.count == 1)
    #expect(native.error.contains("x is continuous; --engine glpk takes both"))
    #expect(Command.run(["solve", continuous]).status == 0)
    let cut = scratch.write("NAME m\nROWS\n N c\nCOLUMNS\n x c 1\n", to: "cut.mps")
    let packed = scratch.write([0x1F, 0x8B, 8, 0, 0], to: "m.mps.gz")
    for (path, mention) in [(cut, "cut.mps:5: expected ENDATA, found the end of the file"), (packed, "gunzip")] {
      let run = Command.run(["solve", path])
      #expect(run.status == 65 && run.errorLines.count == 1 && run.error.contains(mention), "\(run.error)")
    }
    let rounded = scratch.write("min 0.12345678901234567890 x\nst\nx >= 1\ngen\nx\nend\n", to: "r.lp")
    #expect(Command.run(["solve", rounded]).error.contains("warning: numbers with more digits than a double holds"))
    let infeasible = scratch.write("min x\nst\nx >= 3\nbounds\nx <= 2\ngen\nx\nend\n", to: "i.lp")
    #expect(Command.run(["solve", infeasible]).status == 1)
  }
}
