import Basics
import Solving

extension MemoryMapping.Allocation {
  /// Why the buffers do not fit.
  public static func infeasibility(of set: MemoryMapping.BufferSet, shouldStop: () -> Bool) -> Infeasibility? {
    switch Form(set) {
    case .plain(let instance): infeasibility(of: instance, shouldStop: shouldStop)
    case .storages(let instance): infeasibility(of: instance)
    }
  }

  private static func infeasibility(of instance: Prepared, shouldStop: () -> Bool) -> Infeasibility? {
    let set = instance.set
    if let (first, second) = collision(of: instance) {
      let names = [set.buffers[first].id, set.buffers[second].id]
      return Infeasibility(
        elements: names, isMinimal: true,
        lines: [collision(between: set.buffers[first], set.buffers[second])])
    }
    guard let section = InfeasibleCore.fullestSection(instance.sections) else { return nil }
    let times = InfeasibleCore.times(of: section, instance)
    let load =
      "the largest load is \(instance.sections.loads[section]), of "
      + "\(counted(Int(instance.sections.liveCounts[section]), "buffer")) at times \(interval(times))"
    guard let core = InfeasibleCore.find(in: set, shouldStop: shouldStop) else {
      return Infeasibility(elements: [], isMinimal: false, lines: [load])
    }
    return Infeasibility(
      elements: core.members.map { set.buffers[$0].id }, isMinimal: core.isMinimal,
      lines: [load, explanation(of: core, instance)])
  }

  /// What is wrong with the members of a core, by the simplest reason that is enough.
  private static func explanation(of core: InfeasibleCore, _ instance: Prepared) -> String {
    let buffers = core.members.map { instance.set.buffers[$0] }
    let capacity = instance.set.capacity ?? 0
    if let only = buffers.first, buffers.count == 1 {
      guard let offset = only.fixedOffset, only.size <= capacity else {
        return "buffer \(only.id) needs \(only.size), and the capacity is \(capacity)"
      }
      return "buffer \(only.id) is fixed at \(interval(offset..<offset + only.size)), and the capacity is \(capacity)"
    }
    let smallest = core.isMinimal ? "without any one of them, the others fit" : "perhaps not all of them are needed"
    let names = shownNames(buffers.map(\.id))
    let sum = buffers.reduce(0) { $0 + $1.size }
    if sum > capacity, let times = commonTimes(of: core.members, instance) {
      return
        "\(counted(buffers.count, "buffer")) that live at times \(interval(times)) need \(sum), and the capacity is "
        + "\(capacity) (\(smallest)): \(names)"
    }
    return "\(counted(buffers.count, "buffer")) do not fit by themselves (\(smallest)): \(names)"
  }

  /// The times of the first section in which all these live; nil where there is none.
  private static func commonTimes(of members: [Int], _ instance: Prepared) -> Range<Int>? {
    var sections = Set(instance.sections.pieces(of: members[0]).joined())
    for member in members.dropFirst() { sections.formIntersection(instance.sections.pieces(of: member).joined()) }
    return sections.min().map { InfeasibleCore.times(of: $0, instance) }
  }

  private static func interval(_ range: Range<Int>) -> String { "[\(range.lowerBound), \(range.upperBound))" }

  /// As many names as a line bears; all of them are among the elements.
  private static func shownNames(_ names: [String]) -> String {
    let limit = 20
    let rest = names.count - limit
    return names.prefix(limit).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  private static func collision(
    between first: MemoryMapping.MemoryBuffer, _ second: MemoryMapping.MemoryBuffer
  ) -> String {
    let places = [first, second].map { buffer in
      "\(buffer.id)" + (buffer.fixedOffset.map { " at \(interval($0..<$0 + buffer.size))" } ?? "")
    }
    return "the fixed buffers \(places[0]) and \(places[1]) overlap in time and address"
  }

  /// Two buffers with fixed offsets that need the same address at the same time.
  private static func collision(of instance: Prepared) -> (Int, Int)? {
    let buffers = instance.set.buffers
    let fixed = buffers.indices.filter { buffers[$0].fixedOffset != nil }
    for (rank, first) in fixed.enumerated() {
      for second in fixed[(rank + 1)...] {
        guard let a = buffers[first].fixedOffset, let b = buffers[second].fixedOffset else { continue }
        guard a < b + buffers[second].size, b < a + buffers[first].size else { continue }
        let meet = instance.sections.pieces(of: first).contains { piece in
          instance.sections.pieces(of: second).contains { $0.overlaps(piece) }
        }
        if meet { return (first, second) }
      }
    }
    return nil
  }

  /// What is to be said of storages: two fixed ones that collide, one that fits nowhere, those that are too much for
  /// their pools at one time, or the loads.
  private static func infeasibility(of instance: StorageInstance) -> Infeasibility? {
    func buffer(_ storage: Int) -> MemoryMapping.MemoryBuffer {
      instance.set.buffers[instance.storages[storage].members[0]]
    }
    func name(_ storage: Int) -> String { buffer(storage).id }
    if let (first, second) = StorageCollision.first(in: instance) {
      return Infeasibility(
        elements: [name(first), name(second)], isMinimal: true,
        lines: [collision(between: buffer(first), buffer(second))])
    }
    let capacities = instance.pools.map(\.capacity)
    let misfit = instance.storages.indices.first { number in
      let storage = instance.storages[number]
      return storage.pools.allSatisfy { pool in
        capacities[pool].map { (storage.fixedOffset ?? 0) + storage.size > $0 } ?? false
      }
    }
    if let misfit {
      let storage = instance.storages[misfit]
      let need =
        storage.fixedOffset.map { "is fixed at \(interval($0..<$0 + storage.size))" } ?? "needs \(storage.size)"
      return Infeasibility(
        elements: [name(misfit)], isMinimal: true,
        lines: ["buffer \(name(misfit)) \(need), and \(room(of: storage.pools, instance))"])
    }
    let bound = StorageBound(instance)
    let load = "the largest load is \(bound.load)"
    guard let excess = StorageExcess(in: instance) else {
      let loads = zip(instance.set.pools, bound.poolLoads).filter { $0.1 > 0 }.map { pool, load in
        "what can only lie in the pool \(pool.name) needs \(load)" + (pool.capacity.map { " of \($0)" } ?? "")
      }
      return Infeasibility(elements: [], isMinimal: false, lines: [load] + loads)
    }
    let names = excess.storages.map(name)
    return Infeasibility(
      elements: names, isMinimal: false,
      lines: [
        load,
        "\(counted(names.count, "buffer")) that live at time \(excess.time) need \(excess.load), and "
          + "\(room(of: excess.pools, instance)): \(shownNames(names))",
      ])
  }

  /// What a memory, a pool or pools together can hold.
  private static func room(of pools: [Int], _ instance: StorageInstance) -> String {
    guard !instance.set.pools.isEmpty else { return "the capacity is \(instance.set.capacity ?? 0)" }
    let texts = pools.map { "\(instance.pools[$0].capacity ?? 0) in \(instance.set.pools[$0].name)" }
    return "there \(pools.count == 1 ? "is" : "are") " + texts.joined(separator: " and ")
  }
}
