import Race

extension MemoryMapping.Allocation {
  /// What no placement of storages can go below: at each time the sizes in use, or as much of them as the free pools
  /// cannot hold; storages over which others may be written count once, by the largest.
  struct StorageBoundStrategy: Strategy {
    let name = "section load"
    let instance: StorageInstance

    func run(on scoreboard: Scoreboard<MemoryMapping.Placement>) {
      let bound = StorageBound(instance)
      if bound.isInfeasible || StorageCollision.first(in: instance) != nil {
        scoreboard.proveNothingBetter(than: nil, by: name)
      } else {
        scoreboard.prove(Objective(bound.cost), by: name)
      }
    }
  }

  /// See ``StorageBoundStrategy``.
  struct StorageBound {
    private(set) var cost = 0
    private(set) var isInfeasible = false
    /// The largest load of all pools together, and of each by what may lie nowhere else.
    private(set) var load = 0
    private(set) var poolLoads: [Int]

    init(_ instance: StorageInstance) {
      let pools = instance.pools
      poolLoads = [Int](repeating: 0, count: pools.count)
      for storage in instance.storages {
        // The whole of a storage lies in its pool, and a fixed one ends where it ends.
        let end = (storage.fixedOffset ?? 0) + storage.size
        if storage.pools.count == 1 { poolLoads[storage.pools[0]] = max(poolLoads[storage.pools[0]], end) }
        if storage.pools.allSatisfy({ pools[$0].capacity.map { $0 < end } ?? false }) { isInfeasible = true }
      }
      sweep(instance)
      for (pool, load) in zip(pools, poolLoads) where load > pool.capacity ?? .max { isInfeasible = true }
      cost = instance.cost(poolLoads)
      if pools.allSatisfy({ $0.capacity != nil }) {
        let room = pools.reduce(0) { min(.max / 4, $0 + min(.max / 4, $1.capacity ?? 0)) }
        if load > room { isInfeasible = true }
      }
      guard !instance.set.pools.isEmpty else { return }
      // What the free pools cannot hold costs at least the least cost.
      var free = 0
      for pool in pools where pool.cost == 0 { free = min(.max / 4, free + min(.max / 4, pool.capacity ?? .max / 4)) }
      if let least = pools.map(\.cost).filter({ $0 > 0 }).min(), load > free { cost = max(cost, least * (load - free)) }
    }

    private mutating func sweep(_ instance: StorageInstance) {
      let group = Self.groups(of: instance)
      var events: [(time: Int, isBirth: Bool, size: Int, storage: Int)] = []
      for (number, storage) in instance.storages.enumerated() {
        for piece in storage.pieces {
          events.append((piece.lower, true, piece.high - piece.low, number))
          events.append((piece.upper, false, piece.high - piece.low, number))
        }
      }
      events.sort { ($0.time, $0.isBirth ? 1 : 0, $0.storage) < ($1.time, $1.isBirth ? 1 : 0, $1.storage) }
      /// By group, or by group and only pool: the sizes that live.
      var sizes = [[Int]](repeating: [], count: instance.storages.count)
      var onlyPool = sizes
      var (total, loads) = (0, [Int](repeating: 0, count: poolLoads.count))
      func change(_ list: inout [Int], _ isBirth: Bool, _ size: Int) -> Int {
        let before = list.max() ?? 0
        if isBirth {
          list.append(size)
        } else if let place = list.firstIndex(of: size) {
          list.remove(at: place)
        }
        return (list.max() ?? 0) - before
      }
      for event in events {
        total += change(&sizes[group[event.storage]], event.isBirth, event.size)
        load = max(load, total)
        let choice = instance.storages[event.storage].pools
        guard choice.count == 1 else { continue }
        // In one group and one pool; those of a group with other pools are no part of this sum.
        let place = group[event.storage]
        guard instance.pools.count == 1 || Self.isAlone(event.storage, group, instance) else { continue }
        loads[choice[0]] += change(&onlyPool[place], event.isBirth, event.size)
        poolLoads[choice[0]] = max(poolLoads[choice[0]], loads[choice[0]])
      }
    }

    /// Whether nothing may be written over a storage.
    private static func isAlone(_ storage: Int, _ group: [Int], _ instance: StorageInstance) -> Bool {
      instance.inPlace.isEmpty
        || !instance.storages[storage].members.contains { member in
          instance.inPlace.contains { $0.first == member }
        }
    }

    /// Storages that may be written over each other, directly or by way of others, as one group.
    private static func groups(of instance: StorageInstance) -> [Int] {
      var group = Array(instance.storages.indices)
      for pair in instance.inPlace {
        let (a, b) = (instance.storageOf[pair.first], instance.storageOf[pair.second])
        guard a >= 0, b >= 0, group[a] != group[b] else { continue }
        let (old, new) = (max(group[a], group[b]), min(group[a], group[b]))
        for index in group.indices where group[index] == old { group[index] = new }
      }
      return group
    }
  }

  /// Two storages with fixed offsets that can only lie in one pool and are in each other's way there.
  enum StorageCollision {
    static func first(in instance: StorageInstance) -> (Int, Int)? {
      let storages = instance.storages
      for a in storages.indices {
        guard let first = storages[a].fixedOffset else { continue }
        for b in instance.neighbours[a].map({ Int($0) }) where b > a {
          guard let second = storages[b].fixedOffset, storages[a].pools == storages[b].pools,
            storages[a].pools.count == 1, instance.clashes(a, b).contains(where: { $0.contains(second - first) })
          else { continue }
          return (a, b)
        }
      }
      return nil
    }
  }
}
