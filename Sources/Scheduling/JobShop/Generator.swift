import Basics

extension JobShop {
  /// Makes instances: the published ones of Taillard, and random ones of any size.
  public enum Generator {
    /// One of Taillard's published instances, from his generator and seeds.
    ///
    /// - Parameter name: "ta01" to "ta80".
    /// - Returns: nil where the name is none of these.
    /// - Source: Taillard 1993, "Benchmarks for basic scheduling problems".
    public static func taillard(named name: String) -> Instance? {
      guard name.count == 4, name.hasPrefix("ta"), name.dropFirst(2).allSatisfy(\.isWholeNumber),
        let number = Int(name.dropFirst(2)),
        (1...TaillardSeeds.all.count).contains(number)
      else { return nil }
      let entry = TaillardSeeds.all[number - 1]
      return taillard(
        name: name, jobs: entry.jobs, machines: entry.machines, timeSeed: entry.timeSeed,
        machineSeed: entry.machineSeed)
    }

    /// Taillard's scheme with seeds of one's own: durations uniform in 1 ... 99, machine orders by random exchanges.
    ///
    /// - Parameter timeSeed, machineSeed: from 1 to 2^31 - 2.
    public static func taillard(
      name: String, jobs: Int, machines: Int, timeSeed: Int32, machineSeed: Int32
    ) -> Instance {
      var times = BratleyFoxSchrage(seed: timeSeed)
      let durations = (0..<jobs).map { _ in (0..<machines).map { _ in times.within(1, 99) } }
      var exchanges = BratleyFoxSchrage(seed: machineSeed)
      let jobs = durations.map { durations in
        var order = Array(0..<machines)
        for position in 0..<machines { order.swapAt(position, exchanges.within(position, machines - 1)) }
        return zip(order, durations).map { Operation(machine: $0, duration: $1) }
      }
      return valid(name: name, machines: machines, jobs: jobs)
    }

    /// Every job visits every machine once, in a random order; durations are uniform in `durations`.
    ///
    /// - Parameters:
    ///   - jobs, machines: at least 1.
    ///   - durations: from 0 on; jobs · machines · the largest at most `Instance.totalLimit`.
    public static func random(
      jobs: Int, machines: Int, seed: UInt64, durations: ClosedRange<Int> = 1...99
    ) -> Instance {
      var random = RandomSource(seed: seed)
      let made = (0..<jobs).map { _ in
        var order = Array(0..<machines)
        for position in 0..<machines { order.swapAt(position, random.within(position...machines - 1)) }
        return order.map { Operation(machine: $0, duration: random.within(durations)) }
      }
      return valid(name: "random-\(jobs)x\(machines)-\(seed)", machines: machines, jobs: made)
    }

    private static func valid(name: String, machines: Int, jobs: [[Operation]]) -> Instance {
      do {
        return try Instance(name: name, machineCount: machines, jobs: jobs)
      } catch {
        preconditionFailure("a generated instance is invalid: \(error)")
      }
    }
  }

  /// The linear congruential generator that Taillard's instances are made with: x ← 16807 x mod 2^31 - 1, in 32-bit
  /// arithmetic, and a number of a range from the quotient x / (2^31 - 1).
  ///
  /// - Source: Bratley, Fox, Schrage 1983, "A guide to simulation".
  struct BratleyFoxSchrage {
    private var state: Int32

    init(seed: Int32) {
      precondition(seed > 0 && seed < Int32.max, "a seed is from 1 to 2^31 - 2")
      state = seed
    }

    mutating func within(_ low: Int, _ high: Int) -> Int {
      let quotient = state / 127_773
      state = 16_807 * (state % 127_773) - quotient * 2_836
      if state < 0 { state += Int32.max }
      let unit = Double(state) / Double(Int32.max)
      return low + Int(unit * Double(high - low + 1))
    }
  }
}
