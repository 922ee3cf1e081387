extension MemoryMapping {
  /// Time in as few steps as matter: a section is a time at which no more buffers can be live together, and two buffers
  /// meet exactly where they share a section.
  ///
  /// A section ends where a death follows a birth, so sections are the maximal sets of buffers that are live at one
  /// time, in order of time. The part of a life between two gaps is a piece.
  struct Sections: Sendable {
    /// The sum of the sizes that are live, for each section.
    let loads: [Int]
    /// Buffer b has the pieces `pieceStart[b] ..< pieceStart[b + 1]`.
    let pieceStart: [Int32]
    /// Piece p lives in the sections `pieceFirst[p] ..< pieceEnd[p]`, at least one.
    let pieceFirst, pieceEnd: [Int32]
    /// The number of buffers that are live, for each section.
    let liveCounts: [Int32]

    /// - Complexity: O(n) for n buffers and gaps, times the digits of the times.
    init(_ set: BufferSet) {
      let buffers = set.buffers
      var pieceStart: [Int32] = [0]
      pieceStart.reserveCapacity(buffers.count + 1)
      var births: [Int] = []
      var deaths: [Int] = []
      var owner: [Int32] = []
      births.reserveCapacity(buffers.count)
      deaths.reserveCapacity(buffers.count)
      owner.reserveCapacity(buffers.count)
      for (index, buffer) in buffers.enumerated() {
        var birth = buffer.lower
        for gap in buffer.gaps {
          births.append(birth)
          deaths.append(gap.lower)
          owner.append(Int32(index))
          birth = gap.upper
        }
        births.append(birth)
        deaths.append(buffer.upper)
        owner.append(Int32(index))
        pieceStart.append(Int32(births.count))
      }
      let byBirth = RadixOrder.ascending(births)
      let byDeath = RadixOrder.ascending(deaths)
      var first = [Int32](repeating: 0, count: births.count)
      var end = first
      var loads: [Int] = []
      var counts: [Int32] = []
      var (load, live) = (0, Int32(0))
      var isGrown = false
      var next = 0
      for piece in byDeath {
        let death = deaths[Int(piece)]
        while next < byBirth.count, births[Int(byBirth[next])] < death {
          let born = Int(byBirth[next])
          first[born] = Int32(loads.count)
          load += buffers[Int(owner[born])].size
          live += 1
          isGrown = true
          next += 1
        }
        if isGrown {
          loads.append(load)
          counts.append(live)
          isGrown = false
        }
        end[Int(piece)] = Int32(loads.count)
        load -= buffers[Int(owner[Int(piece)])].size
        live -= 1
      }
      self.loads = loads
      self.liveCounts = counts
      self.pieceStart = pieceStart
      pieceFirst = first
      pieceEnd = end
    }

    var count: Int { loads.count }

    /// The sections from the first to the last of a buffer's life, gaps included.
    func hull(of buffer: Int) -> Range<Int> {
      Int(pieceFirst[Int(pieceStart[buffer])])..<Int(pieceEnd[Int(pieceStart[buffer + 1]) - 1])
    }

    /// The pieces of a buffer as ranges of sections, in order of time.
    func pieces(of buffer: Int) -> [Range<Int>] {
      (Int(pieceStart[buffer])..<Int(pieceStart[buffer + 1])).map { Int(pieceFirst[$0])..<Int(pieceEnd[$0]) }
    }

    /// The largest load: no memory below it holds the buffers of that section.
    var maximumLoad: Int { loads.max() ?? 0 }

    /// An upper bound of the number of pairs of buffers that meet: pairs of pieces, saturating.
    var meetingPairBound: Int {
      // A piece meets those that are live in the section where it begins, and those that begin later in it.
      var born = [Int](repeating: 0, count: count)
      for section in pieceFirst { born[Int(section)] += 1 }
      var pairs = 0
      for section in born.indices {
        let before = Int(liveCounts[section]) - born[section]
        pairs += born[section] * before + born[section] * (born[section] - 1) / 2
      }
      return pairs
    }
  }
}
