/// A problem whose certificates are checked by an algorithm of their own, apart from the language for models: how its
/// instances are read, what a solution costs, and why nothing is cheaper.
protocol OwnProblem {
  /// - Parameter question: numbers that the command line gave beside the file, by name.
  /// - Throws: `Unreadable` where the text is not of this problem, or of a kind that is not certified.
  init(_ text: [UInt8], question: [String: Int]) throws

  /// The levels of a solution's objective, given in the words of `--output`; throws `Rejection` for the first rule that
  /// it breaks.
  func objective(of solution: JSON) throws -> [Int]

  /// Throws `Rejection` unless the lines show that no solution has an objective below `bound` (nil: that there is
  /// none).
  func refute(below bound: [Int]?, by lines: inout OwnLines) throws
}

extension Rejection {
  init(_ reason: String) { self.init(line: nil, rule: "certificate", reason: reason) }
}

extension Unreadable {
  init(_ message: String) { self.init(file: "the instance", line: nil, message: message) }
}

func need(_ isSo: Bool, _ reason: @autoclosure () -> String) throws { if !isSo { throw Rejection(reason()) } }

func whole(_ json: JSON?, _ least: Int = 0, below limit: Int = 1 << 40) throws -> Int {
  guard let value = json?.number, least <= value, value <= limit
  else { throw Unreadable("a whole number from \(least) to \(limit) expected") }
  return value
}

/// Numbers of files stay below this, so that sums of a few never leave 64 bits.
let ownLimit = ProofReader.limit

/// The lines of a problem's own: an opcode from 64 on, a count, and as many numbers in zigzag.
struct OwnLines {
  private var reader: ProofReader
  private var isAtEnd = false

  init(_ reader: ProofReader) { self.reader = reader }

  /// The next line; nil in front of the conclusion.
  mutating func next() throws -> (code: UInt8, numbers: [Int])? {
    if isAtEnd { return nil }
    guard let code = try reader.nextLine() else { throw reader.malformed("no conclusion") }
    isAtEnd = code == Op.conclude
    if isAtEnd { return nil }
    guard code >= 64 else { throw reader.malformed("a line of the language for models") }
    var numbers: [Int] = []
    for _ in 0..<(try reader.readCount(bytes: 1)) { numbers.append(try reader.readSigned()) }
    return (code, numbers)
  }

  /// What the proof claims, behind lines that nobody has asked for.
  mutating func conclusion() throws -> Conclusion {
    while try next() != nil {}
    defer { reader.finish() }
    return try reader.readConclusion()
  }
}

/// The problem that a text is of; nil where it is of one of the language for models.
///
/// - Parameter name: what the user or the solution calls it; else the text has to show it.
func ownProblem(_ text: [UInt8], _ name: String?, _ question: [String: Int]) throws -> (any OwnProblem)? {
  let kinds: [String: any OwnProblem.Type] = [
    "memory": MemoryProblem.self, "vm-rescheduling": ReschedulingProblem.self, "pods": PodsProblem.self,
    "tardiness": TardinessProblem.self,
  ]
  if let name { return try kinds[name].map { try $0.init(text, question: question) } }
  let isNumbers = TextLine.lines(of: text, comments: true).first?.numbers?.count == 1
  for (name, kind) in kinds where isNumbers == (name == "tardiness") {
    if let problem = try? kind.init(text, question: question) { return problem }
  }
  return nil
}

/// Checks a claim, and the solution where it has one; without a value the claim is that there is no solution. The
/// conclusion says the last level of the objective.
///
/// - Returns: what is verified.
func verify(_ problem: any OwnProblem, solution: JSON?, bound value: Int?, proof: ProofReader) throws -> String {
  let levels = try solution.map { try problem.objective(of: $0) } ?? value.map { [$0] }
  var lines = OwnLines(proof)
  try problem.refute(below: levels, by: &lines)
  let found = try lines.conclusion()
  let claim: Conclusion =
    if let last = levels?.last { solution == nil ? .bound(last) : .optimal(last) } else { .infeasible }
  // A proof that something is optimal proves its bound.
  try need(found == claim || solution == nil && found == levels.map { .optimal($0[0]) }, "the proof is of '\(found)'")
  guard let levels, levels.count > 1 else { return "\(claim)" }
  return "optimal \(levels)"
}

/// A line of text for each of a problem's own, and the conclusion.
func printLines(_ proof: ProofReader) throws {
  let names: [UInt8: String] = [64: "table", 65: "eliminate", 66: "refine", 67: "prices", 68: "level"]
  var lines = OwnLines(proof)
  while let line = try lines.next() {
    print(names[line.code] ?? "\(line.code)", line.numbers.map(String.init).joined(separator: " "))
  }
  print("c \(try lines.conclusion())")
}
