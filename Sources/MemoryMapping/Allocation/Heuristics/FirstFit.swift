import Basics

extension MemoryMapping {
  /// Places buffers one by one at the lowest address where there is room, in a given order.
  ///
  /// The placed pieces are kept in order of address; a new buffer walks up through them and passes those that it does
  /// not meet, which costs a comparison each and needs no list of who meets whom.
  final class FirstFit {
    /// A piece of a placed buffer: sections [first, end), addresses [offset, top).
    struct PlacedPiece: BitwiseCopyable {
      var offset, top: Int
      var first, end: Int32
    }

    private let sizes, alignments, fixed: Buffer<Int>
    private let pieceStart, pieceFirst, pieceEnd: Buffer<Int32>
    private let placed: Buffer<PlacedPiece>
    /// The offsets of the last run, by buffer.
    let offsets: Buffer<Int>
    let count: Int

    convenience init(_ instance: Allocation.Prepared) { self.init(instance.set.buffers, instance.sections) }

    init(_ buffers: [MemoryBuffer], _ sections: Sections) {
      count = buffers.count
      sizes = Buffer(buffers.lazy.map(\.size))
      alignments = Buffer(buffers.lazy.map(\.alignment))
      fixed = Buffer(buffers.lazy.map { $0.fixedOffset ?? -1 })
      pieceStart = Buffer(sections.pieceStart)
      pieceFirst = Buffer(sections.pieceFirst)
      pieceEnd = Buffer(sections.pieceEnd)
      offsets = Buffer(repeating: 0, count: buffers.count)
      placed = Buffer(
        repeating: PlacedPiece(offset: 0, top: 0, first: 0, end: 0), count: sections.pieceFirst.count)
    }

    /// Places all buffers.
    ///
    /// - Parameters:
    ///   - order: every buffer once; those with fixed offsets come first whatever it says.
    ///   - limit: a buffer that would end above it ends the run.
    ///   - wanted: by buffer, the offset that it is given where there is room, before any other; -1 for none. Empty: none.
    ///   - shouldStop: asked every few thousand steps.
    /// - Returns: nil where all are placed, or the buffer that ended above the limit or, being fixed, meets another; -1
    ///   where the run was stopped.
    /// - Complexity: O(n) a buffer.
    func place(
      _ order: borrowing Buffer<Int32>, limit: Int, wanting wanted: [Int] = [], shouldStop: () -> Bool = { false }
    ) -> Int? {
      var pieces = 0
      var work = 0
      var isPlaced = [Bool](repeating: false, count: wanted.count)
      for pass in 0..<2 {
        if pass == 1, !wanted.isEmpty { pieces = placeWanted(order, wanted, &isPlaced, pieces) }
        for i in 0..<order.count {
          let buffer = Int(order[i])
          let isFixed = fixed[buffer] >= 0
          guard isFixed == (pass == 0), wanted.isEmpty || !isPlaced[buffer] else { continue }
          guard let offset = lowest(buffer, above: pieces), !isFixed || offset == fixed[buffer],
            offset <= limit - sizes[buffer]
          else { return buffer }
          offsets[buffer] = offset
          work += pieces
          pieces = insert(buffer, at: offset, pieces)
          if work > 1_000_000 {
            work = 0
            if shouldStop() { return -1 }
          }
        }
      }
      return nil
    }

    /// The lowest address for `buffer` above and between the placed pieces; for a fixed one its own or nil.
    private func lowest(_ buffer: Int, above count: Int) -> Int? {
      let size = sizes[buffer]
      let alignment = alignments[buffer]
      let pieces = placed.pointer
      let (begin, stop) = (Int(pieceStart[buffer]), Int(pieceStart[buffer + 1]))
      if fixed[buffer] >= 0 {
        return isFree(fixed[buffer], for: buffer, above: count) ? fixed[buffer] : nil
      }
      var cursor = 0
      if stop == begin + 1 {
        let (first, end) = (pieceFirst[begin], pieceEnd[begin])
        for i in 0..<count where pieces[i].first < end && pieces[i].end > first {
          if pieces[i].offset >= cursor + size { return cursor }
          if pieces[i].top > cursor { cursor = roundedUp(pieces[i].top, to: alignment) }
        }
      } else {
        for i in 0..<count where meets(pieces[i], begin, stop) {
          if pieces[i].offset >= cursor + size { return cursor }
          if pieces[i].top > cursor { cursor = roundedUp(pieces[i].top, to: alignment) }
        }
      }
      return cursor
    }

    /// Places what is wanted somewhere and finds room there.
    private func placeWanted(
      _ order: borrowing Buffer<Int32>, _ wanted: [Int], _ isPlaced: inout [Bool], _ count: Int
    ) -> Int {
      var pieces = count
      for i in 0..<order.count {
        let buffer = Int(order[i])
        let offset = wanted[buffer]
        guard offset >= 0, fixed[buffer] < 0, isFree(offset, for: buffer, above: pieces) else { continue }
        offsets[buffer] = offset
        isPlaced[buffer] = true
        pieces = insert(buffer, at: offset, pieces)
      }
      return pieces
    }

    private func isFree(_ offset: Int, for buffer: Int, above count: Int) -> Bool {
      let size = sizes[buffer]
      let pieces = placed.pointer
      let (begin, stop) = (Int(pieceStart[buffer]), Int(pieceStart[buffer + 1]))
      for i in 0..<count where pieces[i].offset < offset + size && pieces[i].top > offset {
        if meets(pieces[i], begin, stop) { return false }
      }
      return true
    }

    private func meets(_ piece: PlacedPiece, _ begin: Int, _ stop: Int) -> Bool {
      for own in begin..<stop where piece.first < pieceEnd[own] && piece.end > pieceFirst[own] { return true }
      return false
    }

    /// Keeps the placed pieces in order of address.
    private func insert(_ buffer: Int, at offset: Int, _ count: Int) -> Int {
      let pieces = placed.pointer
      let (begin, stop) = (Int(pieceStart[buffer]), Int(pieceStart[buffer + 1]))
      var (low, high) = (0, count)
      while low < high {
        let middle = (low + high) / 2
        if pieces[middle].offset <= offset { low = middle + 1 } else { high = middle }
      }
      let new = stop - begin
      (pieces + low + new).update(from: pieces + low, count: count - low)
      for own in begin..<stop {
        pieces[low + own - begin] = PlacedPiece(
          offset: offset, top: offset + sizes[buffer], first: pieceFirst[own], end: pieceEnd[own])
      }
      return count + new
    }
  }
}

/// The least multiple of `alignment` from `value` on; both not negative, and their sum within 64 bits.
@inline(__always)
func roundedUp(_ value: Int, to alignment: Int) -> Int {
  if alignment == 1 { return value }
  let rest = value % alignment
  return rest == 0 ? value : value + alignment - rest
}
