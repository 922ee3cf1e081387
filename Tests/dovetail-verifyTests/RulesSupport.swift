@testable import dovetail_verify

/// SplitMix64: the same numbers everywhere.
struct Generator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
}

/// Bytes of a proof, from the text of the contract and no code of the verifier.
struct Bytes {
  var bytes = Array("dovetail-proof 1\n".utf8)

  static func n(_ number: UInt64) -> [UInt8] {
    var (rest, bytes) = (number, [UInt8]())
    repeat {
      bytes.append(UInt8(rest % 128) + (rest >= 128 ? 128 : 0))
      rest /= 128
    } while rest > 0
    return bytes
  }

  static func n(_ number: Int) -> [UInt8] { n(UInt64(number)) }
  static func z(_ number: Int) -> [UInt8] {
    number >= 0 ? n(UInt64(number) * 2) : n(UInt64(-(number + 1)) * 2 + 1)
  }

  static func atLeast(_ x: Int, _ v: Int) -> [UInt8] { n(2 * x) + z(v) }
  static func atMost(_ x: Int, _ v: Int) -> [UInt8] { n(2 * x + 1) + z(v) }

  static func bounds(_ c: Int) -> [UInt8] { [33] + n(c) }
  static func unit(_ distance: Int) -> [UInt8] { [32] + n(distance) }
  static func window(_ c: Int, _ a: Int, _ b: Int, _ literal: [UInt8]? = nil) -> [UInt8] {
    [34] + n(c) + z(a) + z(b) + optional(literal)
  }
  static func optional(_ literal: [UInt8]?) -> [UInt8] { literal.map { [1] + $0 } ?? [0] }

  mutating func u(_ step: [UInt8]) { bytes += [1] + step }
  mutating func a(_ literals: [[UInt8]], _ steps: [[UInt8]]) {
    bytes += [2] + Self.n(literals.count) + literals.joined() + steps.joined() + [0]
  }
  mutating func line(_ op: UInt8, _ numbers: [Int]) { bytes += [op] + numbers.flatMap { Self.n($0) } }
  mutating func optimal(_ value: Int) { bytes += [4, 0] + Self.z(value) }
}

/// What checking says: nil for a proof of the claim.
func refusal(_ bytes: [UInt8], _ statement: Statement, below b: Int?, claim: Conclusion) -> Rejection? {
  do {
    var reader = try ProofReader(bytes: bytes)
    var checker = try Checker(statement, below: b, isNoting: false)
    let found = try checker.check(&reader)
    return found == claim ? nil : Rejection(line: nil, rule: "c", reason: "\(found)")
  } catch {
    return error as? Rejection ?? Rejection(line: nil, rule: "instance", reason: "\(error)")
  }
}

extension Statement {
  convenience init(domains: [ClosedRange<Int>], tasks: [Task] = [], constraints: [Constraint] = []) {
    self.init()
    (lower, upper) = (domains.map(\.lowerBound), domains.map(\.upperBound))
    self.tasks = tasks
    self.constraints = constraints
  }

  /// All points of the domains.
  var points: [[Int]] {
    var result: [[Int]] = [[]]
    for x in lower.indices {
      result = result.flatMap { point in (lower[x]...upper[x]).map { point + [$0] } }
    }
    return result
  }

  /// Those where all holds: the constraints, and start + duration = end of present tasks.
  var solutions: [[Int]] {
    points.filter { values in
      constraints.allSatisfy { Self.holds($0, values, tasks) }
        && tasks.allSatisfy {
          !$0.isPresent(values) || $0.start.value(values) + $0.duration.value(values) == $0.end.value(values)
        }
    }
  }
}

extension Form {
  static func sum(_ terms: [Int: Int], _ constant: Int = 0) -> Form {
    Form(
      terms: terms.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, constant: constant)
  }
}

/// Whether a point is within the bounds of a state.
func isWithin(_ point: [Int], _ state: State) -> Bool {
  point.indices.allSatisfy { state.lower($0) <= point[$0] && point[$0] <= state.upper($0) }
}

/// Two operations each on machines 0 and 1: 3 and 3, 2 and 4. The best makespan is 9.
func smallShop(_ b: Int) -> Statement {
  let durations = [3, 3, 2, 4]
  let tasks = durations.enumerated().map { k, duration in
    Task(
      start: .variable(k + 1), duration: .number(duration), end: .sum([k + 1: 1], duration), presence: nil, name: "")
  }
  let constraints: [Constraint] = [
    .precedence(before: 0, after: 1, delay: 0, conditions: []),
    .linear(.sum([0: -1, 2: 1], 3), .atMost, conditions: []),
    .precedence(before: 2, after: 3, delay: 0, conditions: []),
    .linear(.sum([0: -1, 4: 1], 4), .atMost, conditions: []),
    .noOverlap([0, 2]), .noOverlap([1, 3]),
  ]
  let statement = Statement(
    domains: [ClosedRange<Int>](repeating: 0...(b - 1), count: 5), tasks: tasks, constraints: constraints)
  statement.objective = .variable(0)
  return statement
}

/// Either order on machine 0 leads to 9 at least.
func smallProof() -> Bytes {
  var proof = Bytes()
  proof.line(16, [0, 2, 4])  // x5: task 0 before 2; constraint 7
  proof.u(Bytes.bounds(6))
  proof.u(Bytes.bounds(2))  // task 3 starts from 2 on
  proof.u(Bytes.bounds(1))
  proof.u(Bytes.bounds(3))  // both end by 8
  proof.line(16, [1, 3, 5])  // not needed
  proof.a([Bytes.atMost(5, 0)], [Bytes.bounds(7), Bytes.bounds(2), Bytes.bounds(1), Bytes.bounds(3)])
  proof.a([Bytes.atMost(5, 0), Bytes.atMost(6, 0)], [Bytes.unit(1)])  // not needed
  proof.a([], [Bytes.unit(2), Bytes.bounds(7), Bytes.bounds(0), Bytes.window(5, 2, 8)])
  proof.optimal(9)
  return proof
}
