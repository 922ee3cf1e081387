import Testing

@testable import Commands

/// What no format fits is told in the words of the nearest one, with the line.
@Suite struct UnrecognisedInputTests {
  private let scratch = Scratch()

  @Test(arguments: [
    ("2 2\n0 3 1 x\n1 4 0 1\n", ":2: ", "'x'", "jobshop"),
    ("4 1\n3\n0 0 2 2 3\n4.5 2 1 4\n5 3 1 4\n0 0 0\n", ":4: ", "'4.5'", "rcpsp"),
    ("3\n4.5 6\n2 3\n1 2\n", ":2: ", "'4.5'", "tardiness"),
    ("id,lower,upper,dtype\na,0,4,f32\n", ":1: ", "size", "memory"),
    ("p,w\n3,4\n2,6\n", ":1: ", "'p,w'", "tardiness"),
    ("{\"bufers\": [],\n\"capacity\": 10}", ":1: ", "did you mean 'buffers'", "memory"),
    ("{\"nodes\": [{\"name\": \"n\", \"cpu\": 1, \"mem\": 1}], \"pod\": []}", ":1: ", "did you mean 'pods'", "pods"),
  ])
  func theNearestReaderSaysWhatIsWrong(text: String, line: String, found: String, problem: String) {
    let run = Command.run(["solve", scratch.write(text, to: "odd.txt")])
    #expect(run.status == 65 && run.errorLines.count == 1)
    #expect(run.error.contains("odd.txt\(line)") && run.error.contains(found), "\(run.error)")
    #expect(run.error.contains("read as \(problem)") && run.error.contains("--problem NAME"), "\(run.error)")
  }

  /// What a format's own shape shows needs no guess.
  @Test(arguments: [("0 2.5 1 2", "'2.5'"), ("0 3 1 1e1", "'1e1'")])
  func whatOneFormatRecognisesIsNoGuess(row: String, found: String) {
    let run = Command.run(["solve", scratch.write("2 2\n\(row)\n1 4 0 1\n", to: "odd.txt")])
    #expect(run.status == 65 && run.errorLines.count == 1)
    #expect(run.error.contains("odd.txt:2: ") && run.error.contains(found), "\(run.error)")
    #expect(!run.error.contains("read as"), "\(run.error)")
  }

  @Test(arguments: [
    ("{\"a\": 1,\n \"b\": }", ":2: "), ("{\"alpha\": 1, \"beta\": 2}", "'alpha', 'beta'"), ("[1, 2,\n", ":"),
    ("job,machine,duration\n1,1,3\n", "'job', 'machine', 'duration'"),
    ("Dear solver,\nplease solve this.\n", "no format known here"), ("x y z\n", "no format known here"),
    ("int: n = 3;\nsolve satisfy;\n", "MiniZinc"), ("<html></html>", "HTML"),
  ])
  func whatIsNearToNothingIsToldSo(text: String, mention: String) {
    let run = Command.run(["solve", scratch.write(text, to: "odd.txt")])
    #expect(run.status == 65 && run.errorLines.count == 1)
    #expect(run.error.contains("odd.txt") && run.error.contains(mention), "\(run.error)")
  }
}
