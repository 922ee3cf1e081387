import Glibc
import Testing

@testable import Commands

/// Inputs and command lines that mean no good: one line that says what is wrong, and no more.
@Suite struct HostileTests {
  private let scratch = Scratch()
  private let ft06 = Command.repository + "/Instances/jobshop/ft06.txt"

  private func expect(
    _ words: [String], _ status: Int32, _ mention: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let run = Command.run(words)
    #expect(run.status == status, "\(words): \(run.error)", sourceLocation: sourceLocation)
    #expect(run.errorLines.count == 1 && run.error.utf8.count < 1200, sourceLocation: sourceLocation)
    #expect(run.error.contains(mention), "\(run.error.prefix(300))", sourceLocation: sourceLocation)
  }

  @Test func negativeValuesAreOutOfRangeAndNotMissing() {
    expect(["solve", ft06, "--time-limit", "-1"], 64, "not -1")
    expect(["solve", ft06, "--gap", "-.5"], 64, "not -0.5")
    expect(["solve", ft06, "--conflict-limit", "-3"], 64, "from 0 on, not -3")
    expect(["solve", ft06, "--seed", "-1"], 64, "'-1'")
    expect(["curve", ft06, "--mnl", "-1"], 64, "not '-1'")
    expect(["generate", "pods", "--nodes", "-1"], 64, "'-1'")
  }

  @Test func emptyNames() {
    expect(["solve", ft06, "--output", ""], 64, "empty")
    expect(["solve", ft06, "--plot", "", "--log", "none"], 64, "empty")
    expect(["generate", "jobshop", "--output", ""], 64, "empty")
    expect(["solve", ""], 66, "''")
    expect(["solve", ft06, "--warm-start", ""], 66, "''")
  }

  @Test(arguments: ["jobshop", "rcpsp", "pods", "tardiness", "memory", "vm-rescheduling", "allocation", "workflow"])
  func depthAndLengthWithoutEnd(problem: String) {
    let texts = [
      String(repeating: "[", count: 200_000), String(repeating: "{\"a\":", count: 20_000),
      String(repeating: "1", count: 300_000), "\u{1B}[31m" + String(repeating: "x,", count: 100_000),
    ]
    for text in texts {
      expect(["solve", scratch.write(text, to: "in"), "--problem", problem, "--log", "none"], 65, scratch["in"] + ":")
    }
    expect(["check", ft06, scratch.write("{\"solution\":" + texts[0], to: "deep.json")], 65, "not JSON")
    expect(["check", ft06, scratch.write("17", to: "number.json")], 65, "not an object")
  }

  @Test func aByteOrderMarkIsNoPartOfTheText() {
    let path = scratch.write([0xEF, 0xBB, 0xBF] + Array("2 1\n0 3\n0 4\n".utf8), to: "marked.txt")
    #expect(Command.run(["solve", path, "--log", "none"]).status == 0)
  }

  /// What is printed on a closed stream must not come into a file that is opened meanwhile.
  @Test func closedStreamsCostNoFile() {
    let output = scratch["solution.json"]
    let line = "'\(Command.executable)' solve '\(ft06)' --log json --output '\(output)'"
    for closing in [">&-", "2>&-", "<&-", "<&- >&- 2>&-"] {
      unlink(output)
      let status = shell("\(line) \(closing)\(closing.contains(">&- ") || closing == ">&-" ? "" : " > /dev/null")")
      #expect(status == (closing.contains(" >&-") || closing == ">&-" ? 74 : 0), "\(closing)")
      #expect(Command.run(["check", ft06, output]).status == 0, "\(closing)")
    }
  }

  @Test func aFullDeviceIsSaid() {
    for words in ["list", "--help", "help solve", "generate jobshop --jobs 2", "export '\(ft06)' --format lp"] {
      let status = shell("'\(Command.executable)' \(words) > /dev/full 2> '\(scratch["err"])'")
      #expect(status == 74 && scratch.read("err") == "dovetail: cannot write to standard output\n", "\(words)")
    }
  }

  private func shell(_ line: String) -> Int32 {
    let texts: [String] = ["/bin/sh", "-c", line]
    var words = texts.map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/bin/sh", nil, nil, words, environ) == 0 else { return -1 }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return (status >> 8) & 0xFF
  }
}
