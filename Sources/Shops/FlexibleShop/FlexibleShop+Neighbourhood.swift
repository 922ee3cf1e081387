import Basics

extension FlexibleShop {
  /// An operation put into the sequences of a choice, behind two places there (-1: in front of all).
  struct Move: BitwiseCopyable {
    var operation: Int32
    var choice: Int32
    var firstPlace: Int32
    var secondPlace: Int32
    /// The longest path through the operation then.
    var through: Int
    /// The makespan then, where moves are compared by it.
    var makespan = 0

    static let none = Move(
      operation: -1, choice: -1, firstPlace: -1, secondPlace: -1, through: .max, makespan: .max)
  }

  /// All insertions of the operations of a critical path, each with the longest path through the operation then.
  ///
  /// An operation v is taken out of its sequences; with the ends e and rests q of the others then and their makespan C,
  /// putting it between x and y makes the longest path through it max(r_v, e_x) + p + max(t_v, q_y) exactly where that
  /// closes no cycle, r_v and t_v being its longest paths over arcs; the makespan is that or C. Behind all x with q_x >
  /// t_v and e_x <= r_v, and before all y with e_y > r_v and q_y <= t_v, it closes none, and one of these positions is
  /// the best. So v costs one recomputation and then O(1) a position. Large shops take ends and rests from before the
  /// removal, which allows no more positions and only estimates.
  ///
  /// Moves are compared by the path through v alone, or by the makespan first. The makespan makes many of them equal, as
  /// others of the block that v left stay critical; where loads of machines decide, it is the better guide nevertheless.
  ///
  /// - Source: Mastrolilli, Gambardella 2000, "Effective neighbourhood functions for the flexible job shop problem".
  struct Neighbourhood: ~Copyable {
    /// From so many operations on, paths are estimates.
    static let exactLimit = 500

    let isExact: Bool
    var comparesMakespans = false
    /// The ends and rests without the operation under consideration. Up to its index in the order, ends are those of the
    /// graph, behind it rests are.
    let ends: Buffer<Int>
    let rests: Buffer<Int>
    /// By choice: the iteration up to which it may not be taken.
    let expiries: Buffer<Int>
    private var path: CriticalPath
    private var random: RandomSource
    private var limits = Limits(iteration: 0, aspiration: .min)
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
      path = CriticalPath(operationCount: table.count)
      random = RandomSource(seed: seed)
    }

    /// What an exploration goes by: what expiries are compared with, and the makespan below which a forbidden move is
    /// taken.
    struct Limits: BitwiseCopyable {
      let iteration: Int
      let aspiration: Int
    }

    /// Looks at the insertions of the operations on one critical path.
    ///
    /// - Returns: the number of these operations.
    mutating func explore(_ graph: borrowing Graph, _ limits: Limits) -> Int {
      begin(graph, limits)
      path.trace(graph, &random)
      var prefix = 0
      var restored = 0
      for index in 0..<graph.count {
        let operation = graph.order[index]
        if path.contains(operation) {
          while restored < index {
            ends[graph.order[restored]] = graph.ends[graph.order[restored]]
            restored &+= 1
          }
          explore(operation, graph, after: prefix)
        }
        prefix = max(prefix, graph.ends[operation] &+ graph.table.tails[operation])
      }
      return path.count
    }

    mutating func begin(_ graph: borrowing Graph, _ limits: Limits) {
      best = .none
      forbidden = .none
      equals = 0
      forbiddenCount = 0
      self.limits = limits
      ends.pointer.update(from: graph.ends.pointer, count: graph.count)
      rests.pointer.update(from: graph.rests.pointer, count: graph.count)
    }

    /// - Parameter prefix: the makespan of what stands before the operation in the order, where ends are the graph's.
    @discardableResult
    mutating func explore(_ operation: Int32, _ graph: borrowing Graph, after prefix: Int) -> Around {
      let old = Move(
        operation: operation, choice: graph.choices[operation], firstPlace: graph.previous[2 &* operation],
        secondPlace: graph.previous[2 &* operation &+ 1], through: graph.makespan)
      graph.detach(operation)
      let around =
        isExact
        ? recompute(operation, graph, prefix)
        : Around(
          operation: operation, start: graph.arcStart(of: operation, by: ends),
          tail: graph.arcTail(of: operation, by: rests), rest: 0)
      var choice = graph.table.choiceOffsets[operation]
      let last = graph.table.choiceOffsets[operation &+ 1]
      while choice < last {
        scan(choice, around, old, graph)
        choice &+= 1
      }
      graph.attach(operation, choice: old.choice, behind: old.firstPlace, old.secondPlace)
      return around
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

    /// Whether it makes sense to look at a move in detail.
    @inline(__always)
    func isWanted(_ through: Int, _ around: Around) -> Bool {
      let makespan = max(around.rest, through)
      return (comparesMakespans ? makespan <= best.makespan : through <= best.through) || makespan < limits.aspiration
    }

    func isForbidden(_ choice: Int32) -> Bool { expiries[choice] > limits.iteration }

    /// Takes a move if it is the best so far; among equals each is taken with the same probability.
    @inline(__always)
    mutating func consider(_ move: Move, _ around: Around, isForbidden: Bool) {
      let makespan = max(around.rest, move.through)
      if isForbidden && makespan >= limits.aspiration {
        forbiddenCount &+= 1
        if best.operation < 0, random.below(forbiddenCount) == 0 { forbidden = move }
        return
      }
      let compared = comparesMakespans ? makespan : 0
      if compared < best.makespan
        || (compared == best.makespan && move.through < best.through)
      {
        best = move
        best.makespan = compared
        equals = 1
      } else if compared == best.makespan && move.through == best.through {
        equals &+= 1
        if random.below(equals) == 0 {
          best = move
          best.makespan = compared
        }
      }
    }
  }
}
