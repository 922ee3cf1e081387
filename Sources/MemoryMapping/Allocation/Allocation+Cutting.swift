import Basics

extension MemoryMapping.Allocation {
  /// A part of the rectangle: times and addresses.
  private struct Piece {
    var times, addresses: Range<Int>

    var area: Int { times.count * addresses.count }
    var isWheel: Bool { times.count >= 3 && addresses.count >= 3 }
    var isWhole: Bool { times.count == 1 && addresses.count == 1 }
  }

  /// Buffers that fill a rectangle of `times` by `height`, less those left out: cut in two again and again, or in five
  /// around a middle one, which no sequence of straight cuts can make.
  ///
  /// - Parameters:
  ///   - count: at most `times` by `height`.
  ///   - drop: per cent of the buffers that are left out at the end.
  static func cutBuffers(
    _ count: Int, times: Int, height: Int, drop: Int, _ random: inout RandomSource
  ) -> [MemoryMapping.MemoryBuffer] {
    var pieces = [Piece(times: 0..<times, addresses: 0..<height)]
    while pieces.count < count {
      // The largest of a few; where these are units, any that is not.
      var chosen = random.below(pieces.count)
      for _ in 0..<3 {
        let other = random.below(pieces.count)
        if pieces[other].area > pieces[chosen].area { chosen = other }
      }
      if pieces[chosen].isWhole {
        guard let other = pieces.firstIndex(where: { !$0.isWhole }) else { break }
        chosen = other
      }
      let piece = pieces[chosen]
      pieces.swapAt(chosen, pieces.count - 1)
      pieces.removeLast()
      let makesWheel = piece.isWheel && pieces.count + 5 <= count && random.chance(25)
      pieces += makesWheel ? wheel(piece, &random) : halves(piece, &random)
    }
    pieces.shuffle(using: &random)
    pieces.removeFirst(pieces.count * drop / 100)
    return pieces.enumerated().map { index, piece in
      MemoryMapping.MemoryBuffer(
        id: "\(index)", lower: piece.times.lowerBound, upper: piece.times.upperBound, size: piece.addresses.count)
    }
  }

  private static func halves(_ piece: Piece, _ random: inout RandomSource) -> [Piece] {
    let (times, addresses) = (piece.times, piece.addresses)
    if times.count > 1, addresses.count == 1 || random.chance(50) {
      let cut = times.lowerBound + random.within(1...times.count - 1)
      return [
        Piece(times: times.lowerBound..<cut, addresses: addresses),
        Piece(times: cut..<times.upperBound, addresses: addresses),
      ]
    }
    let cut = addresses.lowerBound + random.within(1...addresses.count - 1)
    return [
      Piece(times: times, addresses: addresses.lowerBound..<cut),
      Piece(times: times, addresses: cut..<addresses.upperBound),
    ]
  }

  private static func wheel(_ piece: Piece, _ random: inout RandomSource) -> [Piece] {
    let (times, addresses) = (piece.times, piece.addresses)
    let left = times.lowerBound + random.within(1...times.count - 2)
    let right = left + random.within(1...times.upperBound - left - 1)
    let low = addresses.lowerBound + random.within(1...addresses.count - 2)
    let high = low + random.within(1...addresses.upperBound - low - 1)
    return [
      Piece(times: times.lowerBound..<right, addresses: addresses.lowerBound..<low),
      Piece(times: right..<times.upperBound, addresses: addresses.lowerBound..<high),
      Piece(times: left..<times.upperBound, addresses: high..<addresses.upperBound),
      Piece(times: times.lowerBound..<left, addresses: low..<addresses.upperBound),
      Piece(times: left..<right, addresses: low..<high),
    ]
  }
}
