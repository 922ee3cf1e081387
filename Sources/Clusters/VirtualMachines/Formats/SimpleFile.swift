import Basics
import Solving

extension VMRescheduling {
  /// The simple JSON format: machines with total amounts, VMs with their places.
  struct SimpleFile: Decodable {
    struct Node: Decodable {
      var cpu: Int
      var mem: Int
    }

    struct MachineRecord: Decodable {
      var name: String?
      var numas: [Node]
      var rack: String?
      var ratios: [String: Double]

      private enum CodingKeys: String, CodingKey { case name, numas, rack }

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try container.decodeIfPresent(String.self, forKey: .name)
        numas = try container.decode([Node].self, forKey: .numas)
        rack = try container.decodeIfPresent(String.self, forKey: .rack)
        ratios = try RatioRecord(from: decoder).given
      }
    }

    struct VMRecord: Decodable {
      var name: String?
      var cpu: PerNode
      var mem: PerNode
      var numas: Int?
      var pm: Int
      var numa: PerNode?
      var fixed: Bool?
    }

    /// A part of a mixed rate.
    struct TermRecord: Decodable {
      var resource: String?
      var size: Int
      var numas: Int?
      var weight: Int?
    }

    struct GoalRecord: Decodable {
      /// "fragment", "migrations", "machines" or "admission".
      var kind: String
      /// The rate that is to be reached by the fewest migrations.
      var rate: Double?
    }

    struct ArrivalRecord: Decodable {
      var name: String?
      var cpu: Int
      var mem: Int
      var numas: Int?
    }

    var x: Int?
    var mnl: Int?
    var pms: [MachineRecord]
    var vms: [VMRecord]
    var antiAffinity: [[Int]]?
    var rackAntiAffinity: [[Int]]?
    var fragments: [TermRecord]?
    var goal: GoalRecord?
    var parallel: Int?
    /// VMs that ask for room, for the goal "admission".
    var arrivals: [ArrivalRecord]?
    var cpuAllocationRatio: Double?
    var novaCPUAllocationRatio: Double?
    var ramAllocationRatio: Double?
    var novaRAMAllocationRatio: Double?

    private enum CodingKeys: String, CodingKey {
      case x, mnl, pms, vms, antiAffinity, rackAntiAffinity, fragments, goal, parallel, arrivals
      case cpuAllocationRatio, ramAllocationRatio
      case novaCPUAllocationRatio = "cpu_allocation_ratio"
      case novaRAMAllocationRatio = "ram_allocation_ratio"
    }

    private static let keys = KnownKeys.members([
      "cpuAllocationRatio": .anything, "cpu_allocation_ratio": .anything, "ramAllocationRatio": .anything,
      "ram_allocation_ratio": .anything,
      "x": .integer, "mnl": .integer, "antiAffinity": .list(of: .list(of: .integer)),
      "rackAntiAffinity": .list(of: .list(of: .integer)), "parallel": .integer,
      "pms": .list(
        of: .members([
          "name": .anything, "rack": .anything, "numas": .list(of: .members(["cpu": .integer, "mem": .integer])),
          "cpuAllocationRatio": .anything, "cpu_allocation_ratio": .anything, "ramAllocationRatio": .anything,
          "ram_allocation_ratio": .anything,
        ])),
      "vms": .list(
        of: .members([
          "name": .anything, "cpu": .integer, "mem": .integer, "numas": .integer, "pm": .integer, "numa": .integer,
          "fixed": .anything,
        ])),
      "fragments": .list(
        of: .members(["resource": .anything, "size": .integer, "numas": .integer, "weight": .integer])),
      "goal": .members(["kind": .anything, "rate": .anything]),
      "arrivals": .list(
        of: .members(["name": .anything, "cpu": .integer, "mem": .integer, "numas": .integer])),
    ])

    static func parse(_ source: SourceText) throws(InputError) -> Instance {
      try keys.check(source)
      let file = try decode(SimpleFile.self, source)
      do {
        return try file.instance(named: source.stem)
      } catch {
        let line = error.place.flatMap { JSONPath.line(of: ["vms", "\($0.number)"], in: source) }
        throw InputError(file: source.name, line: line, error.description)
      }
    }

    private func instance(named name: String) throws(InvalidInstance) -> Instance {
      let ratios = try AllocationRatios(
        cpu: cpuAllocationRatio ?? novaCPUAllocationRatio, memory: ramAllocationRatio ?? novaRAMAllocationRatio)
      var machines: [Machine] = []
      for record in pms {
        let own = try AllocationRatios(record.ratios, over: ratios)
        machines.append(
          Machine(
            name: record.name ?? "pm\(machines.count)",
            nodes: record.numas.map { own.amount(Amount(cpu: $0.cpu, memory: $0.mem)) }, rack: record.rack))
      }
      var virtualMachines: [VirtualMachine] = []
      for (number, record) in vms.enumerated() {
        let residence = Residence(
          cpu: record.cpu, memory: record.mem, count: record.numas, nodes: record.numa.map { NodeList($0.values) },
          machine: record.pm)
        virtualMachines.append(
          try residence.virtualMachine(
            named: record.name ?? "vm\(number)", number, isFixed: record.fixed ?? false, on: machines))
      }
      let terms = try self.terms()
      var instance = try Instance(
        name: name, machines: machines, virtualMachines: virtualMachines, antiAffinity: antiAffinity ?? [],
        rackAntiAffinity: rackAntiAffinity ?? [],
        migrationLimit: mnl ?? Instance.defaultMigrationLimit, fragmentTerms: terms)
      instance.goal = try goalValue()
      instance.parallelLimit = parallel ?? 1
      guard instance.parallelLimit >= 1 else { throw InvalidInstance("parallel is \(instance.parallelLimit), below 1") }
      let arrivals = (arrivals ?? []).enumerated().map { number, record in
        Arrival(
          name: record.name ?? "arrival\(number)", size: Amount(cpu: record.cpu, memory: record.mem),
          nodeCount: record.numas ?? 1)
      }
      return instance.goal == .admission || !arrivals.isEmpty ? try instance.admitting(arrivals) : instance
    }

    private func terms() throws(InvalidInstance) -> [FragmentTerm] {
      guard let fragments else { return [FragmentTerm(size: x ?? 16)] }
      guard x == nil else { throw InvalidInstance("x and fragments both say what a block is; one of them may") }
      var terms: [FragmentTerm] = []
      for record in fragments {
        guard let resource = FragmentTerm.Resource(rawValue: record.resource ?? "cpu") else {
          throw InvalidInstance("the resource of a block is cpu or memory, not '\(record.resource ?? "")'")
        }
        terms.append(
          FragmentTerm(
            resource: resource, size: record.size, nodeCount: record.numas ?? 1, weight: record.weight ?? 1))
      }
      return terms
    }

    private func goalValue() throws(InvalidInstance) -> Goal {
      switch goal?.kind ?? "fragment" {
      case "fragment": return .fragments
      case "machines": return .machines
      case "admission": return .admission
      case "migrations":
        guard let rate = goal?.rate, rate >= 0, rate <= 1 else {
          throw InvalidInstance("the goal 'migrations' needs a rate from 0 to 1")
        }
        return .migrations(rate: rate)
      case let kind: throw InvalidInstance("the goal is fragment, migrations, machines or admission, not '\(kind)'")
      }
    }
  }
}

extension VMRescheduling.Instance {
  /// Where a file says nothing: the step limit that the learned policies are trained with.
  static let defaultMigrationLimit = 50
}
