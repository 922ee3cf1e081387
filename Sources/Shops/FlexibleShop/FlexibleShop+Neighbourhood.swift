import Basics

extension FlexibleShop {
  /// An operation put into the sequences of a choice, behind two places there (-1: in front of all).
  struct Move: BitwiseCopyable {
    var operation: Int32
    var choice: Int32
    var firstPlace: Int32
    var secondPlace: Int32
    /// The makespan that it leads to, or an estimate of it.
    var value: Int

    static let none = Move(operation: -1, choice: -1, firstPlace: -1, secondPlace: -1, value: .max)
  }

  /// All insertions of critical operations, each with the makespan that it leads to.
  ///
  /// An operation v is taken out of its sequences; with the ends e and rests q of the others then and their makespan C,
  /// putting it between x and y gives exactly max(C, max(r_v, e_x) + p + max(t_v, q_y)) where that closes no cycle, r_v
  /// and t_v being its longest paths over arcs. Behind all x with q_x > t_v and e_x <= r_v, and before all y with e_y >
  /// r_v and q_y <= t_v, it closes none, and one of these positions is the best. So v costs one recomputation and then
  /// O(1) a position. Large shops take ends and rests from before the removal, which allows no more positions and only
  /// estimates.
  ///
  /// - Source: Mastrolilli, Gambardella 2000, "Effective neighbourhood functions for the flexible job shop problem".
  struct Neighbourhood: ~Copyable {
    /// From so many operations on, values are estimates.
    static let exactLimit = 500

    let isExact: Bool
    /// The ends and rests without the operation under consideration. Up to its index in the order, ends are those of the
    /// graph, behind it rests are.
    let ends: Buffer<Int>
    let rests: Buffer<Int>
    /// By choice: the iteration up to which it may not be taken.
    let expiries: Buffer<Int>
    private var random: RandomSource
    private(set) var best = Move.none
    /// What to do where everything is forbidden: any move.
    private(set) var forbidden = Move.none
    private var equals = 0
    private var forbiddenCount = 0

    init(_ table: borrowing Table, seed: UInt64) {
      isExact = table.count < Self.exactLimit
      ends = Buffer(repeating: 0, count: table.count)
      rests = Buffer(repeating: 0, count: table.count)
      expiries = Buffer(repeating: 0, count: table.durations.count)
      random = RandomSource(seed: seed)
    }

    /// Looks at every critical operation's insertions.
    ///
    /// - Parameters:
    ///   - iteration: what expiries are compared with.
    ///   - aspiration: a forbidden move below it is taken.
    /// - Returns: the number of critical operations.
    mutating func explore(_ graph: borrowing Graph, at iteration: Int, aspiration: Int) -> Int {
      best = .none
      forbidden = .none
      equals = 0
      forbiddenCount = 0
      var critical = 0
      ends.pointer.update(from: graph.ends.pointer, count: graph.count)
      rests.pointer.update(from: graph.rests.pointer, count: graph.count)
      var prefix = 0
      var restored = 0
      for index in 0..<graph.count {
        let operation = graph.order[index]
        let end = graph.ends[operation]
        let duration = graph.durations[operation]
        if end &- duration &+ graph.rests[operation] == graph.makespan {
          critical += 1
          while restored < index {
            ends[graph.order[restored]] = graph.ends[graph.order[restored]]
            restored &+= 1
          }
          explore(operation, graph, prefix, Limits(iteration: iteration, aspiration: aspiration))
        }
        prefix = max(prefix, end &+ graph.table.tails[operation])
      }
      return critical
    }

    struct Limits: BitwiseCopyable {
      let iteration: Int
      let aspiration: Int
    }

    /// - Parameter prefix: the makespan of what stands before the operation in the order.
    private mutating func explore(
      _ operation: Int32, _ graph: borrowing Graph, _ prefix: Int, _ limits: Limits
    ) {
      let choice = graph.choices[operation]
      let (before, secondBefore) = (graph.previous[2 &* operation], graph.previous[2 &* operation &+ 1])
      graph.detach(operation)
      let around: Around
      if isExact {
        around = recompute(operation, graph, prefix)
      } else {
        around = Around(
          operation: operation, start: graph.arcStart(of: operation, by: ends),
          tail: graph.arcTail(of: operation, by: rests), rest: 0)
      }
      if around.rest <= best.value || around.rest < limits.aspiration {
        let old = Move(
          operation: operation, choice: choice, firstPlace: before, secondPlace: secondBefore, value: graph.makespan)
        var other = graph.table.choiceOffsets[operation]
        let last = graph.table.choiceOffsets[operation &+ 1]
        while other < last {
          scan(other, around, old, graph, limits)
          other &+= 1
        }
      }
      graph.attach(operation, choice: choice, behind: before, secondBefore)
    }

    /// An operation out of its sequences: r_v, t_v, and the makespan of the others.
    struct Around: BitwiseCopyable {
      let operation: Int32
      let start: Int
      let tail: Int
      let rest: Int
    }

    private func recompute(_ operation: Int32, _ graph: borrowing Graph, _ prefix: Int) -> Around {
      let index = Int(graph.indices[operation])
      var longest = prefix
      var later = index
      while later < graph.count {
        let other = graph.order[later]
        // A detached operation keeps its links, which are no part of it now.
        let start =
          other == operation ? graph.arcStart(of: other, by: ends) : graph.earliestStart(of: other, by: ends)
        let end = start &+ graph.durations[other]
        ends[other] = end
        longest = max(longest, end &+ graph.table.tails[other])
        later &+= 1
      }
      var earlier = index
      while earlier >= 0 {
        let other = graph.order[earlier]
        let tail = other == operation ? graph.arcTail(of: other, by: rests) : graph.longestTail(of: other, by: rests)
        rests[other] = tail &+ graph.durations[other]
        earlier &-= 1
      }
      return Around(operation: operation, start: ends[operation], tail: rests[operation], rest: longest)
    }

    /// Takes a move if it is the best so far; among equals each is taken with the same probability.
    @inline(__always)
    mutating func consider(_ move: Move, isForbidden: Bool, _ limits: Limits) {
      if isForbidden && move.value >= limits.aspiration {
        forbiddenCount &+= 1
        if best.operation < 0, random.below(forbiddenCount) == 0 { forbidden = move }
        return
      }
      if move.value < best.value {
        best = move
        equals = 1
      } else if move.value == best.value {
        equals &+= 1
        if random.below(equals) == 0 { best = move }
      }
    }

  }
}
