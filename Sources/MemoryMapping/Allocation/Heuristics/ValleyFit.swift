import Basics

extension MemoryMapping {
  /// Fills the lowest valley of the skyline again and again with the best buffer that lives inside it; a valley that no
  /// buffer fits is raised to its lower neighbour. Nothing is ever placed below the skyline.
  ///
  /// For sets without fixed offsets; gaps are not used.
  ///
  /// - Complexity: O(log n) a buffer and raise, with a budget for the look for the best buffer.
  /// - Source: after Burke, Kendall, Whitwell 2004, "A new placement heuristic for the orthogonal stock-cutting
  ///   problem", and Sekiyama et al. 2018, "Profile-guided memory optimization for deep neural networks".
  final class ValleyFit {
    private let sizes, alignments: Buffer<Int>
    private let skyline: Skyline
    private let candidates: ContainmentTree
    let offsets: Buffer<Int>
    let count: Int
    /// The buffer that ended above the limit in the last run; -1 for none.
    private(set) var misfit = -1

    init(_ instance: Allocation.Prepared) {
      let buffers = instance.set.buffers
      count = buffers.count
      sizes = Buffer(buffers.lazy.map(\.size))
      alignments = Buffer(buffers.lazy.map(\.alignment))
      skyline = Skyline(sectionCount: instance.sections.count)
      candidates = ContainmentTree(instance.sections, count: count)
      offsets = Buffer(repeating: 0, count: count)
    }

    /// Places all buffers.
    ///
    /// - Parameters:
    ///   - scores: of the buffers that fit a valley, the one with the greatest score is taken.
    ///   - limit: a run that ends above it is given up.
    /// - Returns: the height; nil where the run was given up or stopped.
    func place(by scores: borrowing Buffer<Int>, limit: Int, shouldStop: () -> Bool = { false }) -> Int? {
      candidates.fill(scores)
      skyline.reset()
      misfit = -1
      var height = 0
      var left = count
      var steps = 0
      while left > 0 {
        let valley = skyline.lowest()
        steps += 1
        if steps & 4095 == 0, shouldStop() { return nil }
        let (first, end, level) = skyline.extent(of: valley)
        guard let buffer = candidates.takeBest(inside: first, end) else {
          skyline.raise(valley)
          continue
        }
        let offset = roundedUp(level, to: alignments[buffer])
        let top = offset + sizes[buffer]
        if top > limit {
          misfit = buffer
          return nil
        }
        height = max(height, top)
        offsets[buffer] = offset
        skyline.place(valley, candidates.first(of: buffer), candidates.end(of: buffer), top: top)
        left -= 1
      }
      return height
    }
  }
}
