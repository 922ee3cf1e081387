extension MemoryMapping.SpatialSearch {
  /// Places a buffer at its least offset, lifts those that it meets, and leaves the parts of what remains in `parts`.
  ///
  /// - Returns: false where it or one that it lifts does not fit; the frame's trails then say what to take back.
  func place(_ buffer: Int, _ frame: UnsafeMutablePointer<Frame>) -> Bool {
    frame.pointee.lastBuffer = Int32(buffer)
    frame.pointee.isHatless = false
    let top = offsets[buffer] + instance.sizes[buffer]
    guard top <= capacity else { return false }
    isPlaced[buffer] = true
    placements.append(Int32(buffer))
    occupy(buffer, top)
    let hasCut = uncross(buffer)
    guard lift(buffer, above: top) else { return false }
    frame.pointee.isHatless = raised.isEmpty
    let begin = arena.count
    raisedAt[buffer] = nodes
    merge(frame.pointee.begin, frame.pointee.end)
    guard arena.count > begin else { return true }
    if checksLiftedOnly, !liftedHaveRoom(begin) { return false }
    if hasCut, rules.contains(.dynamicDecomposition) {
      let (first, end) = span(begin, arena.count)
      split(begin, arena.count, from: first, to: end)
    } else {
      parts.append(
        Part(
          begin: begin, end: arena.count, firstSection: frame.pointee.firstSection,
          endSection: frame.pointee.endSection))
    }
    return true
  }

  func unplace(_ buffer: Int) {
    isPlaced[buffer] = false
    for piece in instance.pieceStart[buffer]..<instance.pieceStart[buffer + 1] {
      for section in instance.pieceFirst[piece]..<instance.pieceEnd[piece] {
        rest[section] += instance.sizes[buffer]
      }
    }
    var section = instance.hullFirst[buffer] + 1
    while section < instance.hullEnd[buffer] {
      crossings[section] += 1
      section += 1
    }
  }

  private func occupy(_ buffer: Int, _ top: Int) {
    let usesFloors = !rules.contains(.sectionInference)
    for piece in instance.pieceStart[buffer]..<instance.pieceStart[buffer + 1] {
      for section in instance.pieceFirst[piece]..<instance.pieceEnd[piece] {
        rest[section] -= instance.sizes[buffer]
        if usesFloors, floors[section] < top {
          lifts.append(Lift(buffer: -1 - section, offset: floors[section]))
          floors[section] = top
        }
      }
    }
  }

  /// Whether a border of sections inside the buffer's life is no longer crossed.
  private func uncross(_ buffer: Int) -> Bool {
    var hasCut = false
    var section = instance.hullFirst[buffer] + 1
    while section < instance.hullEnd[buffer] {
      crossings[section] -= 1
      if crossings[section] == 0 { hasCut = true }
      section += 1
    }
    return hasCut
  }

  private func lift(_ buffer: Int, above top: Int) -> Bool {
    raised.removeAll()
    let neighbours = instance.neighbours.pointer
    for i in instance.neighbourStart[buffer]..<instance.neighbourStart[buffer + 1] {
      let other = neighbours[i]
      if isPlaced[other] || offsets[other] >= top { continue }
      guard instance.fixed[other] < 0 else { return false }
      let offset = roundedUp(top, to: instance.alignments[other])
      guard offset + instance.sizes[other] <= capacity else {
        conflicts[other] += 1
        return false
      }
      lifts.append(Lift(buffer: other, offset: offsets[other]))
      offsets[other] = offset
      raised.append(other)
      raisedAt[other] = nodes
    }
    return true
  }

  @inline(__always)
  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    offsets[a] < offsets[b] || offsets[a] == offsets[b] && ranks[a] < ranks[b]
  }

  /// Appends the unplaced buffers of a list to the arena in their new order.
  private func merge(_ begin: Int, _ end: Int) {
    let count = raised.count
    for i in stride(from: 1, to: count, by: 1) {
      let buffer = raised[i]
      raised.insert(buffer, among: i) { precedes(buffer, $0) }
    }
    arena.reserve(arena.count + end - begin)
    var next = 0
    for i in begin..<end {
      let buffer = arena[i]
      if raisedAt[buffer] == nodes { continue }
      while next < count, precedes(raised[next], buffer) {
        arena.append(raised[next])
        next += 1
      }
      arena.append(buffer)
    }
    while next < count {
      arena.append(raised[next])
      next += 1
    }
  }

  /// From the first to the last section of a list's buffers.
  private func span(_ begin: Int, _ end: Int) -> (first: Int, end: Int) {
    var (first, last) = (Int32.max, Int32(0))
    for i in begin..<end {
      first = min(first, instance.hullFirst[arena[i]])
      last = max(last, instance.hullEnd[arena[i]])
    }
    return (Int(first), Int(last))
  }

  /// Cuts the list [begin, end) of the arena, whose buffers live in the sections first ..< last, where no unplaced
  /// buffer crosses a border, and puts its parts one after the other.
  func split(_ begin: Int, _ end: Int, from first: Int, to last: Int) {
    guard begin < end else { return }
    var number: Int32 = 0
    for section in first..<last {
      if section > first, crossings[section] == 0 { number += 1 }
      component[section] = number
    }
    // Parts are appended in order of time; each keeps the order of the list.
    let whole = arena.count
    arena.reserve(whole + end - begin)
    for part in 0...number {
      let start = arena.count
      for i in begin..<end where component[instance.hullFirst[arena[i]]] == part { arena.append(arena[i]) }
      guard arena.count > start else { continue }
      let sections = span(start, arena.count)
      parts.append(
        Part(
          begin: start - whole + begin, end: arena.count - whole + begin, firstSection: Int32(sections.first),
          endSection: Int32(sections.end)))
    }
    // Back into the place of the list.
    (arena.pointer + begin).update(from: arena.pointer + whole, count: end - begin)
    arena.truncate(to: whole)
  }
}
