import Testing

@testable import dovetail_verify

/// Each kind of constraint by hand-made points that fulfil it or do not.
struct HoldsTests {
  /// Variables x0... from -9 to 9, Booleans b after them as further variables, intervals of three variables each.
  private static func holds(_ head: String, _ line: String, _ points: [[Int]]) throws -> [Bool] {
    let text = "dovetail-model 1\n\(head)\n\(line)\n"
    let statement = try ModelText.read(Array(text.utf8), name: "test")
    return points.map { point in
      #expect(point.count == statement.lower.count, "\(line)")
      return Statement.holds(statement.constraints[0], point, statement.tasks)
    }
  }

  private static func integers(_ count: Int) -> String {
    (0..<count).map { "int x\($0) -9..9" }.joined(separator: "\n")
  }

  private static func booleans(_ count: Int) -> String { (0..<count).map { "bool x\($0)" }.joined(separator: "\n") }

  /// Start and presence of each, and its duration.
  private static func tasks(_ durations: [Int]) -> String {
    var lines: [String] = []
    for place in durations.indices { lines += ["int x\(2 * place) 0..20", "bool x\(2 * place + 1)"] }
    for (place, duration) in durations.enumerated() {
      let start = "x\(2 * place)"
      lines.append(
        "interval t\(place) start \(start) duration \(duration) end \(start) + \(duration) presence x\(2 * place + 1)")
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: [
    ("linear 2 x0 - x1 + 1 <= 0", [[0, 1], [1, 3], [1, 2]], [true, true, false]),
    ("linear x0 - x1 = 0", [[4, 4], [4, 3]], [true, false]),
    ("linear x0 - x1 != 0", [[4, 4], [4, 3]], [false, true]),
    ("domain x0 values [-3, 2, 5]", [[2, 0], [3, 0]], [true, false]),
    ("membership x0 + x1 in [-4, -2, 3, 3]", [[-1, -1], [-1, 0], [1, 2], [2, 2]], [true, false, true, false]),
    ("maximum x0 of [x1; 3]", [[3, 1], [4, 4], [4, 3], [1, 1]], [true, true, false, false]),
    ("maximum -x0 of [x1; -2]", [[2, -5], [1, -1], [2, 2]], [true, true, false]),
    ("indexOfMaximum x0 of [x1; 3; 3]", [[1, 2], [0, 3], [2, 1], [0, 1]], [true, true, false, false]),
    ("arithmetic product target x0 left x1 right 3", [[9, 3], [8, 3]], [true, false]),
    ("arithmetic quotient target x0 left x1 right 2", [[-3, -7], [-4, -7], [3, 7]], [true, false, true]),
    ("arithmetic quotient target x0 left 5 right x1", [[0, 0], [5, 1]], [false, true]),
    ("arithmetic remainder target x0 left x1 right -2", [[-1, -7], [1, -7], [1, 7]], [true, false, true]),
    ("arithmetic power target x0 left 0 right x1", [[1, 0], [0, 2], [0, -1]], [true, true, false]),
    (
      "arithmetic power target x0 left x1 right -3", [[-1, -1], [0, 2], [1, 1], [0, 0]], [true, true, true, false]
    ),
    ("arithmetic power target x0 left x1 right 900000000", [[1, -1], [0, 3], [0, 0]], [true, false, true]),
    ("count x0 of [x1; 2; x0] value 2", [[2, 1], [1, 1], [1, 2]], [true, true, false]),
    ("element x0 of [5; x1] at x1", [[5, 0], [1, 1], [0, 1], [5, 2]], [true, true, false, false]),
    (
      "matrixElement x0 of [1; 2; 3; 4] width 2 row x1 column 1", [[2, 0], [4, 1], [3, 1], [1, -1]],
      [true, true, false, false]
    ),
    ("allDifferent [x0; x1; 4]", [[1, 2], [1, 1], [4, 2]], [true, false, false]),
    ("allDifferent [x0; x1; 4] except [4, 0]", [[4, 4], [0, 0], [1, 1]], [true, true, false]),
    ("among x0 of [x1; 2; 7] values [2, 3]", [[1, 0], [2, 3], [2, 0]], [true, true, false]),
    ("cardinalities of [x0; x1] values [1, 2] counts [1; 1] open", [[1, 2], [2, 1], [1, 1]], [true, true, false]),
    ("cardinalities of [x0; x1] values [1] counts [1] closed", [[1, 2], [1, 1]], [false, false]),
    ("cardinalities of [x0; x1] values [1] counts [1] open", [[1, 2], [3, 2]], [true, false]),
    ("distinctCount 2 of [x0; x1; 1]", [[1, 2], [1, 1], [2, 2], [2, 3]], [true, false, true, false]),
    ("table [x0; x1] rows [[1, *], [2, 3]]", [[1, 8], [2, 3], [2, 4]], [true, true, false]),
    ("forbiddenRows [x0; x1] rows [[1, *], [2, 3]]", [[1, 8], [2, 3], [2, 4]], [false, false, true]),
    ("lexicographic first [x0; 1] order <= second [x1; 1]", [[1, 1], [1, 2], [2, 1]], [true, true, false]),
    ("lexicographic first [x0; 1] order < second [x1; 1]", [[1, 1], [1, 2]], [false, true]),
    ("lexicographic first [x0; 1] order <= second [x1]", [[1, 1], [0, 1]], [false, true]),
    ("circuit [x0; x1; 0] whole", [[1, 2], [2, 1], [1, 1], [9, 0]], [true, false, false, false]),
    ("circuit [x0; x1] partial", [[0, 1], [1, 0], [0, 0]], [true, true, false]),
    ("circuit [x0; x1; 3; 2] partial", [[0, 1], [1, 0]], [true, false]),
    ("pack [x0; x1] sizes [3, 4] loads [7; 0]", [[0, 0], [0, 1], [0, 2]], [true, false, false]),
    ("binCapacity [x0; x1] sizes [3, 4] capacity 4", [[0, 1], [5, 5]], [true, false]),
    ("knapsack weights [2, 3] profits [1, 5] counts [x0; x1] weight 8 profit 11", [[1, 2], [4, 0]], [true, false]),
    ("knapsack weights [2, 2] profits [1, 1] counts [x0; x1] weight 0 profit 0", [[0, 0], [1, -1]], [true, false]),
  ])
  func integers(_ line: String, _ points: [[Int]], _ expected: [Bool]) throws {
    #expect(try Self.holds(Self.integers(2), line, points) == expected, "\(line)")
  }

  @Test(arguments: [
    ("linear 1 <= 0 if [x0, !x1]", [[1, 0, 0], [1, 1, 0], [0, 0, 0]], [false, true, true]),
    (
      "reified x0 form x1 + x2 - 1 <= 0", [[1, 1, 0], [0, 1, 1], [1, 1, 1], [0, 0, 0]], [true, true, false, false]
    ),
    ("reified !x0 form x1 - x2 = 0", [[0, 1, 1], [1, 1, 0], [1, 1, 1]], [true, true, false]),
    (
      "membership x1 + x2 in [1, 1] target [x0]", [[1, 1, 0], [0, 1, 1], [1, 1, 1], [0, 1, 0]],
      [true, true, false, false]
    ),
    (
      "indicator x0 variable x1 value 1", [[1, 1, 0], [0, 0, 0], [1, 0, 0], [0, 1, 0]], [true, true, false, false]
    ),
    ("clause [x0, !x1]", [[1, 1, 0], [0, 0, 0], [0, 1, 0]], [true, true, false]),
    ("clause []", [[0, 0, 0]], [false]),
    ("atMostOne [x0, x1, x2]", [[1, 0, 0], [1, 1, 0]], [true, false]),
    ("atMostOne [x0, x0]", [[1, 0, 0], [0, 0, 0]], [false, true]),
    ("conjunction x0 of [x1, !x2]", [[1, 1, 0], [0, 1, 1], [0, 1, 0], [1, 1, 1]], [true, true, false, false]),
    ("parity [x0, x1, x2]", [[1, 0, 0], [1, 1, 0], [1, 1, 1]], [true, false, true]),
    ("parity [x0, x1] target [x2]", [[1, 0, 1], [1, 1, 0], [1, 1, 1]], [true, true, false]),
    ("binLoad 5 sizes [3, 2, 5] items [x0, x1, x2]", [[1, 1, 0], [0, 0, 1], [1, 0, 0]], [true, true, false]),
  ])
  func booleans(_ line: String, _ points: [[Int]], _ expected: [Bool]) throws {
    #expect(try Self.holds(Self.booleans(3), line, points) == expected, "\(line)")
  }

  /// Tasks 0 of duration 3, 1 of 2 and 2 of none; points are starts and presences.
  @Test(arguments: [
    (
      "noOverlap [t0, t1, t2]", [[0, 1, 3, 1, 1, 1], [0, 1, 2, 1, 1, 1], [0, 1, 2, 0, 0, 1], [4, 1, 2, 1, 5, 1]],
      [true, false, true, true]
    ),
    (
      "cumulative [t0, t1, t2] demands [2; 1; 9] capacity 2",
      [[0, 1, 3, 1, 1, 1], [0, 1, 2, 1, 0, 0], [0, 1, 2, 0, 0, 1]], [true, false, true]
    ),
    ("cumulative [t0, t1] demands [1; 1] capacity 2", [[0, 1, 2, 1, 0, 0]], [true]),
    ("cumulative [t0] demands [3] capacity 2", [[0, 1, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]], [false, true]),
    (
      "precedence t0 before t1 delay 1", [[0, 1, 4, 1, 0, 0], [0, 1, 3, 1, 0, 0], [0, 0, 3, 1, 0, 0]],
      [true, false, true]
    ),
    ("precedence t0 before t1 delay 0 if [x5]", [[0, 1, 2, 1, 0, 0], [0, 1, 2, 1, 0, 1]], [true, false]),
    (
      "temporal t0 start <= t1 end delay 2", [[2, 1, 2, 1, 0, 0], [3, 1, 2, 1, 0, 0], [3, 1, 2, 0, 0, 0]],
      [true, false, true]
    ),
    (
      "temporal t0 end = t1 start delay x4 if [x5]", [[0, 1, 5, 1, 2, 1], [0, 1, 5, 1, 1, 1], [0, 1, 5, 1, 1, 0]],
      [true, false, true]
    ),
    (
      "span t0 parts [t1, t2]",
      [[4, 1, 5, 1, 4, 1], [4, 1, 5, 1, 5, 1], [4, 0, 5, 1, 4, 0], [4, 0, 5, 0, 4, 0], [4, 1, 5, 0, 4, 0]],
      [true, false, false, true, false]
    ),
    (
      "synchronize t0 with [t1]", [[4, 1, 4, 0, 0, 0], [4, 1, 4, 1, 0, 0], [4, 0, 4, 1, 0, 0]], [true, false, true]
    ),
  ])
  func intervals(_ line: String, _ points: [[Int]], _ expected: [Bool]) throws {
    #expect(try Self.holds(Self.tasks([3, 2, 0]), line, points) == expected, "\(line)")
  }

  @Test(arguments: [
    (
      "alternative t0 of [t1, t2]",
      [[4, 1, 4, 1, 0, 0], [4, 1, 4, 1, 4, 1], [4, 1, 5, 1, 4, 0], [4, 0, 4, 1, 4, 0], [4, 1, 4, 0, 4, 0]],
      [true, false, false, false, false]
    ),
    (
      "selection t0 of [t1, t2] cardinality 2", [[4, 1, 4, 1, 4, 1], [4, 1, 4, 1, 0, 0], [4, 0, 4, 0, 4, 0]],
      [true, false, true]
    ),
  ])
  func choices(_ line: String, _ points: [[Int]], _ expected: [Bool]) throws {
    #expect(try Self.holds(Self.tasks([3, 3, 3]), line, points) == expected, "\(line)")
  }

  @Test func powersNeverTrap() {
    for left in [Int.min, -2, -1, 0, 1, 2, .max] {
      for right in [Int.min, -2, -1, 0, 1, 2, 63, .max] {
        for operation in [Arithmetic.product, .quotient, .remainder, .power] {
          _ = Statement.result(operation, left, right)
        }
      }
    }
    #expect(Statement.result(.power, -2, 3) == -8)
    #expect(Statement.result(.power, 2, 63) == nil)
  }
}
