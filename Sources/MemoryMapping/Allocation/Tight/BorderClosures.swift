import Basics

extension MemoryMapping {
  /// Room for the buffers left at one border of sections: what each needs below it, and its size.
  final class BorderClosures {
    /// Sides with more buffers left are not looked at.
    static let sideLimit = 5

    final class Side {
      var count = 0
      let needs = Buffer<Int>(repeating: 0, count: sideLimit)
      let sizes = Buffer<Int>(repeating: 0, count: sideLimit)
      /// By set of its buffers: the sum of their sizes, and whether they fit (2 for not known).
      let sums = Buffer<Int>(repeating: 0, count: 1 << sideLimit)
      let fits = Buffer<UInt8>(repeating: 2, count: 1 << sideLimit)

      /// Whether the buffers of a set have room from `floor` to `top`, each above what it needs below it.
      func fits(_ set: Int, from floor: Int, to top: Int) -> Bool {
        if fits[set] < 2 { return fits[set] == 1 }
        var result = true
        for i in 0..<count where set >> i & 1 == 1 {
          var sum = 0
          for j in 0..<count where set >> j & 1 == 1 && needs[j] >= needs[i] { sum += sizes[j] }
          if max(floor, needs[i]) + sum > top {
            result = false
            break
          }
        }
        fits[set] = result ? 1 : 0
        return result
      }

      func prepare() {
        for set in 0..<1 << count { fits[set] = 2 }
        for set in stride(from: 1, to: 1 << count, by: 1) {
          sums[set] = sums[set & (set - 1)] + sizes[set.trailingZeroBitCount]
        }
      }
    }

    let starters = Side()
    let enders = Side()
  }
}

extension MemoryMapping.TightSearch {
  /// Whether the borders that a change of the sections `touched` may concern can still be filled.
  func bordersHold(_ touched: Span) -> Bool {
    for border in 0...instance.sectionCount {
      let reach = (first: Int(instance.reachFirst[border]) - 1, end: Int(instance.reachEnd[border]) + 1)
      guard reach.first <= touched.last, touched.first <= reach.end else { continue }
      guard cornersHold(border), closureExists(border) else { return false }
    }
    return true
  }

  /// Whether the space beside a higher floor can be filled by a buffer that begins, or ends, at the border, but for the
  /// waste that the section can bear.
  private func cornersHold(_ border: Int) -> Bool {
    let count = instance.sectionCount
    let (section, before) = (border, border - 1)
    if section < count, !isDead[section], border == 0 || floors[before] > floors[section] {
      let wall = border == 0 ? instance.capacity : floors[before]
      var level = floors[section]
      var end = section
      search: while level < wall {
        while end < count, floors[end] <= level { end += 1 }
        for i in instance.starterStart[border]..<instance.starterStart[border + 1] {
          let buffer = instance.starters[i]
          if !isPlaced[buffer], instance.ends[buffer] <= end { break search }
        }
        level = end == count ? wall : min(wall, floors[end])
      }
      if level - floors[section] > slacks[section] {
        return fails(border, min(end, Int(instance.reachEnd[border])), at: section)
      }
    }
    if before >= 0, !isDead[before], border == count || floors[section] > floors[before] {
      let wall = border == count ? instance.capacity : floors[section]
      var level = floors[before]
      var first = before
      search: while level < wall {
        while first >= 0, floors[first] <= level { first -= 1 }
        for i in instance.enderStart[border]..<instance.enderStart[border + 1] {
          let buffer = instance.enders[i]
          if !isPlaced[buffer], instance.firsts[buffer] > first { break search }
        }
        level = first < 0 ? wall : min(wall, floors[first])
      }
      if level - floors[before] > slacks[before] {
        return fails(max(first + 1, Int(instance.reachFirst[border])), border, at: before)
      }
    }
    return true
  }

  /// Where the floors beside a border differ, some of those that begin there and some of those that end there must end
  /// at one height again, but for waste, and each of them must find room below that height.
  ///
  /// What lives across the border needs one floor on both sides, so nothing else can come before that.
  private func closureExists(_ border: Int) -> Bool {
    let count = instance.sectionCount
    if border > 0, border < count, floors[border - 1] == floors[border] { return true }
    if border == 0 || border == count { return edgeHolds(border) }
    guard gather(border) else { return true }
    let (starters, enders) = (closures.starters, closures.enders)
    let (section, before) = (border, border - 1)
    let (slack, slackBefore) = (slacks[section], slacks[before])
    for set in 0..<1 << starters.count {
      let top = floors[section] + starters.sums[set]
      for other in 0..<1 << enders.count {
        let topBefore = floors[before] + enders.sums[other]
        guard top - topBefore <= slackBefore, topBefore - top <= slack else { continue }
        guard starters.fits(set, from: floors[section], to: top + slack) else { break }
        if enders.fits(other, from: floors[before], to: topBefore + slackBefore) { return true }
      }
    }
    return fails(
      Int(instance.reachFirst[border]), Int(instance.reachEnd[border]),
      at: floors[section] < floors[before] ? section : before)
  }

  /// Whether those that begin at the first border, or end at the last one, find room below the capacity.
  private func edgeHolds(_ border: Int) -> Bool {
    let isFirst = border == 0
    let start = isFirst ? instance.starterStart.pointer : instance.enderStart.pointer
    let list = isFirst ? instance.starters.pointer : instance.enders.pointer
    let range = Int(start[border])..<Int(start[border + 1])
    for i in range where !isPlaced[list[i]] { needs[list[i]] = need(list[i]) }
    for i in range where !isPlaced[list[i]] {
      let need = needs[list[i]]
      var sum = 0
      for j in range where !isPlaced[list[j]] && needs[list[j]] >= need { sum += instance.sizes[list[j]] }
      if need + sum > instance.capacity {
        return fails(
          Int(instance.reachFirst[border]), Int(instance.reachEnd[border]), at: isFirst ? 0 : border - 1)
      }
    }
    return true
  }

  /// The lowest offset that what is placed leaves.
  private func need(_ buffer: Int32) -> Int {
    var need = 0
    for section in instance.firsts[buffer]..<instance.ends[buffer] { need = max(need, floors[section]) }
    return need
  }

  /// The buffers left at a border; false where they are too many.
  private func gather(_ border: Int) -> Bool {
    closures.starters.count = 0
    closures.enders.count = 0
    for i in instance.starterStart[border]..<instance.starterStart[border + 1] where !isPlaced[instance.starters[i]] {
      guard add(instance.starters[i], to: closures.starters) else { return false }
    }
    for i in instance.enderStart[border]..<instance.enderStart[border + 1] where !isPlaced[instance.enders[i]] {
      guard add(instance.enders[i], to: closures.enders) else { return false }
    }
    closures.starters.prepare()
    closures.enders.prepare()
    return true
  }

  private func add(_ buffer: Int32, to side: MemoryMapping.BorderClosures.Side) -> Bool {
    guard side.count < MemoryMapping.BorderClosures.sideLimit else { return false }
    side.needs[side.count] = need(buffer)
    side.sizes[side.count] = instance.sizes[buffer]
    side.count += 1
    return true
  }
}
