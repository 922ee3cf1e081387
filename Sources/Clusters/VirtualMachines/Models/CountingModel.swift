extension VMRescheduling {
  /// The instance as integers and linear rows, by counting: how many VMs of a class leave each place, and how many come.
  ///
  /// A class is VMs with equal shares and node counts; a VM in an anti-affinity group is a class of its own. Blocks
  /// are counted per node (or machine, for blocks of two nodes; where it has more than two nodes, with the halves of
  /// each): free cores less arrivals plus departures hold them. Rows and bounds are what both the clause-learning
  /// engine and a MIP solver take.
  struct CountingModel {
    struct Variable {
      let name: String
      let upper: Int
    }

    struct Row {
      let name: String
      let terms: [(variable: Int, coefficient: Int)]
      let lower: Int?
      let upper: Int?
    }

    /// A class at a place: variables of those who leave it and come to it; -1 where there is none.
    struct Traffic {
      let place: Place
      var leaving = -1
      var coming = -1
    }

    /// Interchangeable VMs.
    struct Members {
      let share: Amount
      let nodeCount: Int
      /// Those that may move, by home.
      var residents: [Place: [Int]] = [:]
      var count = 0
      /// The one VM where it is in a group.
      var single: Int?
      /// Numbers of arrivals, for a class of these: they come from nowhere, need not come, and are no migrations.
      var arrivals: [Int] = []
      var traffic: [Traffic] = []
    }

    private(set) var variables: [Variable] = []
    private(set) var rows: [Row] = []
    private(set) var objective: [(variable: Int, coefficient: Int)] = []
    private(set) var objectiveConstant = 0
    private(set) var classes: [Members] = []
    /// Blocks of one term that are counted together.
    struct Blocks {
      let term: Int
      /// Whose free amounts hold them, counted over all machines.
      let nodes: Range<Int>
      let variable: Int
      /// Halves of blocks that each node gives, where there are more than two; -1 for none.
      var halves: [Int] = []
    }

    var blocks: [Blocks] = []
    /// Whether a machine hosts anything, where that is counted.
    private(set) var uses: [Int] = []
    let instance: Instance

    /// More variables than this make no model that an engine could do anything with.
    static let variableLimit = 400_000

    /// nil where it would have too many variables.
    init?(_ instance: Instance) {
      self.instance = instance
      classes = Self.classes(of: instance)
      let kinds = Dictionary(grouping: 0..<instance.machineCount) { instance.machines[$0].nodes.count }
      var most = 0
      for kind in classes {
        for machines in kinds.values {
          most += instance.choices(on: machines[0], for: kind.nodeCount).count * machines.count
        }
        guard most <= Self.variableLimit else { return nil }
      }
      let free = instance.freeAmounts(instance.homes)
      for index in classes.indices { addTraffic(index) }
      addRoom(free)
      addGroups(instance.antiAffinity, "apart") { $0 }
      addGroups(instance.rackAntiAffinity, "racks") { instance.rackNumbers[$0] }
      addBlocks(free)
      addObjective(free)
    }

    private static func classes(of instance: Instance) -> [Members] {
      struct Key: Hashable {
        let share: Amount
        let nodeCount: Int
        let single: Int?
      }
      let grouped = Set((instance.antiAffinity + instance.rackAntiAffinity).flatMap { $0 })
      var numbers: [Key: Int] = [:]
      var classes: [Members] = []
      for (vm, data) in instance.virtualMachines.enumerated() where !data.isFixed {
        let key = Key(share: data.share, nodeCount: data.nodeCount, single: grouped.contains(vm) ? vm : nil)
        let number = numbers[key] ?? classes.count
        if number == classes.count {
          numbers[key] = number
          classes.append(Members(share: data.share, nodeCount: data.nodeCount, single: key.single))
        }
        classes[number].residents[data.home, default: []].append(vm)
        classes[number].count += 1
      }
      numbers.removeAll()
      for (arrival, data) in instance.arrivals.enumerated() {
        let key = Key(share: data.share, nodeCount: data.nodeCount, single: nil)
        let number = numbers[key] ?? classes.count
        if number == classes.count {
          numbers[key] = number
          classes.append(Members(share: data.share, nodeCount: data.nodeCount))
        }
        classes[number].arrivals.append(arrival)
        classes[number].count += 1
      }
      return classes
    }

    mutating func addVariable(_ name: String, _ upper: Int) -> Int {
      variables.append(Variable(name: name, upper: upper))
      return variables.count - 1
    }

    mutating func addRow(
      _ name: String, _ terms: [(variable: Int, coefficient: Int)], from lower: Int? = nil, to upper: Int? = nil
    ) {
      rows.append(Row(name: name, terms: terms, lower: lower, upper: upper))
    }

    private mutating func addTraffic(_ index: Int) {
      let kind = classes[index]
      let movable = kind.arrivals.isEmpty ? min(kind.count, instance.migrationLimit) : kind.count
      guard movable > 0 else { return }
      var balance: [(variable: Int, coefficient: Int)] = []
      for machine in 0..<instance.machineCount {
        for place in instance.places(on: machine, for: kind.nodeCount) {
          var traffic = Traffic(place: place)
          let here = kind.residents[place]?.count ?? 0
          let isBoth = place.node == Place.both && instance.machines[machine].nodes.count == 2
          let label = "\(index)_\(machine)_" + (isBoth ? "2" : place.nodes.map(String.init).joined(separator: "n"))
          if here > 0 { traffic.leaving = addVariable("out_\(label)", min(here, movable)) }
          let fit = place.nodes.reduce(movable) { most, node in
            let total = instance.machines[machine].nodes[node]
            let byCPU = kind.share.cpu > 0 ? total.cpu / kind.share.cpu : most
            let byMemory = kind.share.memory > 0 ? total.memory / kind.share.memory : most
            return min(most, byCPU, byMemory)
          }
          // A single VM cannot come to where it is.
          if fit > 0, kind.single == nil || here == 0 { traffic.coming = addVariable("in_\(label)", fit) }
          guard traffic.leaving >= 0 || traffic.coming >= 0 else { continue }
          if traffic.leaving >= 0 { balance.append((traffic.leaving, -1)) }
          if traffic.coming >= 0 { balance.append((traffic.coming, 1)) }
          classes[index].traffic.append(traffic)
        }
      }
      if kind.arrivals.isEmpty {
        addRow("class_\(index)", balance, from: 0, to: 0)
      } else {
        addRow("arrivals_\(index)", balance, to: kind.count)
      }
    }

    /// What all traffic takes of each node, by node.
    func traffic(_ amount: (Amount) -> Int) -> [[(variable: Int, coefficient: Int)]] {
      var terms = [[(variable: Int, coefficient: Int)]](repeating: [], count: instance.nodeCount)
      for kind in classes where amount(kind.share) > 0 {
        for traffic in kind.traffic {
          for node in traffic.place.nodes {
            let index = instance.nodeStart[traffic.place.machine] + node
            if traffic.coming >= 0 { terms[index].append((traffic.coming, amount(kind.share))) }
            if traffic.leaving >= 0 { terms[index].append((traffic.leaving, -amount(kind.share))) }
          }
        }
      }
      return terms
    }

    private mutating func addRoom(_ free: [Amount]) {
      for (node, terms) in traffic(\.cpu).enumerated() where !terms.isEmpty {
        addRow("cpu_\(node)", terms, to: free[node].cpu)
      }
      for (node, terms) in traffic(\.memory).enumerated() where !terms.isEmpty {
        addRow("memory_\(node)", terms, to: free[node].memory)
      }
      let leaving = classes.flatMap { $0.traffic }.filter { $0.leaving >= 0 }.map { ($0.leaving, 1) }
      addRow("migrations", leaving.map { (variable: $0.0, coefficient: $0.1) }, to: instance.migrationLimit)
    }

    /// At most one of a group at each site, or as many as at the start: those who come, and those who do not leave.
    private mutating func addGroups(_ groups: [[Int]], _ label: String, _ site: (Int) -> Int) {
      var singles: [Int: Int] = [:]
      for (index, kind) in classes.enumerated() {
        if let vm = kind.single { singles[vm] = index }
      }
      for (number, group) in groups.enumerated() {
        var terms: [Int: [(variable: Int, coefficient: Int)]] = [:]
        var present: [Int: Int] = [:]
        for vm in group {
          present[site(instance.virtualMachines[vm].home.machine), default: 0] += 1
          guard let index = singles[vm] else { continue }
          for traffic in classes[index].traffic {
            let place = site(traffic.place.machine)
            if traffic.coming >= 0 { terms[place, default: []].append((traffic.coming, 1)) }
            if traffic.leaving >= 0 { terms[place, default: []].append((traffic.leaving, -1)) }
          }
        }
        for place in terms.keys.sorted() {
          addRow("\(label)_\(number)_\(place)", terms[place] ?? [], to: max(0, 1 - present[place, default: 0]))
        }
      }
    }

    /// What the blocks take off the numerator.
    private var blockTerms: [(variable: Int, coefficient: Int)] {
      blocks.map { ($0.variable, -instance.measure.factors[$0.term] * instance.measure.terms[$0.term].size) }
    }

    /// The numerator without any block.
    private func looseLoss(_ free: [Amount]) -> Int {
      zip(instance.measure.terms, instance.measure.factors).reduce(0) { sum, part in
        sum + part.1 * free.reduce(0) { $0 + (part.0.resource == .cpu ? $1.cpu : $1.memory) }
      }
    }

    private mutating func addObjective(_ free: [Amount]) {
      let loose = looseLoss(free)
      switch instance.goal {
      case .fragments:
        objective = blockTerms
        objectiveConstant = loose
      case .migrations(let rate):
        objective = classes.flatMap { $0.traffic }.filter { $0.leaving >= 0 }.map { ($0.leaving, 1) }
        addRow("rate", blockTerms, to: instance.measure.numerator(ofRate: rate) - loose)
      case .machines: addUses()
      case .admission:
        let coming = classes.filter { !$0.arrivals.isEmpty }.flatMap(\.traffic).filter { $0.coming >= 0 }
        objective = coming.map { (variable: $0.coming, coefficient: -1) }
        objectiveConstant = instance.arrivals.count
      }
      // There is a column for the objective even where nothing can change.
      if objective.isEmpty { objective = [(addVariable("nothing", 0), 1)] }
    }

    /// A machine is in use when a VM stays or comes.
    private mutating func addUses() {
      var hosted = [Int](repeating: 0, count: instance.machineCount)
      for vm in instance.virtualMachines { hosted[vm.home.machine] += 1 }
      var terms = [[(variable: Int, coefficient: Int)]](repeating: [], count: instance.machineCount)
      for kind in classes {
        for traffic in kind.traffic {
          if traffic.coming >= 0 { terms[traffic.place.machine].append((traffic.coming, 1)) }
          if traffic.leaving >= 0 { terms[traffic.place.machine].append((traffic.leaving, -1)) }
        }
      }
      for machine in 0..<instance.machineCount {
        let use = addVariable("used_\(machine)", 1)
        uses.append(use)
        objective.append((use, 1))
        let most = hosted[machine] + instance.migrationLimit
        addRow("use_\(machine)", terms[machine] + [(use, -most)], to: -hosted[machine])
      }
    }
  }
}
