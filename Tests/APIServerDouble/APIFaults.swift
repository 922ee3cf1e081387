import Basics

/// What goes wrong by chance, from a seed.
package struct APIFaults: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// 500.
    case internalError
    /// 503.
    case unavailable
    /// 429 with Retry-After 1, as a server says that has too much to do.
    case tooManyRequests
    /// The connection is cut before anything has been done.
    case cut
    /// All has been done, and the answer is lost.
    case lost
  }

  /// Of all calls, from 0 to 1.
  package var share = 0.0
  package var kinds = Kind.allCases
  /// Of a watch each second, from 0 to 1, that its connection is cut.
  package var cutsOfWatches = 0.0
  var random: RandomSource

  package init(share: Double = 0, cutsOfWatches: Double = 0, seed: UInt64 = 1) {
    self.share = share
    self.cutsOfWatches = cutsOfWatches
    random = RandomSource(seed: seed)
  }

  mutating func next() -> Kind? {
    guard share > 0, random.unit() < share, !kinds.isEmpty else { return nil }
    return kinds[random.below(kinds.count)]
  }

  mutating func cutsWatch() -> Bool { cutsOfWatches > 0 && random.unit() < cutsOfWatches }
}
