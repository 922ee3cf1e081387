import Glibc
import Testing

@testable import Processes

@Suite("Programs that run beside this one")
struct ChildProcessTests {
  private func shell(_ script: String) throws -> ChildProcess { try ChildProcess("/bin/sh", ["-c", script]) }

  @Test("what goes in comes out, also where it is more than a pipe holds")
  func echo() throws {
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let result = try ChildProcess("cat", []).converse([[], bytes, []])
    #expect(result.output == bytes)
    #expect(result.ending == .exit(0))
  }

  @Test("exit codes and signals are told apart, and standard error is kept")
  func endings() throws {
    let failed = try shell("echo why >&2; exit 7").converse()
    #expect(failed.ending == .exit(7))
    #expect(failed.errorText == "why\n")
    #expect(try shell("kill -SEGV $$").converse().ending == .signal(SIGSEGV))
    #expect(ChildProcess.name(of: SIGSEGV).hasPrefix("SIGSEGV ("))
  }

  @Test("a program that does not read its input ends as it likes")
  func deaf() throws {
    let result = try shell("exit 3").converse([[UInt8](repeating: 1, count: 3_000_000)])
    #expect(result.ending == .exit(3))
  }

  @Test("a program can be told something while it runs, and killed")
  func ticks() throws {
    var ticks = 0
    let told = try shell("read word; echo got $word").converse(keepsInputOpen: true) {
      ticks += 1
      return ticks == 1 ? .tell(UInt8(ascii: "x")) : ticks == 2 ? .tell(10) : .goOn
    }
    #expect(told.output == Array("got x\n".utf8))
    let start = ContinuousClock.now
    #expect(try shell("exec sleep 30").converse { .kill }.ending == .signal(SIGKILL))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("a process that outlives its parent does not hold up the answer")
  func grandchild() throws {
    let start = ContinuousClock.now
    #expect(try shell("sleep 20 & echo done").converse().output == Array("done\n".utf8))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("too much output ends it")
  func chatter() throws {
    #expect(try shell("exec cat /dev/zero").converse(outputLimit: 1 << 20).ending == .signal(SIGKILL))
  }

  @Test("a program that is not there is an error in words")
  func missing() {
    let failure = #expect(throws: ChildProcess.StartFailure.self) { try ChildProcess("/does/not/exist", []) }
    #expect(failure?.description == "cannot start /does/not/exist: No such file or directory")
  }

  @Test("programs that run at one time do not hold each other's input open")
  func files() throws {
    let first = try ChildProcess("cat", [])
    let second = try shell("exec sleep 5")
    let start = ContinuousClock.now
    #expect(first.converse([[1], [2]]).output == [1, 2])
    #expect(ContinuousClock.now - start < .seconds(4))
    kill(second.id, SIGKILL)
    #expect(second.converse().ending == .signal(SIGKILL))
  }
}
