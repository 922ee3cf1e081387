import Basics

extension MemoryMapping {
  /// Where a placement may leave memory free, read off the slack: what rises at one border of sections and falls by
  /// just as much at a later one is taken for one free rectangle.
  ///
  /// That two changes of the slack agree by chance is rare where sizes are many. A placement that leaves just these
  /// rectangles free is as good as any, and with them as buffers there is less waste to guess.
  struct SlackFillers {
    private(set) var fillers: [(hull: Range<Int>, size: Int)] = []
    /// What is left of the slack.
    private(set) var slacks: [Int]

    /// - Complexity: O(s^2) a round for s sections; a round more as long as one finds something.
    init(_ slacks: [Int], _ random: inout RandomSource) {
      self.slacks = slacks
      while findRound(&random) {}
    }

    private func rise(at border: Int) -> Int {
      (border < slacks.count ? slacks[border] : 0) - (border > 0 ? slacks[border - 1] : 0)
    }

    private mutating func findRound(_ random: inout RandomSource) -> Bool {
      let found = fillers.count
      var borders = (0..<slacks.count).filter { rise(at: $0) > 0 }
      borders.shuffle(using: &random)
      for first in borders {
        let size = rise(at: first)
        guard size > 0 else { continue }
        var ends: [Int] = []
        var section = first
        while section < slacks.count, slacks[section] >= size {
          section += 1
          if rise(at: section) == -size { ends.append(section) }
        }
        guard !ends.isEmpty else { continue }
        let hull = first..<ends[random.below(ends.count)]
        for section in hull { slacks[section] -= size }
        fillers.append((hull, size))
      }
      return fillers.count > found
    }
  }
}
