import Basics

/// Finds free addresses among the runs under way.
struct AddressFinder: ~Copyable {
  enum Fit { case lowest, tightest }

  struct Block: BitwiseCopyable {
    let low: Int
    let high: Int
  }

  private var blocks = Buffer<Block>()

  /// - Returns: the lowest address, or the start of the tightest gap, where `size` bytes are free from instruction
  ///   `start` to `finish`; nil where there is none.
  /// - Complexity: O(r + b²) for r runs, of which b are under way then.
  mutating func address(
    for size: Int, from start: Int32, to finish: Int32, _ fit: Fit, _ state: borrowing LayerState
  ) -> Int? {
    collect(from: start, to: finish, state)
    let capacity = state.units.capacity
    var floor = 0
    var best: Int?
    var tightest = Int.max
    for index in 0...blocks.count {
      let ceiling = index < blocks.count ? blocks[index].low : capacity
      let gap = ceiling - floor
      if gap >= size, gap < tightest {
        best = floor
        if fit == .lowest { return best }
        tightest = gap
      }
      if index < blocks.count { floor = max(floor, blocks[index].high) }
    }
    return best
  }

  /// Whether `size` bytes from `address` on are free from instruction `start` to `finish`.
  func isFree(_ address: Int, _ size: Int, from start: Int32, to finish: Int32, _ state: borrowing LayerState) -> Bool {
    for index in 0..<state.active.count {
      let run = state.runs[state.active[index]]
      guard run.start <= finish, run.finish >= start else { continue }
      if run.address < address + size, address < run.address + run.size { return false }
    }
    return address + size <= state.units.capacity
  }

  /// The address ranges in use, by their lower ends. Runs have few neighbours, so that insertion sort does.
  private mutating func collect(from start: Int32, to finish: Int32, _ state: borrowing LayerState) {
    blocks.removeAll()
    let runs = state.runs.pointer
    for index in 0..<state.active.count {
      let run = runs[Int(state.active[index])]
      guard run.start <= finish, run.finish >= start else { continue }
      let block = Block(low: run.address, high: run.address + run.size)
      blocks.append(block)
      var hole = blocks.count - 1
      while hole > 0, blocks[hole - 1].low > block.low {
        blocks[hole] = blocks[hole - 1]
        hole -= 1
      }
      blocks[hole] = block
    }
  }
}
