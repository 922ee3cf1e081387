extension GeneralSchedule {
  /// Setup times for the job shops that everybody has: on each machine each job is a point of a square of side 20, and
  /// between two jobs lies their distance. The points are drawn from the numbers of the instance, so that everybody gets
  /// the same ones.
  ///
  /// They are asked between a job and every later one on the machine.
  /// - Source: the transition job shops of github.com/ScheduleOpt/optalcp-benchmarks.
  enum TransitionSetups {
    static func add(to description: inout Description, of shop: JobShop.Instance) {
      let numbers = shop.jobs.joined().reduce(shop.jobCount + shop.machineCount) { $0 + $1.machine + $1.duration }
      var random = Xorshift(state: UInt32(truncatingIfNeeded: numbers))
      let jobs = description.tasks.map { $0.job }
      for machine in 0..<shop.machineCount {
        let points = (0..<shop.jobCount).map { _ in
          let across = random.coordinate()
          return (across, random.coordinate())
        }
        let times = points.map { from in points.map { Optional(distance(from, $0)) } }
        let kinds = description.tasks.indices.map { task in
          description.tasks[task].modes[0].demands[0].resource == machine ? jobs[task] : nil
        }
        description.setups.append(Setups(machines: [machine], kinds: kinds, times: times, scope: .allPairs))
      }
    }

    private static func distance(_ from: (Int, Int), _ to: (Int, Int)) -> Int {
      let (across, along) = (from.0 - to.0, from.1 - to.1)
      return Int(Double(across * across + along * along).squareRoot().rounded())
    }
  }

  /// - Source: Marsaglia 2003, "Xorshift RNGs".
  private struct Xorshift {
    var state: UInt32

    /// From 0 to 20.
    mutating func coordinate() -> Int {
      state ^= state << 13
      state ^= state >> 17
      state ^= state << 5
      return Int((Double(state) / Double(UInt32.max) * 20).rounded(.toNearestOrAwayFromZero))
    }
  }
}
