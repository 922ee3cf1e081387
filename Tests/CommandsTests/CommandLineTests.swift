import Glibc
import Testing

@testable import Commands

/// What a newcomer types.
@Suite struct CommandLineTests {
  private let ft06 = Command.repository + "/Instances/jobshop/ft06.txt"

  @Test func oneProblemIsListed() {
    let run = Command.run(["list", "tardiness"])
    #expect(run.status == 0 && run.output.hasPrefix("tardiness: "), "\(run.error)")
    for word in ["FILE#k", "mddc", "--rdd"] { #expect(run.output.contains(word)) }
    #expect(!run.output.contains("jobshop:"))
    let memory = Command.run(["list", "memory"]).output
    #expect(memory.contains("MiniMalloc") && memory.contains("--capacity"), "both kinds of memory mapping")
  }

  @Test func aGeneratorTellsItsOptions() {
    for arguments in [
      ["generate", "jobshop", "--help"], ["generate", "jobshop", "-h"], ["help", "generate", "jobshop"],
    ] {
      let run = Command.run(arguments)
      #expect(run.status == 0 && run.output.hasPrefix("USAGE: dovetail generate jobshop"), "\(run.error)")
      #expect(run.output.contains("--taillard") && !run.output.contains("--activities"))
    }
    #expect(Command.run(["generate", "--help"]).output.contains("dovetail generate jobshop"))
  }

  @Test func helpGoesOnToTheBenchmark() {
    #expect(Command.run(["help", "bench"]).output.contains("dovetail bench <subcommand>"))
    let run = Command.run(["help", "bench", "run"])
    #expect(run.status == 0 && run.output.contains("--campaign"), "\(run.error)")
  }

  @Test(arguments: [
    (["slove", "FILE"], "'solve'"), (["lst"], "'list'"), (["help", "slove"], "'solve'"),
    (["list", "jobshp"], "'jobshop'"),
    (["generate", "rcspp"], "'rcpsp'"), (["generate", "jobshop", "--job", "3"], "'--jobs'"),
    (["solve", "INSTANCE", "--problem", "job-shop"], "'jobshop'"),
    (["solve", "INSTANCE", "--heuristic", "tabbu"], "'tabu'"),
    (["solve", "INSTANCE", "--tme-limit", "3"], "'--time-limit'"),
  ])
  func whatIsMisspeltIsUnderstood(arguments: [String], meant: String) {
    let run = Command.run(arguments.map { $0 == "INSTANCE" ? ft06 : $0 })
    #expect(run.status == 64)
    #expect(run.errorLines.count == 1 && run.error.lowercased().contains("did you mean \(meant)"), "\(run.error)")
  }

  @Test func versionAndHelpAreShort() {
    #expect(Command.run(["--version"]).output == Dovetail.version + "\n")
    for word in ["-h", "--help", "help"] { #expect(Command.run([word]).output.contains("Exit codes")) }
  }

  @Test(arguments: [
    ["list"], ["--help"], ["help", "solve"], ["generate", "jobshop", "--taillard", "ta80"],
    ["generate", "rcpsp", "--help"],
    ["solve", "INSTANCE", "--log", "json"], ["export", "INSTANCE", "--format", "lp"], ["instances", "INSTANCE"],
  ])
  func aReaderThatHasLeftIsNoError(arguments: [String]) {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let running = Running(arguments.map { $0 == "INSTANCE" ? ft06 : $0 }, output: "/proc/self/fd/\(ends[1])")
    close(ends[0])
    close(ends[1])
    let run = running.wait()
    #expect(
      run.status == 0 && run.error.split(separator: "\n").allSatisfy { !$0.hasPrefix("dovetail") }, "\(run.error)")
  }

  @Test func aFullDeviceIsAnError() {
    let run = Running(["list"], output: "/dev/full").wait()
    #expect(run.status == 74 && run.errorLines.count == 1, "\(run.error)")
  }

  @Test func filesOfSeveralInstancesAreListedOneByOne() {
    let scratch = Scratch()
    // Three instances of one job each, as the table of jobs has them.
    let several = scratch.write("1\n3 5\n1\n4 1\n1\n6 2\n", to: "several.txt")
    let prose = scratch.write("Dear solver\n", to: "prose.txt")
    let run = Command.run(["instances", several, prose, ft06])
    #expect(run.output == "\(several)#1\n\(several)#2\n\(several)#3\n\(ft06)\n")
    #expect(run.status == 65 && run.errorLines.count == 1 && run.error.contains("prose.txt"), "\(run.error)")
    #expect(Command.run(["instances", "\(several)#2"]).output == "\(several)#2\n")
  }
}
