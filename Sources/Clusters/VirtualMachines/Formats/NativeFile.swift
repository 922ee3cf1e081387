import Basics
import Solving

extension VMRescheduling {
  /// The VMR2L format as published: clusters that form one pool, of which the ACTIVE machines count.
  ///
  /// Free amounts are computed from the totals and the VMs; `vm_type_info`'s limits per cluster do not apply, since VMs
  /// may change cluster.
  struct NativeFile: Decodable {
    /// A whole number, written as an integer or as a float.
    struct Whole: Decodable {
      let value: Int

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Int.self) {
          self.value = value
          return
        }
        let number = try container.decode(Double.self)
        guard number == number.rounded(), number.magnitude < 0x1p53 else {
          throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(number) is no whole number")
        }
        value = Int(number)
      }
    }

    /// true or false, or 1 or 0.
    struct Flag: Decodable {
      let isSet: Bool

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        isSet = try (try? container.decode(Bool.self)) ?? (container.decode(Int.self) != 0)
      }
    }

    struct HostNode: Decodable {
      private enum CodingKeys: String, CodingKey {
        case node
        case totalCPU = "total_cpu"
        case memoryHugeTotalMB = "memory_huge_total_mb"
      }

      let node: Int
      let totalCPU: Whole
      let memoryHugeTotalMB: Whole
    }

    /// Racks are numbers or names.
    struct Rack: Decodable {
      let name: String
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let name = try? container.decode(String.self) {
          self.name = name
        } else {
          name = "\(try container.decode(Int.self))"
        }
      }
    }

    struct Host: Decodable {
      private enum CodingKeys: String, CodingKey {
        case status, numa
        case nodeID = "node_id"
        case rackID = "rack_id"
      }

      let nodeID: String
      let status: String?
      let numa: [HostNode]
      let rackID: Rack?
      let ratios: [String: Double]

      init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        nodeID = try container.decode(String.self, forKey: .nodeID)
        status = try container.decodeIfPresent(String.self, forKey: .status)
        numa = try container.decode([HostNode].self, forKey: .numa)
        rackID = try container.decodeIfPresent(Rack.self, forKey: .rackID)
        ratios = try RatioRecord(from: decoder).given
      }
    }

    struct VMNode: Decodable {
      private enum CodingKeys: String, CodingKey {
        case node, cpu
        case memMB = "mem_mb"
      }

      let node: Int
      let cpu: Whole
      let memMB: Whole
    }

    struct VM: Decodable {
      private enum CodingKeys: String, CodingKey {
        case numa
        case instanceID = "instance_id"
        case hostID = "host_id"
        case allowMigration = "allow_migration"
      }

      let instanceID: String
      let hostID: String
      let numa: [VMNode]
      let allowMigration: Flag?
    }

    struct DeploymentSet: Decodable {
      let granularity: String
      let data: [String]
    }

    struct Requirement: Decodable {
      private enum CodingKeys: String, CodingKey {
        case deploymentSet = "deployment_set"
      }

      let deploymentSet: [DeploymentSet]?
    }

    struct Cluster: Decodable {
      private enum CodingKeys: String, CodingKey {
        case hostInfo = "host_info"
        case vmInstance = "vm_instance"
        case otherRequirement = "other_requirement"
      }

      let hostInfo: [Host]
      let vmInstance: [VM]
      let otherRequirement: Requirement?
    }

    struct General: Decodable {
      private enum CodingKeys: String, CodingKey {
        case maximumMigration = "maximum_migration"
      }

      let maximumMigration: Whole?
    }

    private enum CodingKeys: String, CodingKey {
      case clusterList = "cluster_list"
      case otherRequirement = "other_requirement"
      case generalRequirement = "general_requirement"
      case cpuAllocationRatio, ramAllocationRatio
      case novaCPUAllocationRatio = "cpu_allocation_ratio"
      case novaRAMAllocationRatio = "ram_allocation_ratio"
    }

    let clusterList: [Cluster]
    let otherRequirement: Requirement?
    let generalRequirement: General?
    let cpuAllocationRatio: Double?
    let novaCPUAllocationRatio: Double?
    let ramAllocationRatio: Double?
    let novaRAMAllocationRatio: Double?

    static func parse(_ source: SourceText) throws(InputError) -> Instance {
      let file = try decode(NativeFile.self, source)
      return try VMRescheduling.instance(of: source) { () throws(InvalidInstance) in
        try file.instance(named: source.stem)
      }
    }

    func instance(named name: String) throws(InvalidInstance) -> Instance {
      var machines: [Machine] = []
      var numbers: [String: Int] = [:]
      /// NUMA nodes of each machine, by the file's numbers.
      var nodeNumbers: [[Int: Int]] = []
      let ratios = try AllocationRatios(
        cpu: cpuAllocationRatio ?? novaCPUAllocationRatio, memory: ramAllocationRatio ?? novaRAMAllocationRatio)
      /// Machines that exist and are out of the pool.
      var inactive: Set<String> = []
      for host in clusterList.flatMap(\.hostInfo) {
        guard numbers[host.nodeID] == nil, !inactive.contains(host.nodeID) else {
          throw InvalidInstance("host '\(host.nodeID)' is there twice")
        }
        guard (host.status ?? "ACTIVE") == "ACTIVE" else {
          inactive.insert(host.nodeID)
          continue
        }
        numbers[host.nodeID] = machines.count
        let nodes = host.numa.sorted { $0.node < $1.node }
        guard Set(nodes.map(\.node)).count == nodes.count else {
          throw InvalidInstance("host '\(host.nodeID)' has a NUMA node twice")
        }
        nodeNumbers.append(Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.node, $0) }))
        let own = try AllocationRatios(host.ratios, over: ratios)
        machines.append(
          Machine(
            name: host.nodeID,
            nodes: nodes.map { own.amount(Amount(cpu: $0.totalCPU.value, memory: $0.memoryHugeTotalMB.value)) },
            rack: host.rackID?.name))
      }
      var virtualMachines: [VirtualMachine] = []
      var positions: [String: Int] = [:]
      var outside: Set<String> = []
      for vm in clusterList.flatMap(\.vmInstance) {
        guard let machine = numbers[vm.hostID] else {
          guard inactive.contains(vm.hostID) else {
            throw InvalidInstance("VM '\(vm.instanceID)' is on host '\(vm.hostID)', which is not in the file")
          }
          outside.insert(vm.instanceID)
          continue
        }
        guard positions[vm.instanceID] == nil else { throw InvalidInstance("VM '\(vm.instanceID)' is there twice") }
        positions[vm.instanceID] = virtualMachines.count
        virtualMachines.append(try Self.virtualMachine(vm, on: machine, nodeNumbers[machine]))
      }
      let sets = clusterList.compactMap(\.otherRequirement) + [otherRequirement].compactMap(\.self)
      var groups: [[Int]] = []
      var rackGroups: [[Int]] = []
      for set in sets.flatMap({ $0.deploymentSet ?? [] }) {
        // A VM that is not in the pool, or in the file, keeps nobody away.
        let members = set.data.compactMap { positions[$0] }
        switch set.granularity {
        case "host": groups.append(members)
        case "rack": rackGroups.append(members)
        default: throw InvalidInstance("the granularity of a deployment set is host or rack, not '\(set.granularity)'")
        }
      }
      let limit = min(Instance.defaultMigrationLimit, generalRequirement?.maximumMigration?.value ?? .max)
      return try Instance(
        name: name, machines: machines, virtualMachines: virtualMachines, antiAffinity: groups,
        rackAntiAffinity: rackGroups, migrationLimit: limit)
    }

    /// - Parameter nodes: the machine's, by the file's numbers.
    private static func virtualMachine(
      _ vm: VM, on machine: Int, _ nodes: [Int: Int]
    ) throws(InvalidInstance) -> VirtualMachine {
      var parts: [(node: Int, amount: Amount)] = []
      for part in vm.numa {
        guard let node = nodes[part.node], !parts.contains(where: { $0.node == node }) else {
          throw InvalidInstance(
            "VM '\(vm.instanceID)' is on NUMA node \(part.node), which host '\(vm.hostID)' has not, or twice there")
        }
        parts.append((node, Amount(cpu: part.cpu.value, memory: part.memMB.value)))
      }
      guard !parts.isEmpty else { throw InvalidInstance("VM '\(vm.instanceID)' is on no NUMA node") }
      parts.sort { $0.node < $1.node }
      return VirtualMachine(
        name: vm.instanceID, parts: parts.map(\.amount), home: Place(machine: machine, nodes: parts.map(\.node)),
        isFixed: !(vm.allowMigration?.isSet ?? true))
    }
  }
}
