import Glibc
import Testing

/// The built `dovetail-fzn`, as MiniZinc's driver starts it.
@Suite struct ProgramTests {
  private struct Run {
    var status: Int32
    var output: String
    var error: String
  }

  /// Beside the test bundle, where the package manager puts it.
  private static let executable: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    var own = "."
    if readlink("/proc/self/exe", &buffer, 4095) > 0 {
      own = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    for candidate in CommandLine.arguments + [own] {
      guard let slash = candidate.lastIndex(of: "/") else { continue }
      let path = candidate[..<slash] + "/dovetail-fzn"
      if access(String(path), X_OK) == 0 { return String(path) }
    }
    return "dovetail-fzn"
  }()

  /// - Parameter signal: sent once the program has printed a solution.
  private func run(_ arguments: [String], input: String, signal: Int32? = nil) throws -> Run {
    var template = Array("/tmp/dovetail-fzn.XXXXXX".utf8CString)
    let folder = String(cString: try #require(mkdtemp(&template)))
    defer {
      for name in ["in", "out", "err"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    let file = try #require(fopen("\(folder)/in", "w"))
    fputs(input, file)
    fclose(file)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 0, "\(folder)/in", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "\(folder)/out", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(folder)/err", O_WRONLY | O_CREAT, 0o600)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var words = ([Self.executable] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    try #require(posix_spawn(&process, Self.executable, &actions, nil, words, environ) == 0)
    if let signal {
      let deadline = ContinuousClock.now + .seconds(60)
      while !text("\(folder)/out").contains("----------"), ContinuousClock.now < deadline { usleep(5000) }
      kill(process, signal)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
    return Run(status: code, output: text("\(folder)/out"), error: text("\(folder)/err"))
  }

  private func text(_ path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 12)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func flagsAreThoseOfTheDriver() throws {
    let text = "var 1..3: x :: output_var;\nsolve :: int_search([x],input_order,indomain_max,complete) satisfy;\n"
    let one = try run(["-r", "3", "-p", "1", "-"], input: text)
    #expect(one.status == 0 && one.output == "x = 3;\n----------\n" && one.error.isEmpty)
    let all = try run(["-a", "-f", "-s", "-t", "60000", "-"], input: text)
    #expect(all.status == 0 && all.output.contains("==========\n%%%mzn-stat: variables=1\n"))
    let two = try run(["-n", "2", "-"], input: text)
    #expect(two.output.split(separator: "\n").count { $0 == "----------" } == 2)
    let told = try run(["-v", "-i", "-"], input: text.replacing("satisfy", with: "maximize x"))
    #expect(told.output.hasSuffix("==========\n") && told.error.split(separator: "\n").allSatisfy { $0.hasPrefix("%") })
  }

  @Test(
    arguments: [
      (["-p", "0", "-"], "", 64), (["-t", "-5", "-"], "", 64), (["-q", "-"], "", 64), ([], "", 64),
      (["-"], "", 65), (["-"], "var float: x;\nsolve satisfy;\n", 65), (["/does/not/exist.fzn"], "", 66),
      (["/"], "", 66),
    ] as [([String], String, Int32)])
  func whatIsWrongIsOneLine(arguments: [String], input: String, status: Int32) throws {
    let run = try run(arguments, input: input)
    #expect(run.status == status && run.output.isEmpty)
    #expect(run.error.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(run.error)")
  }

  /// A tour that takes minutes to prove, stopped: the best so far is there, and no proof.
  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsWithTheBestSoFar(signal: Int32) throws {
    let count = 40
    var text = ""
    for i in 1...count { text += "var 1..\(count): x\(i);\nvar 0..999: c\(i);\n" }
    for i in 1...count {
      let row = (1...count).map { "\(($0 * 7919 + i * 104_729) % 977 + 1)" }.joined(separator: ",")
      text += "constraint array_int_element(x\(i),[\(row)],c\(i));\n"
    }
    let next = (1...count).map { "x\($0)" }.joined(separator: ",")
    let costs = (1...count).map { "c\($0)" }.joined(separator: ",")
    text = text.replacing("var 1..\(count): x1;", with: "var 0..40000: z :: output_var;\nvar 1..\(count): x1;")
    text += "constraint dovetail_circuit([\(next)],1);\n"
    text += "constraint int_lin_eq([\((1...count).map { _ in "1" }.joined(separator: ","))],[\(costs)],z);\n"
    text += "solve minimize z;\n"
    let run = try run(["-i", "-p", "2", "-"], input: text, signal: signal)
    #expect(run.status == 0 && run.output.contains("----------"), "\(run.error)")
  }
}
