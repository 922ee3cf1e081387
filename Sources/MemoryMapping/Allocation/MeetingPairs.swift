import Basics

extension MemoryMapping {
  /// Which buffers meet which: live together at some time, so that one must lie above the other.
  struct MeetingPairs: Sendable {
    /// The neighbours of buffer b, ascending, are `neighbours[start[b] ..< start[b + 1]]`.
    let start: [Int]
    let neighbours: [Int32]

    /// - Complexity: O(n log n + pairs) for n buffers and gaps.
    init(_ sections: Sections) {
      let count = sections.pieceStart.count - 1
      var owner = [Int32](repeating: 0, count: sections.pieceFirst.count)
      for buffer in 0..<count {
        for piece in sections.pieceStart[buffer]..<sections.pieceStart[buffer + 1] {
          owner[Int(piece)] = Int32(buffer)
        }
      }
      var lists = [[Int32]](repeating: [], count: count)
      var live: [Int] = []
      for piece in RadixOrder.ascending(sections.pieceFirst.map { Int($0) }) {
        let first = sections.pieceFirst[Int(piece)]
        live.removeAll { sections.pieceEnd[$0] <= first }
        let buffer = Int(owner[Int(piece)])
        for other in live {
          lists[buffer].append(owner[other])
          lists[Int(owner[other])].append(Int32(buffer))
        }
        live.append(Int(piece))
      }
      var start = [0]
      var neighbours: [Int32] = []
      for list in lists {
        // Two buffers with gaps may meet several times.
        var last: Int32 = -1
        for other in list.sorted() where other != last {
          neighbours.append(other)
          last = other
        }
        start.append(neighbours.count)
      }
      self.start = start
      self.neighbours = neighbours
    }

    var pairCount: Int { neighbours.count / 2 }

    func of(_ buffer: Int) -> ArraySlice<Int32> { neighbours[start[buffer]..<start[buffer + 1]] }

    /// Every pair once, the smaller number first.
    var pairs: [(Int, Int)] {
      (0..<start.count - 1).flatMap { buffer in of(buffer).filter { $0 > buffer }.map { (buffer, Int($0)) } }
    }
  }
}
