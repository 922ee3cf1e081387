import Glibc

/// What the command line asks for.
struct Command {
  static let usage = """
    usage: dovetail-verify INSTANCE SOLUTION PROOF
           dovetail-verify INSTANCE PROOF --bound NUMBER
           dovetail-verify INSTANCE PROOF --infeasible
           dovetail-verify INSTANCE PROOF --text

    Checks that a proof of dovetail shows that SOLUTION is optimal, that no solution is better than NUMBER, or that
    there is none. INSTANCE is a job shop, a project (.sm, .rcp), a flexible job shop (.fjs), a model (.dvt), or a file
    of memory mapping, tardiness, pods or VM rescheduling.

      --text           print the proof as text
      --trim OUT       write the proof without what its end does not need (job shops, projects and models)
      --problem NAME   of the instance: jobshop, rcpsp, model, memory, tardiness, pods or vm-rescheduling; else the
                       solution and the text say
      --capacity N, --mnl N, --fragment N, --jobs N   what dovetail solve was asked beside the file
      --statistics     print sizes and times
      --help           print this

    Exit: 0 verified, 1 rejected, 2 unreadable or wrong usage.

    """

  private enum Question {
    case optimal
    case bound(Int)
    case infeasible, text
  }

  private var question = Question.optimal
  private var files: [String] = []
  private var trim: String?
  private var problem: String?
  private var hasStatistics = false
  private var numbers: [String: Int] = [:]

  /// - Returns: the exit code.
  static func run(_ arguments: [String]) -> Int32 {
    if arguments.contains("--help") || arguments.contains("-h") {
      print(usage, terminator: "")
      return 0
    }
    do {
      try Command(arguments).run()
      guard fflush(nil) == 0 else { throw Unreadable(file: "the output", message: String(cString: strerror(errno))) }
      return 0
    } catch let error as Unreadable {
      complain("dovetail-verify: \(error.file)\(error.line.map { ", line \($0)" } ?? ""): \(error.message)\n")
      return 2
    } catch let error as Rejection {
      print("rejected: \(error.line.map { "line \($0), " } ?? "")\(error.rule): \(error.reason)")
      return 1
    } catch {
      complain("\(error)\n")
      return 2
    }
  }

  private static func complain(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }

  private init(_ arguments: [String]) throws {
    func wrong(_ message: String) -> Unreadable { Unreadable(file: "usage", message: message + "; see --help") }
    var rest = arguments[...]
    var questions: [Question] = []
    while let argument = rest.popFirst() {
      func value() throws -> String {
        guard let value = rest.popFirst() else { throw wrong("\(argument) needs a value") }
        return value
      }
      switch argument {
      case "--bound":
        guard let bound = Int(try value()), bound.magnitude <= 1 << 60 else { throw wrong("--bound needs a number") }
        questions.append(.bound(bound))
      case "--infeasible": questions.append(.infeasible)
      case "--text": questions.append(.text)
      case "--trim": trim = try value()
      case "--problem": problem = try value()
      case "--statistics": hasStatistics = true
      case "--capacity", "--mnl", "--fragment", "--jobs":
        guard let number = Int(try value()), (0...1 << 60).contains(number)
        else { throw wrong("\(argument) needs a number") }
        numbers[String(argument.dropFirst(2))] = number
      default:
        if argument.hasPrefix("--") { throw wrong("there is no option \(argument)") }
        files.append(argument)
      }
    }
    if questions.count > 1 { throw wrong("one of --bound, --infeasible and --text") }
    question = questions.first ?? .optimal
    let count = questions.isEmpty ? 3 : 2
    if files.count != count { throw wrong("expected \(count) files, found \(files.count)") }
    if let trim, files.contains(where: { Self.isSame($0, trim) }) { throw wrong("--trim would replace \(trim)") }
  }

  private static func isSame(_ path: String, _ other: String) -> Bool {
    var (facts, others) = (stat(), stat())
    return stat(path, &facts) == 0 && stat(other, &others) == 0 && facts.st_ino == others.st_ino
      && facts.st_dev == others.st_dev && facts.st_mode & S_IFMT == S_IFREG
  }

  private func run() throws {
    var solution: JSON?
    if case .optimal = question { solution = try JSON.read(try contents(of: files[1]), name: files[1]) }
    let solved = solution?["problem"]?.word
    if try runOwn(solution, solved) { return }
    let text = try contents(of: files[0])
    let statement = try readStatement(instance: text, name: files[0], problem: problem, solved: solved, limit: nil)
    /// Between the file's own sense and the minimised one.
    let sign = statement.isMaximised ? -1 : 1
    let proof = files[files.count - 1]
    var below: Int?
    let accepted: [Conclusion]
    switch question {
    case .text: return try printProof(at: proof, of: statement)
    case .infeasible: accepted = [.infeasible]
    case .bound(let bound):
      below = sign * bound
      accepted = [.bound(bound), .optimal(bound)]
    case .optimal:
      let solution = solution ?? .other
      let values = try readSolution(solution, for: statement, name: files[1])
      if let violation = statement.violation(of: values) {
        throw Rejection(line: nil, rule: "solution", reason: violation)
      }
      let value = statement.objective?.value(values) ?? 0
      if let told = solution["objective"]?.number, told != sign * value {
        throw Rejection(
          line: nil, rule: "solution", reason: "it says that its objective is \(told), not \(sign * value)")
      }
      below = value
      accepted = [.optimal(sign * value)]
    }
    try statement.limit(below: below, file: files[0])
    let found = try checkProof(at: proof, of: statement, below: below, trim: trim)
    guard accepted.contains(found.conclusion) else {
      throw Rejection(
        line: found.lines, rule: "c", reason: "the proof is of '\(found.conclusion)', not of '\(accepted[0])'")
    }
    if hasStatistics { print(found.statistics) }
    print("verified: \(accepted[0])")
  }

  /// - Parameter solved: the problem that the solution names.
  /// - Returns: false where the problem is one of the language for models.
  private func runOwn(_ solution: JSON?, _ solved: String?) throws -> Bool {
    var bound: Int?
    if case .bound(let value) = question { bound = value }
    var (path, numbers) = (files[0], numbers)
    // FILE#k is the k-th instance of a file.
    if let hash = path.lastIndex(of: "#"), let instance = Int(path[path.index(after: hash)...]) {
      numbers["instance"] = instance
      path = String(path[..<hash])
    }
    guard let own = try ownProblem(try contents(of: path), problem ?? solved, numbers) else { return false }
    let proof = try ProofReader(path: files[files.count - 1])
    if trim != nil { throw Unreadable(file: "usage", message: "--trim is for models, job shops and projects") }
    if case .text = question {
      try printLines(proof)
      return true
    }
    print("verified: \(try verify(own, solution: solution.map { $0["solution"] ?? $0 }, bound: bound, proof: proof))")
    return true
  }

  /// All of a file; proofs, which may be larger, are not read by this.
  private func contents(of path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw Unreadable(file: path, message: "cannot be opened") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while bytes.count < 1 << 31 {
      let count = fread(&chunk, 1, chunk.count, file)
      bytes += chunk[..<count]
      if count == chunk.count { continue }
      guard ferror(file) == 0 else { throw Unreadable(file: path, message: "cannot be read") }
      return bytes
    }
    throw Unreadable(file: path, message: "has more than 2 GB")
  }
}

extension Conclusion: CustomStringConvertible {
  var description: String {
    switch self {
    case .optimal(let value): "optimal \(value)"
    case .bound(let value): "bound \(value)"
    case .infeasible: "infeasible"
    }
  }
}
