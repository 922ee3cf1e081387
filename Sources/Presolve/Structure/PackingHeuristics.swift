import Basics

/// Packings of few bins.
extension Packing {
  /// A packing, the bin of each item, of at least `goal` bins and as near to it as the work allows: first fit, best fit,
  /// the relaxation's bins rounded down, and bins filled one after the other as full as possible; nil where an item fits
  /// no bin.
  ///
  /// - Parameter fillingLimit: tries of the last kind.
  /// - Source: Gupta, Ho 1999, "A new heuristic algorithm for the one-dimensional bin-packing problem", for the last.
  package func packing(
    goal: Int, from relaxation: PatternRelaxation?, seed: UInt64 = 1, fillingLimit: Int = 200,
    until shouldStop: () -> Bool = { false }
  ) -> [Int]? {
    if isImpossible { return nil }
    var best = fit(demand, chooses: .first)
    func consider(_ bins: [[Int]]) { if bins.count < best.count { best = bins } }
    consider(fit(demand, chooses: .fullest))
    if best.count > goal, let relaxation { consider(rounded(relaxation, share: 0)) }
    // A dynamic program over very many capacities takes too long for tries.
    if capacity <= 1 << 20 {
      var random = RandomSource(seed: seed)
      for attempt in 0..<fillingLimit where best.count > goal && !shouldStop() {
        if attempt % 2 == 1, let relaxation {
          consider(rounded(relaxation, share: random.unit()))
        } else {
          consider(filled(demand, &random, isRandom: attempt > 0))
        }
      }
    }
    return assignment(best)
  }

  private enum Choice { case first, fullest }

  /// Largest first, each into the first bin, or the fullest, that it fits; bins as copies by type.
  private func fit(_ demand: [Int], chooses choice: Choice) -> [[Int]] {
    var bins: [[Int]] = []
    var room: [Int] = []
    for (type, size) in types.enumerated() {
      for _ in 0..<demand[type] {
        let open = room.indices.filter { room[$0] >= size }
        let bin = choice == .first ? open.first : open.min { room[$0] < room[$1] }
        if let bin {
          bins[bin][type] += 1
          room[bin] -= size
        } else {
          var filling = [Int](repeating: 0, count: types.count)
          filling[type] = 1
          bins.append(filling)
          room.append(capacity - size)
        }
      }
    }
    return bins
  }

  /// Whole bins of the relaxation, some more for chance, the rest filled one by one.
  private func rounded(_ relaxation: PatternRelaxation, share: Double) -> [[Int]] {
    var left = demand
    var bins: [[Int]] = []
    for (filling, count) in relaxation.patterns {
      for _ in 0..<Int(count + share) {
        let bin = zip(filling, left).map { min($0, $1) }
        // What lacks much of its pattern is better filled anew.
        guard bin == filling else { break }
        for type in left.indices { left[type] -= bin[type] }
        bins.append(bin)
      }
    }
    var random = RandomSource(seed: UInt64(share * 1000))
    let filled = filled(left, &random, isRandom: share > 0)
    let fitted = fit(left, chooses: .fullest)
    return bins + (filled.count < fitted.count ? filled : fitted)
  }

  /// Bins one after the other: the largest item left and the fullest filling around it.
  private func filled(_ demand: [Int], _ random: inout RandomSource, isRandom: Bool) -> [[Int]] {
    var left = demand
    var bins: [[Int]] = []
    // For each room, the type that reaches it last; −1 where nothing does.
    var last = [Int](repeating: -1, count: capacity + 1)
    var used = [Int](repeating: 0, count: capacity + 1)
    while let largest = types.indices.first(where: { left[$0] > 0 }) {
      var filling = [Int](repeating: 0, count: types.count)
      filling[largest] = 1
      left[largest] -= 1
      let room = capacity - types[largest]
      var order = types.indices.filter { left[$0] > 0 && types[$0] <= room }
      if isRandom { order.shuffle(using: &random) }
      for i in 0...room { last[i] = -1 }
      // A sum keeps the first way that reached it, so that copies are counted along it.
      for type in order {
        let size = types[type]
        for i in 0...room { used[i] = 0 }
        for sum in stride(from: size, through: room, by: 1) where last[sum] < 0 {
          let rest = sum - size
          let isReached = rest == 0 || last[rest] >= 0
          if isReached, used[rest] < left[type] {
            last[sum] = type
            used[sum] = used[rest] + 1
          }
        }
      }
      var sum = room
      while sum > 0, last[sum] < 0 { sum -= 1 }
      while sum > 0 {
        filling[last[sum]] += 1
        left[last[sum]] -= 1
        sum -= types[last[sum]]
      }
      bins.append(filling)
    }
    return bins
  }

  private func assignment(_ bins: [[Int]]) -> [Int] {
    var items = [[Int]](repeating: [], count: types.count)
    for (item, type) in typeOf.enumerated() { items[type].append(item) }
    var assignment = [Int](repeating: 0, count: typeOf.count)
    for (bin, filling) in bins.enumerated() {
      for (type, copies) in filling.enumerated() {
        for item in items[type].suffix(copies) { assignment[item] = bin }
        items[type].removeLast(copies)
      }
    }
    return assignment
  }
}
