extension MemoryMapping.SpatialSearch {
  /// Whether a buffer that lies before the frame's candidates in the canonical order can no longer be lifted past them.
  func hasHopeless(_ frame: Frame) -> Bool {
    let list = arena.pointer
    for i in frame.begin..<frame.cursor {
      let buffer = list[i]
      if instance.fixed[buffer] >= 0 { return true }
      guard rules.contains(.blocking) else { continue }
      let top = offsets[buffer] + instance.sizes[buffer]
      if frame.offset >= top || !isMet(buffer, below: top) {
        conflicts[buffer] += 1
        return true
      }
    }
    return false
  }

  /// Whether an unplaced buffer that `buffer` meets may come to lie below `top`.
  private func isMet(_ buffer: Int32, below top: Int) -> Bool {
    let neighbours = instance.neighbours.pointer
    for i in instance.neighbourStart[Int(buffer)]..<instance.neighbourStart[Int(buffer) + 1] {
      let other = neighbours[i]
      if !isPlaced[other], offsets[other] < top { return true }
    }
    return false
  }

  /// Lowers the frame's ceiling to where the fullest section still has room above: whatever is placed next, all that
  /// is unplaced lies no lower. False where no candidate is left.
  func limitCeiling(_ frame: inout Frame) -> Bool {
    var largest = 0
    for section in frame.firstSection..<frame.endSection { largest = max(largest, rest[section]) }
    frame.ceiling = min(frame.ceiling, capacity - largest + 1)
    return frame.cursor < frame.end && offsets[arena[frame.cursor]] < frame.ceiling
  }

  /// Whether the unplaced buffers have room in the sections of those that the last placement lifted.
  ///
  /// In all other sections nothing has changed but the floor, for which the ceiling cares. The list from `begin` on
  /// ascends.
  func liftedHaveRoom(_ begin: Int) -> Bool {
    if raised.isEmpty { return true }
    var (low, high) = (Int32.max, Int32(0))
    for i in 0..<raised.count {
      low = min(low, instance.hullFirst[raised[i]])
      high = max(high, instance.hullEnd[raised[i]])
    }
    let list = arena.pointer
    let (sums, sizes, offsets) = (sums.pointer, instance.sizes.pointer, offsets.pointer)
    let (pieceStart, pieceFirst, pieceEnd) = (
      instance.pieceStart.pointer, instance.pieceFirst.pointer, instance.pieceEnd.pointer
    )
    var hasRoom = true
    var i = arena.count
    while i > begin {
      i -= 1
      let other = Int(list[i])
      let size = sizes[other]
      // Sizes and offsets are within 2^60 each.
      let room = capacity &- offsets[other]
      var largest = 0
      for piece in Int(pieceStart[other])..<Int(pieceStart[other + 1]) {
        var section = Int(max(pieceFirst[piece], low))
        let end = Int(min(pieceEnd[piece], high))
        while section < end {
          let sum = sums[section] &+ size
          sums[section] = sum
          largest = max(largest, sum)
          section &+= 1
        }
      }
      if largest > room {
        conflicts[other] += 1
        hasRoom = false
        break
      }
    }
    (sums + Int(low)).update(repeating: 0, count: Int(high - low))
    return hasRoom
  }

  /// Whether the unplaced buffers of each section have room above where they begin.
  ///
  /// - Complexity: linear in the sections that the frame's buffers live in.
  func sectionsHaveRoom(_ frame: Frame) -> Bool {
    let isMonotone = rules.contains(.monotoneFloor) && rules.contains(.canonicalOrder)
    let floor = isMonotone ? frame.offset : 0
    if rules.contains(.releaseOrder) { return releasesHaveRoom(frame, floor) }
    let list = arena.pointer
    for i in frame.begin..<frame.end {
      let buffer = list[i]
      for piece in instance.pieceStart[buffer]..<instance.pieceStart[buffer + 1] {
        for section in instance.pieceFirst[piece]..<instance.pieceEnd[piece] {
          // The list ascends: the first buffer of a section is its lowest. Sums are marks of what has been seen.
          guard rules.contains(.sectionInference) else {
            if max(floor, floors[section]) + rest[section] > capacity { return false }
            continue
          }
          if sums[section] == 0, max(floor, offsets[buffer]) + rest[section] > capacity {
            clearSums(frame, from: frame.begin, to: i + 1)
            return false
          }
          sums[section] = 1
        }
      }
    }
    if rules.contains(.sectionInference) { clearSums(frame, from: frame.begin, to: frame.end) }
    return true
  }

  /// For each buffer: those of a section that lie no lower than it fit above it.
  private func releasesHaveRoom(_ frame: Frame, _ floor: Int) -> Bool {
    let list = arena.pointer
    let (sums, sizes, offsets) = (sums.pointer, instance.sizes.pointer, offsets.pointer)
    let (pieceStart, pieceFirst, pieceEnd) = (
      instance.pieceStart.pointer, instance.pieceFirst.pointer, instance.pieceEnd.pointer
    )
    var i = frame.end
    while i > frame.begin {
      i -= 1
      let buffer = Int(list[i])
      let size = sizes[buffer]
      // Sizes and offsets are within 2^60 each.
      let room = capacity &- max(floor, offsets[buffer])
      var largest = 0
      for piece in Int(pieceStart[buffer])..<Int(pieceStart[buffer + 1]) {
        for section in Int(pieceFirst[piece])..<Int(pieceEnd[piece]) {
          let sum = sums[section] &+ size
          sums[section] = sum
          largest = max(largest, sum)
        }
      }
      if largest > room {
        conflicts[buffer] += 1
        clearSums(frame, from: i, to: frame.end)
        return false
      }
    }
    clearSums(frame, from: frame.begin, to: frame.end)
    return true
  }

  private func clearSums(_ frame: Frame, from begin: Int, to end: Int) {
    let list = arena.pointer
    var (low, high) = (Int32.max, Int32(0))
    for i in begin..<end {
      low = min(low, instance.hullFirst[list[i]])
      high = max(high, instance.hullEnd[list[i]])
    }
    guard low < high else { return }
    (sums.pointer + Int(low)).update(repeating: 0, count: Int(high - low))
  }
}
