extension MemoryMapping.Allocation {
  /// Storages that live at one time and are together more than the pools hold that they may lie in, however they are
  /// arranged. Storages that may be written over each other are left out, so that sizes can be added.
  struct StorageExcess {
    let time: Int
    /// The largest of them, as many as are too much, by number.
    let storages: [Int]
    /// Their sum.
    let load: Int
    /// All pools that any of them may lie in.
    let pools: [Int]

    /// The first in time, of one pool before of all together; nil where there is none.
    init?(in instance: StorageInstance) {
      let pools = instance.pools.indices
      for group in pools.map({ [$0] }) + (pools.count > 1 ? [Array(pools)] : []) {
        var room = 0
        for pool in group { room = min(.max / 4, room + min(.max / 4, instance.pools[pool].capacity ?? .max / 4)) }
        if let found = Self.excess(over: room, of: group, instance) {
          self = found
          return
        }
      }
      return nil
    }

    private init(time: Int, storages: [Int], load: Int, pools: [Int]) {
      (self.time, self.storages, self.load, self.pools) = (time, storages, load, pools)
    }

    private static func excess(over room: Int, of pools: [Int], _ instance: StorageInstance) -> StorageExcess? {
      let overwritten = Set(instance.inPlace.map { instance.storageOf[$0.first] })
      let tied = instance.storages.indices.filter { number in
        !overwritten.contains(number) && instance.storages[number].pools.allSatisfy(pools.contains)
      }
      // Names of one storage may live together, in the same place: the largest counts.
      var events: [(time: Int, isBirth: Bool, size: Int, storage: Int)] = []
      for number in tied {
        for piece in instance.storages[number].pieces {
          events.append((piece.lower, true, piece.high - piece.low, number))
          events.append((piece.upper, false, piece.high - piece.low, number))
        }
      }
      // Deaths first, as lives are half-open.
      events.sort { ($0.time, $0.isBirth ? 1 : 0, $0.storage) < ($1.time, $1.isBirth ? 1 : 0, $1.storage) }
      var sizes = [[Int]](repeating: [], count: instance.storages.count)
      var load = 0
      for event in events {
        load -= sizes[event.storage].max() ?? 0
        if event.isBirth {
          sizes[event.storage].append(event.size)
        } else if let place = sizes[event.storage].firstIndex(of: event.size) {
          sizes[event.storage].remove(at: place)
        }
        load += sizes[event.storage].max() ?? 0
        if load > room {
          let live = tied.compactMap { number in sizes[number].max().map { (size: $0, storage: number) } }
          return largest(of: live, at: event.time, beyond: room, pools)
        }
      }
      return nil
    }

    private static func largest(
      of live: [(size: Int, storage: Int)], at time: Int, beyond room: Int, _ pools: [Int]
    ) -> StorageExcess {
      var (chosen, load) = ([Int](), 0)
      for (size, storage) in live.sorted(by: { ($1.size, $0.storage) < ($0.size, $1.storage) }) where load <= room {
        chosen.append(storage)
        load += size
      }
      return StorageExcess(time: time, storages: chosen.sorted(), load: load, pools: pools)
    }
  }
}
