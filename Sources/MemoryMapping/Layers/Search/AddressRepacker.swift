import Basics

/// Makes room for a run where bytes are free, but not in one piece: gives new addresses to the runs under way with it.
///
/// All runs that overlap it in time are taken out and put back by lowest fit, beside the others, which stay where they
/// are. What finds no place goes to the front of the order, and it all begins anew. Where that does not succeed, the
/// static allocator may be asked.
/// - Source: Joslin, Clements 1999, "Squeaky wheel optimization".
/// - Complexity: O(m k²) a round, for m runs that move and k under way with one of them.
struct AddressRepacker: ~Copyable {
  /// How much is done to make room.
  enum Effort {
    case none
    /// By squeaky wheel.
    case repacking
    /// By the static allocator too, which takes some tenths of a millisecond.
    case searching
  }

  struct Block: BitwiseCopyable {
    let first: Int32
    let start: Int32
    let finish: Int32
    let size: Int
    /// -1 while it has none.
    var address: Int
  }

  private static let roundLimit = 12
  private static let nodeLimit = 300

  /// Those that move, in the order in which they are placed, the new one among them; then those that stay.
  private var moving = Buffer<Block>()
  private var staying = Buffer<Block>()
  private var finder = GapFinder()

  /// - Returns: an address for `size` bytes from instruction `start` to `finish`, after all others were moved out of the
  ///   way; nil, and nothing changed, where that was not achieved.
  mutating func makeRoom(
    for size: Int, from start: Int32, to finish: Int32, _ effort: Effort, _ state: inout LayerState
  ) -> Int? {
    guard effort != .none else { return nil }
    collect(size, start, finish, state)
    for _ in 0..<Self.roundLimit {
      guard let failed = place(state.units.capacity) else { return takeOver(&state) }
      let block = moving[failed]
      moving.insert(block, among: failed) { _ in true }
    }
    return effort == .searching && placeBySearch(state.units) ? takeOver(&state) : nil
  }

  /// Moves the runs to their new addresses.
  ///
  /// - Returns: the address of the one that is new.
  private func takeOver(_ state: inout LayerState) -> Int? {
    var address: Int?
    for index in 0..<moving.count {
      let block = moving[index]
      if block.first < 0 {
        address = block.address
      } else if state.runs[block.first].address != block.address {
        state.move(block.first, to: block.address)
      }
    }
    return address
  }

  /// Asks the static allocator.
  private mutating func placeBySearch(_ units: LayerUnits) -> Bool {
    var blocks: [StayPacking.Block] = []
    for index in 0..<moving.count {
      let block = moving[index]
      blocks.append(.init(start: Int(block.start), finish: Int(block.finish), size: block.size))
    }
    for index in 0..<staying.count {
      let block = staying[index]
      blocks.append(
        .init(start: Int(block.start), finish: Int(block.finish), size: block.size, address: block.address))
    }
    let found = StayPacking.addresses(
      for: blocks, capacity: units.capacity, alignment: units.alignment, nodeLimit: Self.nodeLimit)
    guard let found else { return false }
    for index in 0..<moving.count { moving[index].address = found[index] }
    return true
  }

  private mutating func collect(_ size: Int, _ start: Int32, _ finish: Int32, _ state: borrowing LayerState) {
    moving.removeAll()
    staying.removeAll()
    moving.append(Block(first: -1, start: start, finish: finish, size: size, address: -1))
    var (low, high) = (start, finish)
    for index in 0..<state.active.count {
      let run = state.runs[state.active[index]]
      guard run.start <= finish, run.finish >= start else { continue }
      moving.append(Block(first: run.first, start: run.start, finish: run.finish, size: run.size, address: -1))
      low = min(low, run.start)
      high = max(high, run.finish)
    }
    for index in 0..<state.active.count {
      let run = state.runs[state.active[index]]
      guard run.start > finish || run.finish < start, run.start <= high, run.finish >= low else { continue }
      staying.append(
        Block(first: run.first, start: run.start, finish: run.finish, size: run.size, address: run.address))
    }
    // Large ones first; of equal ones the longer.
    for index in 1..<moving.count {
      let block = moving[index]
      moving.insert(block, among: index) { Self.goesBefore(block, $0) }
    }
  }

  private static func goesBefore(_ a: Block, _ b: Block) -> Bool {
    a.size != b.size ? a.size > b.size : a.finish - a.start > b.finish - b.start
  }

  /// - Returns: the first that finds no place; nil where all do.
  private mutating func place(_ capacity: Int) -> Int? {
    for index in 0..<moving.count {
      let block = moving[index]
      finder.clear()
      for other in 0..<index { add(moving[other], besides: block) }
      for other in 0..<staying.count { add(staying[other], besides: block) }
      guard let address = finder.gap(for: block.size, capacity: capacity, .lowest) else { return index }
      moving[index].address = address
    }
    return nil
  }

  private mutating func add(_ other: Block, besides block: Block) {
    if other.start <= block.finish, other.finish >= block.start {
      finder.add(from: other.address, to: other.address + other.size)
    }
  }
}
