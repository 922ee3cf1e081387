import Testing

@testable import dovetail_verify

/// Instances of each format that are what they should be.
enum Samples {
  static let shop = "# two jobs\n2 2\n0 3 1 2\n1 4 0 1 # end\n"
  static let patterson = "4 1\n 2\n 0 0 2 2 3\n 3 2 1 4\n 2 1 1 4\n 0 0 0\nremark 1\n"
  static let library = """
    ****
    projects : 1
    jobs (incl. supersource/sink ): 4
    RESOURCES
      - renewable : 1 R
      - nonrenewable : 0 N
      - doubly constrained : 0 D
    ****
    PRECEDENCE RELATIONS:
    jobnr. #modes #successors successors
      1 1 2 3 2
      2 1 1 4
      3 1 2 4 4
      4 1 0
    ****
    REQUESTS/DURATIONS:
    jobnr. mode duration R 1
    ----
      1 1 0 0
      2 1 3 2
      3 1 2 1
      4 1 0 0
    ****
    RESOURCEAVAILABILITIES:
     R 1
      2
    ****
    """
  static let flexible = "2 2 1.5\n2 2 1 3 2 4 1 1 2\n1 1 2 5\n"
  static let model = """
    # a comment
    dovetail-model 1
    name "a \\"b\\""
    int x0 0..20 "a.start"
    int x1 0..20 "a.start"
    bool x2 "fast # not a comment"
    int x3 0..25
    int x4 1..2 "d"
    int x5 0..30
    interval t0 start x0 duration 3 end x0 + 3 "a"
    interval t1 start x1 duration x4 end x5 presence x2
    linear 2 x5 - 2 x1 - 2 x4 = 0 if [x2]
    noOverlap [t0, t1]
    linear x0 - x3 + 3 <= 0
    maximize -x3 + 5 x2
    hint x0 0
    """
  static let all: [(name: String, text: String, problem: String)] = [
    ("a.txt", shop, "jobshop"), ("a.rcp", patterson, "rcpsp"),
    ("a.sm", library, "rcpsp"), ("a.fjs", flexible, "schedule"), ("a.dvt", model, "model"),
  ]

  static func read(_ text: String, _ name: String, limit: Int? = nil) throws -> Statement {
    try readStatement(instance: Array(text.utf8), name: name, problem: nil, limit: limit)
  }
}

struct ParserTests {
  @Test func jobShops() throws {
    for (text, name) in [(Samples.shop, "a.txt")] {
      let statement = try Samples.read(text, name, limit: 9)
      #expect(statement.upper == [8, 8, 8, 8, 8])
      #expect(statement.tasks.map(\.duration.constant) == [3, 2, 4, 1])
      #expect(statement.objective == .variable(0))
      let kinds = statement.constraints.map { "\($0)".prefix { $0 != "(" } }
      #expect(kinds == ["temporal", "linear", "temporal", "linear", "noOverlap", "noOverlap"])
      guard case .noOverlap(let first) = statement.constraints[4],
        case .noOverlap(let second) = statement.constraints[5],
        case .linear(let end, .atMost, let conditions) = statement.constraints[1]
      else {
        Issue.record("other constraints")
        continue
      }
      #expect(first == [0, 3] && second == [1, 2] && conditions.isEmpty)
      #expect(end == Form(terms: [(0, -1), (2, 1)], constant: 2))
    }
    #expect(try Samples.read(Samples.shop, "a.txt").upper == [10, 10, 10, 10, 10])
  }

  @Test(arguments: ["2 2\n1 3 2 2\n2 4\n", "+++\na shop\n***\n2 2\n0 3 1 2\n# end\n1 4\n"])
  func shopsOfOtherShapes(_ text: String) throws {
    let statement = try Samples.read(text, "a.txt")
    #expect(statement.tasks.map(\.duration.constant) == [3, 2, 4])
    guard case .noOverlap([1, 2])? = statement.constraints.last else { throw Unreadable(file: text, message: "") }
    #expect(statement.constraints.count == 4)
  }

  @Test func shopsThatSkipMachines() throws {
    let statement = try Samples.read("# with counts\n3 3 *\n3 0 4 2 7 0 2\n0\n1 2 5 # the last\n", "a.txt")
    #expect(statement.tasks.map(\.duration.constant) == [4, 7, 2, 5])
    guard case .noOverlap([0, 2]) = statement.constraints[4], case .noOverlap([1, 3]) = statement.constraints[5]
    else { throw Unreadable(file: "a.txt", message: "other constraints") }
    #expect(statement.constraints.count == 6)
    let solution = #"{"problem": "jobshop", "solution": {"starts": [[0, 4, 11], [], [11]]}}"#
    let values = try readSolution(JSON.read(Array(solution.utf8), name: ""), for: statement, name: "")
    #expect(values == [16, 0, 4, 11, 11] && statement.violation(of: values) == nil)
  }

  /// Numbers that are a job shop and a project: the solution tells.
  @Test func textsOfSeveralProblems() throws {
    let text = Array("3 4\n0 0 1 0 0 0 0 0\n0 1 3 1 0 0 1 0\n1 3 0 0 0 0 0 0\n".utf8)
    func tasks(_ problem: String?, _ solved: String?) throws -> Int {
      try readStatement(instance: text, name: "a.txt", problem: problem, solved: solved, limit: nil).tasks.count
    }
    #expect(throws: Unreadable.self) { try tasks(nil, nil) }
    #expect(throws: Unreadable.self) { try tasks(nil, "schedule") }
    #expect(try tasks(nil, "jobshop") == 12)
    #expect(try tasks(nil, "rcpsp") == 3)
    #expect(try tasks("rcpsp", "jobshop") == 3)
  }

  @Test(arguments: [
    "", "2 2\n0 3 1 2\n", "2 2\n0 3 1\n0 3 1 2\n", "1 2\n0 3 2 1\n", "1 1\n0 -1\n", "1 1\n0 3\n0 3\n", "1 1 5\n0 3\n",
    "1 1\n0 x\n", "1 1\n0 9000000000000000000\n", "1000000000000 1\n0 3\n", "2 2 *\n2 0 3 1 2\n2 1 4\n",
    "2 2 *\n2 0 3 1 2\n-1\n", "1 1 +\n1 0 3\n",
    "2 2\n0 3 1 2 -1 -1\n1 4 -1 -1\n", "2 1\nTimes\n3\n4\nMachines\n1\n1\n",
  ])
  func refusedShops(_ text: String) {
    #expect(throws: Unreadable.self) {
      try readStatement(instance: Array(text.utf8), name: "", problem: "jobshop", limit: nil)
    }
  }

  @Test func projects() throws {
    for (text, name) in [(Samples.library, "a.sm"), (Samples.patterson, "a.rcp")] {
      let statement = try Samples.read(text, name)
      #expect(statement.upper == [5, 5, 5, 5, 5])
      let kinds = statement.constraints.map { "\($0)".prefix { $0 != "(" } }
      #expect(kinds == ["temporal", "temporal", "temporal", "temporal", "linear", "cumulative"])
      guard case .cumulative([1, 2], let demands, let capacity)? = statement.constraints.last,
        case .temporal(0, true, 1, false, false, _, _) = statement.constraints[0],
        case .temporal(0, true, 2, false, false, _, _) = statement.constraints[1]
      else { throw Unreadable(file: name, message: "other constraints") }
      #expect(demands == [.number(2), .number(1)] && capacity == .number(2))
    }
  }

  @Test func flexibleShops() throws {
    let statement = try Samples.read(Samples.flexible, "a.fjs", limit: 10)
    // M; start, end, duration, two choices of presence and start; start; start.
    #expect(statement.lower == [0, 0, 0, 3, 0, 0, 0, 0, 0, 0])
    #expect(statement.upper == [9, 9, 9, 4, 1, 9, 1, 9, 9, 9])
    let kinds = statement.constraints.map { "\($0)".prefix { $0 != "(" } }
    #expect(kinds == ["linear", "alternative", "temporal", "linear", "linear", "noOverlap", "noOverlap"])
    guard case .noOverlap([1, 3]) = statement.constraints[5], case .noOverlap([2, 4]) = statement.constraints[6],
      case .temporal(0, true, 3, false, false, _, _) = statement.constraints[2]
    else { throw Unreadable(file: "", message: "other constraints") }
  }

  @Test func models() throws {
    let statement = try Samples.read(Samples.model, "a.dvt")
    #expect(statement.lower == [0, 0, 0, 0, 1, 0] && statement.upper == [20, 20, 1, 25, 2, 30])
    #expect(statement.names == ["a.start", "a.start", "fast # not a comment", "", "d", ""])
    #expect(statement.isMaximised && statement.objective == Form(terms: [(2, -5), (3, 1)]))
    #expect(statement.tasks.map(\.name) == ["a", "interval 1"])
    #expect(statement.constraints.count == 3)
    #expect(statement.variables(of: statement.constraints[1]) == [0, 1, 2, 4, 5])
  }

  @Test(arguments: [
    "dovetail-model 2", "dovetail-model 1 x", "int x1 0..1", "int x0 1..0", "int x0 0..1073741824", "bool x0 0..1",
    "linear x0 <= 0", "bool x0\nlinear x0 <= 1", "bool x0\nlinear x0 < 0", "int x0 0..2\nclause [x0]",
    "bool x0\nclause [x0",
    "bool x0\nclause [x0,]", "bool x0\nnonsense x0", "bool x0\nautomaton [x0] states 1",
    "bool x0\ninverse [x0] and [x0] total", "bool x0\nreservoir times [x0] amounts [1] from 0 to 1 initial 0",
    "bool x0\nlinear 9223372036854775808 <= 0",
    "int x0 0..9\nlinear 1152921504606846976 x0 <= 0", "bool x0\nlinear x0 + x0 + 1152921504606846976 <= 0",
    "int x0 0..9\ninterval t0 start x0 duration 3 end x0 + 4",
    "int x0 0..9\ninterval t0 start x0 + 1 duration 3 end x0 + 4",
    "int x0 -1..9\ninterval t0 start x0 duration x0 end 2 x0", "bool x0\ndomain x0 values []",
    "bool x0\ndomain x0 values [1, 1]",
    "bool x0\nminimize x0\nminimize x0", "bool x0\nhint x0 2", "name \"a\"\nname \"b\"",
    "bool x0\ntable [x0] rows [[1, 2]]",
    "int x0 0..9\ninterval t0 start x0 duration 1 end x0 + 1\nnoOverlap [t0, t0]",
    "bool x0\npack [x0] sizes [-1] loads [x0]",
    "int x0 0..9\ninterval t0 start x0 duration 1 end x0 + 1\ncumulative [t0] demands [x0 - 1] capacity 3",
    "int x0 0..1000000\narithmetic product target x0 left 4000000000 right x0", "bool x0 \"\\ud800\"", "bool x0 \"a",
    "arcCircuit nodes 4000000000 depot -1 from [] to [] arcs []", "bool x0\nelement x0 of [] at x0", "bool x0\nx",
    "int x0 0..9\nint x1 0..9\nint x2 0..9\ninterval t0 start x0 duration x1 end x2\nlinear x0 + x1 - 2 x2 = 0",
  ])
  func refusedModels(_ text: String) {
    let text = text.hasPrefix("dovetail") ? text : "dovetail-model 1\n" + text
    #expect(throws: Unreadable.self, "\(text)") { try ModelText.read(Array(text.utf8), name: "") }
  }

  // MARK: Solutions

  private func check(_ text: String, _ name: String, _ json: String) throws -> (values: [Int], violation: String?) {
    let statement = try Samples.read(text, name)
    let values = try readSolution(JSON.read(Array(json.utf8), name: "json"), for: statement, name: "json")
    return (values, statement.violation(of: values))
  }

  @Test func solutions() throws {
    let shop = try check(Samples.shop, "a.txt", #"{"problem": "jobshop", "solution": {"starts": [[0, 4], [0, 4]]}}"#)
    #expect(shop.values == [6, 0, 4, 0, 4] && shop.violation == nil)
    #expect(try check(Samples.shop, "a.txt", #"{"starts": [[0, 3], [0, 4]]}"#).violation != nil)
    #expect(try check(Samples.shop, "a.txt", #"{"starts": [[-1, 4], [0, 4]]}"#).violation != nil)
    let project = try check(Samples.library, "a.sm", #"{"starts": [0, 0, 3, 5], "note": [1.5e3, true, {}]}"#)
    #expect(project.values == [5, 0, 0, 3, 5] && project.violation == nil)
    #expect(try check(Samples.library, "a.sm", #"{"starts": [0, 0, 2, 5]}"#).violation != nil)
    let tasks =
      #"[{"task":"1.1","mode":1,"start":5},{"task":"1.2","mode":0,"start":9},{"task":"2.1","mode":0,"start":0}]"#
    let flexible = try check(Samples.flexible, "a.fjs", #"{"tasks": \#(tasks)}"#)
    #expect(flexible.values == [11, 5, 9, 4, 0, 0, 1, 5, 9, 0] && flexible.violation == nil)
    let model = try check(
      Samples.model, "a.dvt", #"{"values": {"x0": 0, "x1": 3, "fast # not a comment": 1, "x3": 3, "d": 2, "x5": 5}}"#)
    #expect(model.values == [0, 3, 1, 3, 2, 5] && model.violation == nil)
  }

  @Test(arguments: [
    "", "{", "[]", #"{"values": {}}"#, #"{"values": {"x0": 0, "x0": 1}}"#, #"{"values": 3}"#, "{}x",
    #"{"values": {"x0": 0, "x1": 3, "fast # not a comment": 1, "x3": 3, "d": 2, "x5": 5, "y": 1}}"#,
    #"{"values": {"x0": 0, "x1": 3, "fast # not a comment": 1, "x3": 3, "d": 2.0, "x5": 5}}"#,
    String(repeating: "[", count: 1_000_000),
  ])
  func refusedSolutions(_ json: String) {
    #expect(throws: Unreadable.self) { try check(Samples.model, "a.dvt", json) }
  }

  @Test func otherProblems() throws {
    #expect(throws: Unreadable.self) {
      try check(Samples.shop, "a.txt", #"{"problem": "rcpsp", "solution": {"starts": [[0, 4], [0, 4]]}}"#)
    }
    #expect(throws: Unreadable.self) { try check(Samples.shop, "a.txt", #"{"starts": [[0, 4], [0]]}"#) }
    #expect(throws: Unreadable.self) {
      try check(Samples.shop, "a.txt", #"{"starts": [[9223372036854775807, 4], [0, 4]]}"#)
    }
  }

  @Test func bounds() throws {
    let crossed = try Samples.read(Samples.shop, "a.txt", limit: 0)
    #expect(crossed.upper == [-1, -1, -1, -1, -1] && crossed.violation(of: [0, 0, 0, 0, 0]) != nil)
    #expect(throws: Unreadable.self) { try Samples.read(Samples.shop, "a.txt", limit: .min) }
    #expect(try Samples.read(Samples.model, "a.dvt", limit: 3).upper[0] == 20)
  }
}
