import Basics

/// Ranges of addresses in use, by their lower ends, and the gaps between them.
struct GapFinder: ~Copyable {
  enum Fit { case lowest, tightest }

  struct Block: BitwiseCopyable {
    let low: Int
    let high: Int
  }

  private var blocks = Buffer<Block>()

  mutating func clear() { blocks.removeAll() }

  /// There are few at a time, so that insertion sort does.
  mutating func add(from low: Int, to high: Int) {
    let block = Block(low: low, high: high)
    blocks.append(block)
    blocks.insert(block, among: blocks.count - 1) { $0.low > low }
  }

  /// - Returns: the lowest address, or the start of the tightest gap, where `size` bytes are free.
  func gap(for size: Int, capacity: Int, _ fit: Fit) -> Int? {
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
}
