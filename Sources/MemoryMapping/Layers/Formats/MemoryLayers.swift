/// The memories that a file names: one fast one, with a capacity, and one slow one, without.
struct MemoryLayers {
  struct Memory {
    var capacity: Int?
    /// Time for each byte read or written.
    var cost: Double?
  }

  let capacity: Int
  /// Time saved for each byte that is read from or written to the fast memory in place of the slow one.
  private let saving: Double?

  /// - Throws: where there are not exactly one memory with a capacity and one without, or a cost makes no sense.
  init(_ memories: [Memory]) throws(InvalidProgram) {
    let fast = memories.filter { $0.capacity != nil }
    guard fast.count == 1, let capacity = fast[0].capacity else {
      throw InvalidProgram(
        "expected exactly one fast memory, which has a capacity, found \(fast.count): programs are mapped to one fast "
          + "memory and one slow one")
    }
    guard memories.count == 2 else {
      throw InvalidProgram("expected one slow memory, which has no capacity, found \(memories.count - 1)")
    }
    for memory in memories {
      if let cost = memory.cost, !(cost >= 0 && cost.isFinite) {
        throw InvalidProgram("expected a cost of at least 0, found \(cost)")
      }
    }
    self.capacity = capacity
    let slow = memories.first { $0.capacity == nil }
    if let fastCost = fast[0].cost, let slowCost = slow?.cost {
      guard slowCost >= fastCost else {
        throw InvalidProgram("the cost \(fastCost) of the fast memory exceeds that of the slow one, \(slowCost)")
      }
      saving = slowCost - fastCost
    } else {
      saving = nil
    }
  }

  /// The time saved when `size` bytes are read or written, rounded down.
  func benefit(of size: Int, tensor number: Int) throws(InvalidProgram) -> Int {
    guard size != 0 else { return 0 }
    guard let saving else {
      throw InvalidProgram(
        "tensor \(number) has no benefits, and the memories have no costs to take them from", at: .tensor(number))
    }
    let benefit = (Double(size) * saving).rounded(.down)
    guard benefit.magnitude < Double(LayerProgram.totalLimit) else {
      throw InvalidProgram("tensor \(number) has a benefit beyond 2^60", at: .tensor(number))
    }
    return Int(benefit)
  }

  /// The time to copy `size` bytes, rounded up.
  static func copyDemand(of size: Int, bandwidth: Double?, tensor number: Int) throws(InvalidProgram) -> Int {
    guard size != 0 else { return 0 }
    guard let bandwidth else {
      throw InvalidProgram(
        "tensor \(number) has no copy demand, and there is no bandwidth to take it from", at: .tensor(number))
    }
    guard bandwidth > 0, bandwidth.isFinite else {
      throw InvalidProgram("expected a bandwidth above 0, found \(bandwidth)")
    }
    let demand = (Double(size) / bandwidth).rounded(.up)
    guard demand.magnitude < Double(LayerProgram.totalLimit) else {
      throw InvalidProgram("tensor \(number) has a copy demand beyond 2^60", at: .tensor(number))
    }
    return Int(demand)
  }
}
