import Testing

@testable import Commands

/// `FILE#k` is instance k of a file of several.
@Suite struct SelectionTests {
  private static let several = "1\n3 5\n2\n4 1\n6 2\n"

  @Test func aPathChoosesAnInstance() {
    let scratch = Scratch()
    let path = scratch.write(Self.several, to: "several.txt")
    let solution = scratch["solution.json"]
    let run = Command.run(["solve", "\(path)#2", "--time-limit", "20", "--log", "json", "--output", solution])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.outputLines.last?.contains("\"instance\":\"several#2\"") == true)
    #expect(run.outputLines.last?.contains("\"objective\":11") == true, "4 ends 3 late, and 6 ends 8 late")
    #expect(Command.run(["check", "\(path)#2", solution]).status == 0)
    #expect(Command.run(["check", "\(path)#1", solution]).status == 1)
  }

  @Test func aFileOfSeveralAsksForAChoice() {
    let scratch = Scratch()
    let path = scratch.write(Self.several, to: "several.txt")
    for (arguments, mention) in [
      ([path], "holds 2 instances"), (["\(path)#3"], "no instance 3"), (["\(path)#0"], "by number, from 1 on"),
      (["\(path)#x"], "by number, from 1 on"), (["\(scratch["absent"])#1"], "absent: No such file"),
    ] {
      let run = Command.run(["solve"] + arguments)
      #expect(run.status == 65 || run.status == 66)
      #expect(run.errorLines.count == 1 && run.error.contains(mention), "\(run.error)")
    }
  }

  @Test func aFileOfThatVeryNameIsItself() {
    let scratch = Scratch()
    let path = scratch.write("1\n3 1\n", to: "odd#2")
    let run = Command.run(["solve", path, "--time-limit", "20", "--log", "json"])
    #expect(run.outputLines.last?.contains("\"objective\":2") == true, "\(run.error)")
  }

  @Test func problemsWithOneInstanceAFileTakeNoChoice() {
    let scratch = Scratch()
    let path = scratch.write("id,lower,upper,size\na,0,3,4\n", to: "buffers.csv")
    let run = Command.run(["solve", "\(path)#1"])
    #expect(run.status == 65)
    #expect(run.error.contains("'#1' chooses nothing"), "\(run.error)")
  }

  @Test func optionsOfOtherProblemsAreRefused() {
    let scratch = Scratch()
    let path = scratch.write("2 2\n0 3 1 2\n1 4 0 1\n", to: "shop.txt")
    for command in [
      ["solve", path], ["check", path, path], ["plot", path, path], ["export", path, "--format", "lp"],
    ] {
      let run = Command.run(command + ["--capacity", "5"])
      #expect(run.status == 64)
      #expect(run.error.contains("--capacity is no option of jobshop"), "\(run.error)")
    }
  }
}
