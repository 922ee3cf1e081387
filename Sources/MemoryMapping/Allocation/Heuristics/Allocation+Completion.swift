import Basics
import Solving

extension MemoryMapping.Allocation {
  /// The given offsets hold where the buffers there are not in each other's way; the others follow at the lowest address
  /// where there is room, the larger ones first. An offset that is null or negative is none.
  public static func completed(
    start: SourceText, of set: MemoryMapping.BufferSet
  ) throws(InputError) -> CompletedStart<MemoryMapping.Placement>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var given: [Int?] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      if key == "offsets" { given = try PartialSolution.integers(&json, "an offset") } else { try json.skipValue() }
    }
    let count = set.buffers.count
    guard given.count <= count, set.pools.isEmpty else { return nil }
    given += [Int?](repeating: nil, count: count - given.count)
    for (index, offset) in given.enumerated() where offset ?? -1 < 0 { given[index] = nil }
    // What is whole and breaks a rule is no part of a solution.
    guard given.contains(nil) else { return nil }
    var remarks: [String] = []
    for (index, buffer) in set.buffers.enumerated() {
      guard let offset = given[index], let reason = obstacle(to: offset, for: buffer) else { continue }
      remarks.append("buffer \(buffer.id) cannot lie at \(offset): \(reason)")
      given[index] = nil
    }
    let (offsets, placed) = lowestFit(of: set, from: given)
    guard let offsets else { return nil }
    for (index, buffer) in set.buffers.enumerated() where !placed[index] {
      if let offset = given[index] { remarks.append("buffer \(buffer.id) finds no room at \(offset)") }
    }
    let used = given.indices.count { given[$0] == offsets[$0] && placed[$0] }
    return CompletedStart(
      MemoryMapping.Placement(offsets, of: set), used: used, of: count, "buffers", remarks: remarks)
  }

  private static func obstacle(to offset: Int, for buffer: MemoryMapping.MemoryBuffer) -> String? {
    if offset > MemoryMapping.BufferSet.limit { return "an address beyond 2^60" }
    if !offset.isMultiple(of: buffer.alignment) { return "no multiple of \(buffer.alignment)" }
    if let fixed = buffer.fixedOffset, fixed != offset { return "it is fixed at \(fixed)" }
    return nil
  }

  /// - Returns: the offsets, nil where fixed buffers are in each other's way; and by buffer whether it lies where it was to.
  private static func lowestFit(
    of set: MemoryMapping.BufferSet, from given: [Int?]
  ) -> (offsets: [Int]?, placed: [Bool]) {
    var placed = given.map { $0 != nil }
    switch Form(set) {
    case .plain(let instance):
      // Where buffers are names of one storage, the first name that has an offset says it.
      let wanted = instance.wanted(given)
      let placer = MemoryMapping.FirstFit(instance)
      let order = Buffer(MemoryMapping.PlacementOrder.descending(MemoryMapping.PlacementOrder.size.scores(instance)))
      guard placer.place(order, limit: .max, wanting: wanted) == nil else { return (nil, placed) }
      let offsets = instance.placement(placer.offsets.withElements { Array($0) }).offsets
      for index in placed.indices where given[index] != offsets[index] { placed[index] = false }
      return (offsets, placed)
    case .storages(let instance):
      var fit = StorageFit(instance)
      let scores = instance.storages.enumerated().map { (number, storage) in
        (storage.members.compactMap { given[$0] }.first ?? .max, -storage.size, number)
      }
      let order = scores.sorted { $0 < $1 }.map(\.2)
      guard fit.place(order, limit: .max, shouldStop: { false }) == nil else { return (nil, placed) }
      let offsets = instance.placement(fit.offsets, fit.pools).offsets
      for index in placed.indices where given[index] != offsets[index] { placed[index] = false }
      return (offsets, placed)
    }
  }
}
