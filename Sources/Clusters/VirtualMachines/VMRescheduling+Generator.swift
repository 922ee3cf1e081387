import Basics
import Solving

extension VMRescheduling {
  /// A random cluster: machines of 2 × 44 cores and 2 × 184,388 MiB, filled with VMs of the published flavours, and
  /// fragmented by rounds of exits and arrivals.
  ///
  /// Flavours and their split over nodes are drawn with the counts of the published medium (family c1, 2 GiB a core) and
  /// large (family g1, 4 GiB a core) snapshots; r1 (8 GiB a core) has g1's counts. A VM goes to the tighter of two random
  /// machines with room.
  public struct ClusterGenerator: Sendable {
    /// Memory for each core of its flavours.
    public enum Family: String, CaseIterable, Sendable {
      /// 2 GiB a core.
      case c1
      /// 4 GiB a core.
      case g1
      /// 8 GiB a core.
      case r1

      var memoryPerCore: Int {
        switch self {
        case .c1: 2048
        case .g1: 4096
        case .r1: 8192
        }
      }

      /// Cores, nodes and how many there are in the snapshot.
      var flavours: [(cores: Int, nodes: Int, count: Int)] {
        switch self {
        case .c1:
          [
            (2, 1, 337), (4, 1, 906), (8, 1, 311), (16, 1, 184), (32, 1, 61), (4, 2, 3), (8, 2, 57), (16, 2, 46),
            (32, 2, 50), (64, 2, 130), (88, 2, 4),
          ]
        case .g1, .r1:
          [
            (2, 1, 1030), (4, 1, 670), (8, 1, 617), (16, 1, 767), (32, 1, 253), (4, 2, 10), (8, 2, 84), (16, 2, 152),
            (32, 2, 479), (64, 2, 266), (84, 2, 2), (88, 2, 216),
          ]
        }
      }
    }

    /// Machines of the cluster.
    public var machineCount = 20
    /// Whose flavours are drawn.
    public var families: [Family] = [.c1]
    /// The share of all cores in use at the end.
    public var load = 0.9
    /// Of exits and arrivals.
    public var rounds = 6
    /// Anti-affinity groups of 2 to 5 VMs: one for every so many VMs; 0 for none.
    public var groupSpacing = 0
    /// The limit that the instance asks for.
    public var migrationLimit = 5
    /// Of the random numbers.
    public var seed: UInt64 = 1

    /// Twenty machines with VMs of one family.
    public init() {}

    private static let cores = 44
    private static let memory = 184_388

    /// The cluster; equal settings give equal ones.
    public func instance() throws(InvalidInstance) -> Instance {
      guard (1...100_000).contains(machineCount), load >= 0, load <= 1, !families.isEmpty, (0...1000).contains(rounds)
      else { throw InvalidInstance("machines are 1 to 100000, the load 0 to 1, and a family is given") }
      var cluster = Cluster(machineCount: machineCount, seed: seed)
      let target = Int(load * Double(2 * Self.cores * machineCount))
      fill(&cluster, to: target)
      for _ in 0..<rounds {
        cluster.removeSome(oneIn: 5)
        fill(&cluster, to: target)
      }
      let vms = cluster.vms.enumerated().map { number, vm in
        VirtualMachine(name: "vm\(number)", size: vm.size, nodeCount: vm.nodeCount, home: vm.home)
      }
      let machines = (0..<machineCount).map {
        Machine(
          name: "pm\($0)", nodes: [Amount](repeating: Amount(cpu: Self.cores, memory: Self.memory), count: 2))
      }
      let groups = groupSpacing > 0 ? cluster.groups(vms, spacing: groupSpacing) : []
      return try Instance(
        name: "cluster-\(machineCount)-\(families.map(\.rawValue).joined(separator: "-"))-\(seed)", machines: machines,
        virtualMachines: vms, antiAffinity: groups, migrationLimit: migrationLimit)
    }

    private func fill(_ cluster: inout Cluster, to target: Int) {
      var refusals = 0
      while cluster.used < target, refusals < 200 {
        let family = families[cluster.random.below(families.count)]
        let flavours = family.flavours
        var draw = cluster.random.below(flavours.reduce(0) { $0 + $1.count })
        var chosen = flavours[0]
        for flavour in flavours {
          chosen = flavour
          draw -= flavour.count
          if draw < 0 { break }
        }
        let size = Amount(cpu: chosen.cores, memory: chosen.cores * family.memoryPerCore)
        if cluster.place(size, nodeCount: chosen.nodes) { refusals = 0 } else { refusals += 1 }
      }
    }

    /// Machines being filled.
    private struct Cluster {
      var random: RandomSource
      private var free: [Amount]
      private(set) var vms: [(size: Amount, nodeCount: Int, home: Place)] = []
      private(set) var used = 0

      init(machineCount: Int, seed: UInt64) {
        random = RandomSource(seed: seed)
        free = [Amount](repeating: Amount(cpu: cores, memory: memory), count: 2 * machineCount)
      }

      /// - Returns: false where none of some random machines has room.
      mutating func place(_ size: Amount, nodeCount: Int) -> Bool {
        let share = Amount(cpu: size.cpu / nodeCount, memory: size.memory / nodeCount)
        var best: (place: Place, rest: Int)?
        var found = 0
        for _ in 0..<200 where found < 2 {
          let machine = random.below(free.count / 2)
          let node = nodeCount == 2 ? Place.both : random.below(2)
          let place = Place(machine: machine, node: node)
          let rooms = place.nodes.map { free[2 * machine + $0] }
          guard rooms.allSatisfy({ $0.cpu >= share.cpu && $0.memory >= share.memory }) else { continue }
          found += 1
          let rest = rooms.reduce(0) { $0 + $1.cpu - share.cpu }
          if rest < best?.rest ?? Int.max { best = (place, rest) }
        }
        guard let place = best?.place else { return false }
        change(place, share, -1)
        used += size.cpu
        vms.append((size, nodeCount, place))
        return true
      }

      private mutating func change(_ place: Place, _ share: Amount, _ sign: Int) {
        for node in place.nodes {
          free[2 * place.machine + node].cpu += sign * share.cpu
          free[2 * place.machine + node].memory += sign * share.memory
        }
      }

      /// Takes out each VM with a chance of one in so many.
      mutating func removeSome(oneIn chance: Int) {
        var kept: [(size: Amount, nodeCount: Int, home: Place)] = []
        for vm in vms {
          guard random.below(chance) == 0 else {
            kept.append(vm)
            continue
          }
          change(vm.home, Amount(cpu: vm.size.cpu / vm.nodeCount, memory: vm.size.memory / vm.nodeCount), 1)
          used -= vm.size.cpu
        }
        vms = kept
      }

      /// Groups of 2 to 5 VMs on different machines, each VM in one at most.
      mutating func groups(_ vms: [VirtualMachine], spacing: Int) -> [[Int]] {
        var order = Array(vms.indices)
        order.shuffle(using: &random)
        var groups: [[Int]] = []
        for _ in 0..<vms.count / spacing {
          let size = random.within(2...5)
          var group: [Int] = []
          var hosts: Set<Int> = []
          while group.count < size, let vm = order.popLast() {
            if hosts.insert(vms[vm].home.machine).inserted { group.append(vm) }
          }
          if group.count > 1 { groups.append(group.sorted()) }
        }
        return groups
      }
    }
  }
}

extension VMRescheduling: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("machines", .integer(1...100_000, default: 20), "machines of 2 x 44 cores"),
    .init("mix", .name, "families of VMs with plus signs between, such as c1+g1; c1, g1, r1 (c1)"),
    .init("load", .number(0...1, default: 0.9), "share of all cores in use"),
    .init("rounds", .integer(0...1000, default: 6), "of exits and arrivals"),
    .init("groups", .integer(0...1_000_000, default: 0), "an anti-affinity group for every so many VMs; 0: none"),
    .init("mnl", .integer(0...1_000_000, default: 5), "the migration limit"),
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
  ]

  /// - Returns: the instance in the simple JSON format.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    var generator = ClusterGenerator()
    generator.machineCount = arguments.integer("machines")
    generator.load = arguments.number("load")
    generator.rounds = arguments.integer("rounds")
    generator.groupSpacing = arguments.integer("groups")
    generator.migrationLimit = arguments.integer("mnl")
    generator.seed = UInt64(arguments.integer("seed"))
    if let names = arguments.name("mix") {
      generator.families = []
      for name in names.split(separator: "+", omittingEmptySubsequences: false) {
        guard let family = ClusterGenerator.Family(rawValue: String(name)) else {
          throw GeneratorError("--mix takes c1, g1, r1 with plus signs between, not '\(names)'")
        }
        generator.families.append(family)
      }
    }
    do {
      return SimpleFile.text(of: try generator.instance())
    } catch {
      throw GeneratorError(error.description)
    }
  }
}
