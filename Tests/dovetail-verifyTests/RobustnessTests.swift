import Testing

@testable import dovetail_verify

/// No input makes a reader or a check trap.
struct RobustnessTests {
  /// xorshift, the same in each run.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  private static func mutated(_ text: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var text = text
    let pieces = ["-", "9223372036854775807", "0", "1152921504606846976", "[", "]", " ", "\n", "x0", "t0", "\"", "1 "]
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      let place = Int.random(in: 0...text.count, using: &dice)
      switch Int.random(in: 0..<5, using: &dice) {
      case 0: text.removeSubrange(place...)
      case 1: if place < text.count { text[place] = UInt8.random(in: 0...255, using: &dice) }
      case 2: text.insert(contentsOf: pieces.randomElement(using: &dice).map { Array($0.utf8) } ?? [], at: place)
      case 3: if place < text.count { text.remove(at: place) }
      default:
        let end = min(text.count, place + Int.random(in: 0...20, using: &dice))
        text.insert(contentsOf: text[place..<end], at: Int.random(in: 0...text.count, using: &dice))
      }
    }
    return text
  }

  /// What the model reader takes is checked at random points.
  private func run(_ text: [UInt8], _ name: String, _ problem: String?, _ dice: inout Dice) -> Bool {
    guard let statement = try? readStatement(instance: text, name: name, problem: problem, limit: nil) else {
      return false
    }
    for _ in 0..<3 {
      let values = statement.lower.indices.map {
        Int.random(in: statement.lower[$0]...statement.upper[$0], using: &dice)
      }
      for constraint in statement.constraints {
        _ = Statement.holds(constraint, values, statement.tasks)
        _ = statement.variables(of: constraint)
      }
    }
    try? statement.limit(below: Int.random(in: .min ... .max, using: &dice), file: "")
    return true
  }

  @Test func instances() {
    var dice = Dice(state: 88_172_645_463_325_252)
    var taken = 0
    for sample in Samples.all {
      for _ in 0..<700 {
        let text = Self.mutated(Array(sample.text.utf8), &dice)
        if run(text, sample.name, sample.problem, &dice) { taken += 1 }
        _ = run(text, "", nil, &dice)
      }
    }
    #expect(taken > 100)
    for _ in 0..<700 {
      let noise = (0..<Int.random(in: 0...60, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
      for sample in Samples.all { _ = run(noise, sample.name, sample.problem, &dice) }
    }
  }

  /// All kinds of lines, changed.
  @Test func constraints() {
    var dice = Dice(state: 1_234_567_890_123)
    let head = """
      dovetail-model 1
      int x0 -5..5
      int x1 0..9
      bool x2
      bool x3
      interval t0 start x0 duration 2 end x0 + 2
      interval t1 start x1 duration 3 end x1 + 3 presence x2

      """
    let lines = [
      "linear 2 x0 - x1 = 0 if [x2, !x3]", "reified x2 form x0 + 3 <= 0", "domain x0 values [-3, 2]",
      "membership x0 in [-2, 1, 4, 5] target [x2]", "indicator x2 variable x0 value 3", "clause [x2, !x3]",
      "atMostOne [x2, x3]", "conjunction x2 of [x3]", "parity [x2, x3] target [x2]", "maximum x0 of [x1; 3]",
      "indexOfMaximum x0 of [x1; 3]", "arithmetic power target x0 left x1 right x0", "count x0 of [x1; 2] value 2",
      "arithmetic quotient target x0 left x1 right x0", "element x0 of [1; x1; 7] at x1",
      "matrixElement x0 of [1; 2; 3; x1] width 2 row x2 column x3", "allDifferent [x0; x1; 4] except [0]",
      "among x0 of [x1; 2] values [1, 2]", "cardinalities of [x0; x1] values [1, 2] counts [x2; x3] closed",
      "distinctCount x0 of [x1; x2]", "table [x0; x1] rows [[1, *], [2, 3]]",
      "forbiddenRows [x0; x1] rows [[1, *], [2, 3]]", "lexicographic first [x0; x1] order < second [x1; x0]",
      "circuit [x0; x1; x2] partial",
      "pack [x0; x1] sizes [3, 4] loads [x2; x3]",
      "binCapacity [x0; x1] sizes [3, 4] capacity x1", "binLoad x1 sizes [3, 2] items [x2, x3]",
      "knapsack weights [1, 2] profits [3, 4] counts [x0; x1] weight 7 profit 9", "noOverlap [t0, t1]",
      "cumulative [t0, t1] demands [1; x1] capacity 3", "precedence t0 before t1 delay 2 if [x3]",
      "temporal t0 start <= t1 end delay x1 if [x2]", "alternative t0 of [t1]", "selection t0 of [t1] cardinality x2",
      "span t0 parts [t1]", "synchronize t0 with [t1]",
    ]
    for line in lines {
      #expect(run(Array((head + line).utf8), "a.dvt", nil, &dice), "\(line)")
      var taken = 0
      for _ in 0..<400 where run(Array(head.utf8) + Self.mutated(Array(line.utf8), &dice), "a.dvt", nil, &dice) {
        taken += 1
      }
      #expect(taken > 0, "\(line)")
    }
  }

  @Test func solutions() throws {
    var dice = Dice(state: 42)
    let files = [
      #"{"problem": "jobshop", "solution": {"starts": [[0, 4], [0, 4]]}}"#,
      #"{"problem": "rcpsp", "solution": {"starts": [0, 0, 3, 5]}}"#,
      #"{"tasks": [{"task":"1.1","mode":1,"start":5},{"task":"1.2","mode":0,"start":9}, "#
        + #"{"task":"2.1","mode":0,"start":0}]}"#,
      #"{"values": {"x0": 0, "x1": 3, "fast # not a comment": 1, "x3": 3, "d": 2, "\u0078\ud83d\ude005": 5.5e3}}"#,
    ]
    for sample in Samples.all {
      let statement = try Samples.read(sample.text, sample.name)
      for file in files {
        for _ in 0..<500 {
          let text = Self.mutated(Array(file.utf8), &dice)
          if let values = try? readSolution(JSON.read(text, name: ""), for: statement, name: "") {
            _ = statement.violation(of: values)
          }
        }
      }
    }
  }

  /// Two literals that are both false cross; what stands behind them is a literal all the same, which a step that uses the
  /// clause would read.
  @Test(arguments: [Bytes.atLeast(1_000_000, 1), Bytes.atMost(2, 0), Bytes.atLeast(0, 1 << 61)])
  func literalsBehindACrossing(_ literal: [UInt8]) {
    let statement = Statement(domains: [0...3, 0...3])
    var proof = Bytes()
    proof.a([Bytes.atLeast(0, 1), Bytes.atMost(0, 2), literal], [])
    proof.a([Bytes.atLeast(0, 1)], [Bytes.unit(1)])
    proof.bytes += [4, 2]
    let rejection = refusal(proof.bytes, statement, below: nil, claim: .infeasible)
    #expect(rejection?.line == 1)
  }
}
