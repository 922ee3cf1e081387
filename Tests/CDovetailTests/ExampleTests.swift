import Glibc
import Testing

/// The examples are compiled by the C compiler against the header and the dynamic library, with the flags that
/// `pkg-config` gives, and run: nothing else says where the library is.
@Suite struct ExampleTests {
  @Test func buffersArePlaced() throws {
    let output = try Self.output(of: "place")
    #expect(output.hasPrefix("outcome 0, height 12\n") && output.hasSuffix("with one unit less: outcome 2\n"))
  }

  @Test func aModelIsSaidByRows() throws {
    let output = try Self.output(of: "model")
    #expect(output.hasSuffix("a 1, b 0, c 1\n"))
    #expect(output.contains("row 0, clause: expected a variable from 0 to 2, found 7"))
  }

  /// 55 is the published optimum of ft06 (Fisher, Thompson 1963).
  @Test func aFileIsSolvedAndItsSolutionChecked() throws {
    let output = try Self.output(of: "problem", "'\(Self.repository)/Instances/jobshop/ft06.txt' 30")
    #expect(output.contains("\"objective\": 55") && output.hasSuffix("{\"valid\":true,\"objective\":55}\n"))
  }

  private static let repository = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

  private static func output(of example: String, _ arguments: String = "") throws -> String {
    let library = try #require(libraryFolder(), "libCDovetail.so is not beside the tests")
    let program = "\(library)/\(example)-example-\(getpid())"
    defer { unlink(program) }
    let source = "\(repository)/Sources/CDovetail"
    let text = "\(repository)/Tests/CDovetailTests/Example/\(example).c"
    let flags = try linkFlags(of: "\(source)/dovetail.pc.in", library)
    let compiled = run("cc -Wall -Wextra -Werror -I'\(source)/include' '\(text)' \(flags) -o '\(program)' 2>&1")
    #expect(compiled.status == 0, "\(compiled.output)")
    let ran = run("env -u LD_LIBRARY_PATH '\(program)' \(arguments)")
    #expect(ran.status == 0, "\(ran.output)")
    return ran.output
  }

  /// What the installed `dovetail.pc` has the linker do.
  private static func linkFlags(of template: String, _ library: String) throws -> String {
    let prefix = "Libs: "
    let line = run("cat '\(template)'").output.split(separator: "\n").first { $0.hasPrefix(prefix) }
    return String(try #require(line).dropFirst(prefix.count)).replacing("${libdir}", with: library)
  }

  private static func run(_ command: String) -> (status: Int32, output: String) {
    guard let pipe = popen(command, "r") else { return (-1, "no shell") }
    var output: [UInt8] = []
    while true {
      let byte = fgetc(pipe)
      if byte == EOF { break }
      output.append(UInt8(truncatingIfNeeded: byte))
    }
    return (pclose(pipe) >> 8, String(decoding: output, as: UTF8.self))
  }

  /// Where the package manager puts products: beside the test bundle.
  private static func libraryFolder() -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    var candidates = CommandLine.arguments
    if readlink("/proc/self/exe", &buffer, 4095) > 0 {
      candidates.append(String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
    for candidate in candidates {
      guard let slash = candidate.lastIndex(of: "/") else { continue }
      let folder = String(candidate[..<slash])
      if access("\(folder)/libCDovetail.so", R_OK) == 0 { return folder }
    }
    return nil
  }
}
