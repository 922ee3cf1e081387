import Basics

/// Random downtimes.
extension Downtimes {
  /// Machines that are down for about so many percent of the time: up times are uniform from 0 to twice their mean, down
  /// times from 1 to 2D − 1, where D is the mean duration of the shop's operations.
  ///
  /// - Parameters:
  ///   - percent: from 1 to 90.
  ///   - horizon: no downtime begins later.
  package static func random(
    machineCount: Int, percent: Int, meanDuration: Double, horizon: Int, seed: UInt64
  ) -> Downtimes {
    precondition((1...90).contains(percent), "the share of downtime is no percentage from 1 to 90")
    var random = RandomSource(seed: seed)
    let mean = max(1, min(meanDuration, 1e6))
    let longest = max(1, Int((2 * mean).rounded()) - 1)
    let longestUp = 2 * mean * Double(100 - percent) / Double(percent)
    return Downtimes(
      unchecked: (0..<machineCount).map { _ in
        var stretches: [Range<Int>] = []
        var time = Int(random.unit() * longestUp)
        while time < horizon {
          let end = time + random.within(1...longest)
          stretches.append(time..<end)
          time = end + Int(random.unit() * longestUp)
        }
        return stretches
      })
  }

  /// Machines that go down at each unit of time at which they are up with the same probability, for 1 to the mean duration
  /// of the shop's operations.
  ///
  /// - Parameter probability: above 0 and at most 1.
  package static func random(
    machineCount: Int, probability: Double, meanDuration: Double, horizon: Int, seed: UInt64
  ) -> Downtimes {
    precondition(probability > 0 && probability <= 1, "no probability")
    var random = RandomSource(seed: seed)
    let longest = max(1, Int(min(meanDuration, 1e6).rounded()))
    return Downtimes(
      unchecked: (0..<machineCount).map { _ in
        var stretches: [Range<Int>] = []
        var time = 0
        while time < horizon {
          guard random.unit() < probability else {
            time += 1
            continue
          }
          let end = time + random.within(1...longest)
          stretches.append(time..<end)
          time = end
        }
        return stretches
      })
  }
}
