import Basics

extension JobShop {
  /// A few good selections, and new starting points on the paths between them.
  ///
  /// A member is kept as an order of all operations by (head - tail), the middle of each operation's room. Averaging
  /// the places that two members give to an operation keeps every precedence on which they agree, those of the jobs
  /// among them, so any point of the path from one to the other is an order of all operations too: a feasible selection
  /// without repair.
  ///
  /// - Source: after the path relinking of Peng, Lü, Cheng 2015, "A tabu search/path relinking algorithm to solve the
  ///   job shop scheduling problem".
  struct ElitePopulation: ~Copyable {
    /// What another population can begin with.
    struct Member {
      fileprivate let places: [Int32]
      fileprivate let makespan: Int32
      fileprivate let signature: UInt64
    }

    let capacity: Int
    private let operationCount: Int
    private(set) var count = 0
    /// By member: the place of each operation in its order.
    private let places: Buffer<Int32>
    private let makespans: Buffer<Int32>
    /// Equal for members with the same machine sequences.
    private let signatures: Buffer<UInt64>
    private var keys: [UInt64] = []

    init(capacity: Int, operationCount: Int) {
      self.capacity = capacity
      self.operationCount = operationCount
      places = Buffer(repeating: 0, count: capacity * operationCount)
      makespans = Buffer(repeating: .max, count: capacity)
      signatures = Buffer(repeating: 0, count: capacity)
      keys.reserveCapacity(operationCount)
    }

    var isFull: Bool { count == capacity }

    private var bestSlot: Int? { (0..<count).min { makespans[$0] < makespans[$1] } }

    /// The least makespan of a member.
    var best: Int32 { bestSlot.map { makespans[$0] } ?? .max }

    /// The member with the least makespan, where there is one.
    var bestMember: Member? {
      guard let member = bestSlot else { return nil }
      let own = (0..<operationCount).map { places[member * operationCount + $0] }
      return Member(places: own, makespan: makespans[member], signature: signatures[member])
    }

    /// Begins anew with the first of `members`, as many as there is room for.
    mutating func restart(with members: [Member]) {
      count = 0
      for member in members where !isFull && !(0..<count).contains(where: { signatures[$0] == member.signature }) {
        for (operation, place) in member.places.enumerated() { places[count * operationCount + operation] = place }
        makespans[count] = member.makespan
        signatures[count] = member.signature
        count += 1
      }
    }

    /// Adds the selection, in place of the worst member where there is no room.
    ///
    /// - Returns: false where it is a member already, or worse than all of them.
    mutating func insert(_ graph: borrowing DisjunctiveGraph) -> Bool {
      let signature = Self.signature(of: graph)
      var worst = 0
      for member in 0..<count {
        if signatures[member] == signature { return false }
        if makespans[member] > makespans[worst] { worst = member }
      }
      if isFull, graph.makespan > makespans[worst] { return false }
      let slot = isFull ? worst : count
      count = max(count, slot + 1)
      makespans[slot] = graph.makespan
      signatures[slot] = signature
      keys.removeAll(keepingCapacity: true)
      for position in 0..<operationCount {
        let operation = graph.order[position]
        // Head and tail are at most 2^30, so the difference stays positive; the position breaks ties rightly.
        let middle = UInt64(Int(graph.head(of: operation)) - Int(graph.tails[operation]) + (1 << 30))
        keys.append(middle << 32 | UInt64(position))
      }
      keys.sort()
      for (place, key) in keys.enumerated() {
        let operation = graph.order[Int(key & 0xFFFF_FFFF)]
        places[slot * operationCount + Int(operation)] = Int32(place)
      }
      return true
    }

    /// Writes a selection between two random members into `order`; needs two of them.
    mutating func combine(into order: borrowing Buffer<Int32>, _ random: inout RandomSource) {
      let first = random.below(count)
      let second = (first + 1 + random.below(count - 1)) % count
      // In 1024ths of the path: not so near to either end that a search falls back to it.
      let weight = random.within(307...717)
      keys.removeAll(keepingCapacity: true)
      for operation in 0..<operationCount {
        let from = Int(places[first * operationCount + operation])
        let to = Int(places[second * operationCount + operation])
        keys.append(UInt64(from * (1024 - weight) + to * weight) << 24 | UInt64(operation))
      }
      keys.sort()
      for (place, key) in keys.enumerated() { order[place] = Int32(key & 0xFF_FFFF) }
    }

    private static func signature(of graph: borrowing DisjunctiveGraph) -> UInt64 {
      var sum: UInt64 = 0
      for operation in 0..<graph.table.count {
        var mixer = SplitMix64(state: UInt64(operation) << 32 | UInt64(graph.successors[operation].machine))
        sum &+= mixer.next()
      }
      return sum
    }
  }
}
