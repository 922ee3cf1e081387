import Basics

/// Operations that each choose among alternatives, an alternative being up to two unary resources for some time: the
/// flexible job shop, with workers beside machines, with setups, and the open shop, where the job is a resource too.
///
/// The objective is the largest end plus tail of an operation; without operations it is 0.
package struct FlexibleShop: Sendable {
  /// `after` starts no earlier than `lag` past the end of `before`.
  package struct Arc: Sendable, Equatable {
    package let before: Int
    package let after: Int
    package let lag: Int

    package init(from before: Int, to after: Int, lag: Int = 0) {
      self.before = before
      self.after = after
      self.lag = lag
    }
  }

  /// Times that a resource needs between two neighbours of its sequence, by classes of operations.
  package struct Setups: Sendable {
    package let classCount: Int
    /// By operation.
    package let classes: [Int]
    /// By resource: empty where there are none, else `classCount` rows, from class, of `classCount` times.
    package let times: [[Int]]

    package init(classCount: Int, classes: [Int], times: [[Int]]) {
      self.classCount = classCount
      self.classes = classes
      self.times = times
    }

    func time(on resource: Int, from first: Int, to second: Int) -> Int {
      times[resource].isEmpty ? 0 : times[resource][classes[first] * classCount + classes[second]]
    }
  }

  package let operationCount: Int
  package let resourceCount: Int
  /// The choices of operation i are those from `choiceOffsets[i]` up to `choiceOffsets[i + 1]`.
  package let choiceOffsets: [Int]
  /// Two a choice, -1 for none.
  package let resources: [Int]
  /// One a choice.
  package let durations: [Int]
  package let arcs: [Arc]
  /// No operation starts before its head; its tail follows its end.
  package let heads: [Int]
  package let tails: [Int]
  package let setups: Setups?
  /// The operations, each behind all that the arcs put before it.
  let topologicalOrder: [Int]

  /// Sums of times stay below this, so that no search has to watch for overflow.
  package static let workLimit = 1 << 40

  /// - Parameters:
  ///   - choiceOffsets: one more than operations, from 0, strictly increasing: each operation has a choice.
  ///   - resources: two a choice, different ones in 0 ..< `resourceCount`, or -1 for none.
  ///   - durations: one a choice, at least 0.
  ///   - arcs: without a cycle, lags at least 0.
  ///   - heads: one an operation, at least 0; none means 0 everywhere. Likewise `tails`.
  ///   - setups: times at least 0.
  /// - Precondition: the above, and that the largest head and tail together with each operation's longest duration,
  ///   setup and lags stay below `workLimit`.
  package init(
    resourceCount: Int, choiceOffsets: [Int], resources: [Int], durations: [Int], arcs: [Arc],
    heads: [Int] = [], tails: [Int] = [], setups: Setups? = nil
  ) {
    let count = choiceOffsets.count - 1
    precondition(count >= 0 && choiceOffsets[0] == 0, "choice offsets start at 0")
    precondition(durations.count == choiceOffsets[count], "one duration a choice")
    operationCount = count
    self.resourceCount = resourceCount
    self.choiceOffsets = choiceOffsets
    self.resources = resources
    self.durations = durations
    self.arcs = arcs
    self.heads = heads.isEmpty ? Array(repeating: 0, count: count) : heads
    self.tails = tails.isEmpty ? Array(repeating: 0, count: count) : tails
    self.setups = setups
    topologicalOrder = Self.topologicalOrder(count, arcs)
    validate()
  }

  private func validate() {
    for operation in 0..<operationCount {
      precondition(choiceOffsets[operation] < choiceOffsets[operation + 1], "an operation without a choice")
    }
    precondition(resources.count == 2 * durations.count, "two resources a choice, -1 for none")
    for choice in durations.indices {
      let (first, second) = (resources[2 * choice], resources[2 * choice + 1])
      precondition((-1..<resourceCount).contains(first) && (-1..<resourceCount).contains(second), "no such resource")
      precondition(first != second || first == -1, "a choice takes a resource once")
    }
    precondition(heads.count == operationCount && tails.count == operationCount, "one head and tail an operation")
    if let setups {
      precondition(setups.classes.count == operationCount && setups.times.count == resourceCount, "setups of all")
      precondition(setups.classes.allSatisfy { (0..<setups.classCount).contains($0) }, "no such class")
      let size = setups.classCount * setups.classCount
      precondition(setups.times.allSatisfy { $0.isEmpty || $0.count == size }, "a time for each pair of classes")
    }
    let times = [heads, tails, durations, arcs.map(\.lag)] + (setups?.times ?? [])
    precondition(times.allSatisfy { $0.allSatisfy { 0 <= $0 && $0 < Self.workLimit } }, "a time out of range")
    precondition(totalWork < Self.workLimit, "more work than sums can be trusted with")
  }

  /// No semi-active schedule is longer; saturates at the limit.
  private var totalWork: Int {
    var sum = (heads.max() ?? 0) + (tails.max() ?? 0)
    let setup = setups?.times.lazy.compactMap { $0.max() }.max() ?? 0
    for operation in 0..<operationCount where sum < Self.workLimit {
      sum += setup + (durations[choices(of: operation)].max() ?? 0)
    }
    for arc in arcs where sum < Self.workLimit { sum += arc.lag }
    return sum
  }

  package func choices(of operation: Int) -> Range<Int> { choiceOffsets[operation]..<choiceOffsets[operation + 1] }

  private static func topologicalOrder(_ count: Int, _ arcs: [Arc]) -> [Int] {
    for arc in arcs {
      precondition((0..<count).contains(arc.before) && (0..<count).contains(arc.after), "no such operation")
    }
    guard let order = TopologicalOrder.order(of: count, arcs.lazy.map { ($0.before, $0.after) }) else {
      preconditionFailure("the arcs close a cycle")
    }
    return order
  }
}
