import Solving

extension VMRescheduling {
  /// How many vCPUs a core, and how many MiB of VMs a MiB, may stand for: nova's allocation ratios.
  struct AllocationRatios {
    private var cpu = 1.0
    private var memory = 1.0

    /// - Parameter base: counts where nothing is given.
    init(cpu: Double?, memory: Double?, over base: AllocationRatios? = nil) throws(InvalidInstance) {
      self.cpu = try Self.checked(cpu, "cpuAllocationRatio") ?? base?.cpu ?? 1
      self.memory = try Self.checked(memory, "ramAllocationRatio") ?? base?.memory ?? 1
    }

    /// By the key that a file has.
    init(_ given: [String: Double], over base: AllocationRatios?) throws(InvalidInstance) {
      try self.init(
        cpu: given["cpuAllocationRatio"] ?? given["cpu_allocation_ratio"],
        memory: given["ramAllocationRatio"] ?? given["ram_allocation_ratio"], over: base)
    }

    private static func checked(_ ratio: Double?, _ key: String) throws(InvalidInstance) -> Double? {
      guard let ratio, !(ratio > 0 && ratio <= 1000) else { return ratio }
      throw InvalidInstance("\(key) is above 0 and at most 1000, not \(ratio)")
    }

    /// What VMs may take of it, rounded down to whole units.
    func amount(_ amount: Amount) -> Amount {
      Amount(cpu: Self.scaled(amount.cpu, cpu), memory: Self.scaled(amount.memory, memory))
    }

    private static func scaled(_ amount: Int, _ ratio: Double) -> Int {
      guard ratio != 1, (0...Instance.amountLimit).contains(amount) else { return amount }
      // A product such as 5 · 1.4, whole in decimals, may come out a little less in binary.
      let product = Double(amount) * ratio
      return Int((product + max(1, product) * 1e-12).rounded(.down))
    }
  }

  /// The ratios among the keys of a machine.
  struct RatioRecord: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
      case cpuAllocationRatio, ramAllocationRatio
      case novaCPU = "cpu_allocation_ratio"
      case novaRAM = "ram_allocation_ratio"
    }

    let given: [String: Double]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      var given: [String: Double] = [:]
      for key in CodingKeys.allCases {
        given[key.rawValue] = try container.decodeIfPresent(Double.self, forKey: key)
      }
      self.given = given
    }
  }
}
