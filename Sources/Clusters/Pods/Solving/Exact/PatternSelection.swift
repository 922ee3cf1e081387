import Basics

/// Chooses patterns for all nodes out of a few by branch and bound: either a solution of at most a goal, or the proof
/// that these patterns have none.
///
/// Each step solves the linear relaxation. Its dual values, rounded, give the bound in integers, and leave out all
/// patterns whose reduced cost exceeds what the bound lacks to the goal. Branches: a node has so many copies of a type
/// or fewer; where equal nodes share patterns, one more of them has a pattern or none.
///
/// - Source: Ryan, Foster 1981, "An integer programming approach to scheduling"; Barnhart et al. 1998, "Branch-and-price:
///   column generation for solving huge integer programs".
final class PatternSelection {
  typealias Pattern = [(type: Int, count: Int)]

  private struct Candidate {
    let column: Int
    let nodeClass: Int
    let copies: Pattern
    let homeCount: Int
    /// At how many branches it has been left out.
    var barCount = 0

    func copies(of type: Int) -> Int { copies.first { $0.type == type }?.count ?? 0 }
  }

  private let problem: PatternProblem
  private let master: PatternMaster
  private let goal: Int
  private var candidates: [Candidate] = []
  /// By column of the master; -1 for others.
  private var candidateOfColumn: [Int]
  private let ofClass: [[Int]]
  // What the patterns that branches have given to nodes leave.
  private var need: [Int]
  private var nodesLeft: [Int]
  private var keptCount = 0
  private var given: [[Pattern]]
  private var value: [Int]
  private var work = 0
  private var isCut = false
  private let shouldStop: () -> Bool
  private let complete: ([[Pattern]]) -> Bool

  enum Outcome { case found, refuted, limit }

  /// - Parameters:
  ///   - patterns: of each class; types that none of them has count as covered.
  ///   - goal: of the problem's objective.
  ///   - complete: whether patterns for the nodes of each class, some of which may have none, make a solution.
  init(
    _ problem: PatternProblem, patterns: [[[NodeKnapsack.Copies]]], covering isCovered: (Int) -> Bool, goal: Int,
    shouldStop: @escaping () -> Bool, complete: @escaping ([[Pattern]]) -> Bool
  ) {
    let covered = PatternProblem(
      dimensions: problem.dimensions, request: problem.request,
      demand: problem.demand.indices.map { isCovered($0) ? 0 : problem.demand[$0] }, level: problem.level,
      unplacedCost: problem.unplacedCost, unplacedLimit: problem.unplacedLimit, classes: problem.classes,
      constant: problem.constant)
    self.problem = covered
    self.goal = goal
    self.shouldStop = shouldStop
    self.complete = complete
    master = PatternMaster(covered)
    need = covered.demand
    nodesLeft = covered.classes.map(\.nodes.count)
    given = covered.classes.map { _ in [] }
    candidateOfColumn = Array(repeating: -1, count: master.columnCount)
    var ofClass: [[Int]] = []
    for (index, list) in patterns.enumerated() {
      var here: [Int] = []
      for pattern in list where !pattern.isEmpty {
        here.append(candidates.count)
        candidateOfColumn.append(candidates.count)
        candidates.append(
          Candidate(
            column: master.add(pattern, class: index), nodeClass: index,
            copies: pattern.map { (Int($0.type), Int($0.count)) },
            homeCount: pattern.reduce(0) { $0 + Int($1.homeCount) }))
      }
      ofClass.append(here)
    }
    self.ofClass = ofClass
    value = Array(repeating: 0, count: candidates.count)
  }

  /// - Parameter workLimit: relaxations.
  func search(workLimit: Int) -> Outcome {
    work = workLimit
    if branch() { return .found }
    return isCut ? .limit : .refuted
  }

  private func branch() -> Bool {
    work -= 1
    if work < 0 || shouldStop() {
      isCut = true
      return false
    }
    var barred: [Int] = []
    defer { for candidate in barred { unbar(candidate) } }
    var mixture: [(candidate: Int, value: Double)] = []
    while true {
      master.optimize(pivotLimit: 20_000)
      guard let tooDear = tooDear() else { return false }
      mixture = master.usedPatterns(above: 1e-6).map { (candidateOfColumn[$0.column], $0.value) }
      for candidate in tooDear { bar(candidate) }
      barred += tooDear
      if !mixture.contains(where: { candidates[$0.candidate].barCount > 0 }) { break }
      // Numbers too rough for a basis without them.
      if tooDear.isEmpty {
        isCut = true
        return false
      }
    }
    if let (nodeClass, type, count, share) = fractionalCount(mixture) {
      for isFirst in [true, false] {
        let wantsMore = isFirst == (share > 0.5)
        let out = ofClass[nodeClass].filter { candidate in
          candidates[candidate].barCount == 0 && (candidates[candidate].copies(of: type) >= count) != wantsMore
        }
        for candidate in out { bar(candidate) }
        defer { for candidate in out { unbar(candidate) } }
        if branch() { return true }
        if isCut { return false }
      }
      return false
    }
    if let candidate = fractionalPattern(mixture) {
      if give(candidate, then: branch) { return true }
      if isCut { return false }
      bar(candidate)
      defer { unbar(candidate) }
      return branch()
    }
    var patterns = given
    for (candidate, value) in mixture {
      for _ in 0..<Int(value.rounded()) {
        patterns[candidates[candidate].nodeClass].append(candidates[candidate].copies)
      }
    }
    if complete(patterns) { return true }
    isCut = true
    return false
  }

  // MARK: Bound

  /// Patterns that no solution of at most the goal has; nil where there is none at all.
  private func tooDear() -> [Int]? {
    let scale = Double(PatternRelaxation.scale)
    func rounded(_ value: Double) -> Int { Int(max(0, min(value, 1e4) * scale).rounded()) }
    let levels = problem.unplacedLimit.indices.map {
      problem.unplacedLimit[$0] == .max ? 0 : rounded(-master.dual(ofLevel: $0))
    }
    var bound = (problem.constant - keptCount) * PatternRelaxation.scale
    for (level, limit) in problem.unplacedLimit.enumerated() where limit != .max { bound -= levels[level] * limit }
    let prices = need.indices.map { type in
      min(
        rounded(master.dual(ofType: type)),
        problem.unplacedCost[type] * PatternRelaxation.scale + levels[problem.level[type]])
    }
    for type in need.indices { bound += max(0, need[type]) * prices[type] }
    var best = [Int](repeating: 0, count: ofClass.count)
    for index in candidates.indices where candidates[index].barCount == 0 {
      let candidate = candidates[index]
      var sum = candidate.homeCount * PatternRelaxation.scale
      for (type, count) in candidate.copies { sum += count * prices[type] }
      value[index] = sum
      best[candidate.nodeClass] = max(best[candidate.nodeClass], sum)
    }
    for (index, nodes) in nodesLeft.enumerated() { bound -= nodes * best[index] }
    let gap = goal * PatternRelaxation.scale - bound
    if gap < 0 { return nil }
    return candidates.indices.filter { index in
      candidates[index].barCount == 0 && best[candidates[index].nodeClass] - value[index] > gap
    }
  }

  private func bar(_ candidate: Int) {
    candidates[candidate].barCount += 1
    if candidates[candidate].barCount == 1 { master.bar(candidates[candidate].column) }
  }

  private func unbar(_ candidate: Int) {
    candidates[candidate].barCount -= 1
    if candidates[candidate].barCount == 0 { master.unbar(candidates[candidate].column) }
  }

  // MARK: Branches

  /// A node of a class of its own and how many copies of a type it has, where the mixture is least decided; each answer
  /// leaves out a pattern at least.
  private func fractionalCount(
    _ mixture: [(candidate: Int, value: Double)]
  ) -> (nodeClass: Int, type: Int, count: Int, share: Double)? {
    struct Key: Hashable {
      let nodeClass: Int
      let type: Int
      let count: Int
    }
    var shares: [Key: Double] = [:]
    for (candidate, value) in mixture where nodesLeft[candidates[candidate].nodeClass] == 1 && value < 1 - 1e-6 {
      for (type, copies) in candidates[candidate].copies {
        for count in 1...copies {
          shares[Key(nodeClass: candidates[candidate].nodeClass, type: type, count: count), default: 0] += value
        }
      }
    }
    let open = shares.filter { key, share in
      share > 1e-5 && share < 1 - 1e-5
        && ofClass[key.nodeClass].contains {
          candidates[$0].barCount == 0 && candidates[$0].copies(of: key.type) < key.count
        }
    }
    let chosen = open.min { a, b in
      let (x, y) = ((a.value - 0.5).magnitude, (b.value - 0.5).magnitude)
      if (x - y).magnitude > 1e-9 { return x < y }
      return (a.key.nodeClass, a.key.type, a.key.count) < (b.key.nodeClass, b.key.type, b.key.count)
    }
    return chosen.map { ($0.key.nodeClass, $0.key.type, $0.key.count, $0.value) }
  }

  /// The pattern with the largest share of a node.
  private func fractionalPattern(_ mixture: [(candidate: Int, value: Double)]) -> Int? {
    let parts = mixture.map { (part: $0.value - ($0.value + 1e-5).rounded(.down), candidate: $0.candidate) }
    return parts.filter { $0.part > 1e-5 }.max { ($0.part, $1.candidate) < ($1.part, $0.candidate) }?.candidate
  }

  /// Gives a node of its class the pattern for as long as `body` runs.
  private func give(_ index: Int, then body: () -> Bool) -> Bool {
    let candidate = candidates[index]
    let before = master.snapshot()
    master.fix(candidate.column)
    nodesLeft[candidate.nodeClass] -= 1
    keptCount += candidate.homeCount
    given[candidate.nodeClass].append(candidate.copies)
    for (type, count) in candidate.copies { need[type] -= count }
    defer {
      master.restore(before)
      nodesLeft[candidate.nodeClass] += 1
      keptCount -= candidate.homeCount
      given[candidate.nodeClass].removeLast()
      for (type, count) in candidate.copies { need[type] += count }
    }
    master.restore(pivotLimit: 20_000)
    return body()
  }
}
