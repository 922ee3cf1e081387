import Modeling

extension PodPacking {
  /// An instance as a constraint model without an objective: a variable for each group of pods and node, how many of
  /// the group stand there, with the number of unplaced pods of each level and the number of moves as variables.
  ///
  /// Pods that take part in no constraint between pods are grouped by type; each other one is a group by itself.
  final class PlacementModel {
    /// How far affinity and spread, which are asked of pods when they arrive, are part of the model of the end.
    enum Form {
      /// They hold in the end, for every pod that is new on its node: more than Kubernetes asks, for finding placements.
      case strict
      /// Nothing that some order of steps reaches is excluded: for bounds.
      case relaxed
    }

    /// More variables than this are too many to search.
    static let variableLimit = 60_000

    struct Group {
      let pods: [Int]
      /// The number on each node; nil where none fits.
      var count: [IntVar?]
      /// How many of them are at home, for groups of several pods.
      var kept: [(node: Int, variable: IntVar)] = []
      /// The Booleans behind `count`, for groups of one.
      var literal: [BoolVar?] = []
    }

    let model: Model
    /// Unplaced pods per level.
    let unplaced: [IntVar]
    let moves: IntVar
    private let instance: Instance
    private(set) var groups: [Group]
    private let groupOfPod: [Int]
    /// Pods that take part in constraints between pods.
    private let isCoupled: [Bool]
    /// Where each pod could ever be, where that depends on the order of steps.
    private let closure: ArrivalClosure?

    init(_ instance: Instance, _ form: Form = .strict) {
      self.instance = instance
      closure = instance.isOrderSensitive ? ArrivalClosure(instance) : nil
      model = Model(instance.name)
      var isCoupled = [Bool](repeating: false, count: instance.podCount)
      func couple(_ pods: [Int32]) { for pod in pods { isCoupled[Int(pod)] = true } }
      for exclusion in instance.exclusions { couple(exclusion.owners + exclusion.targets) }
      for affinity in instance.affinities { couple(affinity.owners + affinity.targets) }
      for spread in instance.spreads { couple(spread.owners + spread.counted) }
      for budget in instance.budgets { couple(budget.pods) }
      for gang in instance.gangs { couple(gang.pods) }
      couple(instance.waitsForRoom)
      var members: [[Int]] = []
      var groupOfType: [Int32: Int] = [:]
      var groupOfPod: [Int] = []
      for pod in 0..<instance.podCount {
        if !isCoupled[pod], let known = groupOfType[instance.podType[pod]] {
          members[known].append(pod)
          groupOfPod.append(known)
        } else {
          if !isCoupled[pod] { groupOfType[instance.podType[pod]] = members.count }
          groupOfPod.append(members.count)
          members.append([pod])
        }
      }
      self.groupOfPod = groupOfPod
      self.isCoupled = isCoupled
      groups = members.map { Group(pods: $0, count: []) }
      var total = [Int](repeating: 0, count: instance.levelCount)
      for pod in 0..<instance.podCount { total[Int(instance.priorityLevel[pod])] += 1 }
      unplaced = total.enumerated().map { [model] in model.integer(0...$1, "unplaced \($0)") }
      let running = instance.currentNode.count { $0 >= 0 }
      moves = model.integer(0...running, "moves")
      addGroups()
      addRoom()
      addObjectives(running)
      addExclusions()
      if form == .strict {
        addAffinities()
        addSpreads()
      }
      for budget in instance.budgets {
        let placed = budget.pods.flatMap { groups[groupOfPod[Int($0)]].literal.compactMap(\.self) }
        model.add(sum(of: placed) >= budget.pods.count - budget.allowed)
      }
      addGangs()
      addEvictionLimits()
      addPodsThatWait()
    }

    // MARK: Rules of planning

    private func addGangs() {
      for gang in instance.gangs {
        let placed = gang.pods.flatMap { groups[groupOfPod[Int($0)]].literal.compactMap(\.self) }
        guard gang.needed <= gang.pods.count else {
          for literal in placed { model.atLeastOne(of: [!literal]) }
          continue
        }
        let comes = model.boolean("group \(gang.name)")
        for literal in placed { model.imply(literal, comes) }
        model.add(sum(of: placed) >= gang.needed, if: comes)
      }
    }

    private func addEvictionLimits() {
      for limit in instance.evictionLimits { model.add(staying(limit.pods) >= limit.pods.count - limit.allowed) }
    }

    /// Where a pod that waits for free room is placed, everyone stays.
    private func addPodsThatWait() {
      if instance.waitsForRoom.isEmpty { return }
      let residents = instance.residents()
      for pod in instance.waitsForRoom.map(Int.init) {
        for node in 0..<instance.nodeCount where !residents[node].isEmpty {
          guard let here = literal(pod, on: node) else { continue }
          model.add(staying(residents[node]) >= residents[node].count, if: here)
        }
      }
    }

    /// How many of these running pods stay; of a group of several pods, all that run on a node are among them, or none.
    private func staying(_ pods: [Int32]) -> LinearExpression {
      var homes: [Int: Set<Int>] = [:]
      for pod in pods.map(Int.init) { homes[groupOfPod[pod], default: []].insert(Int(instance.currentNode[pod])) }
      var stay = LinearExpression()
      for (group, nodes) in homes.sorted(by: { $0.key < $1.key }) {
        if groups[group].pods.count == 1 {
          for node in nodes { if let home = groups[group].literal[node] { stay += home } }
        } else {
          for (node, kept) in groups[group].kept where nodes.contains(node) { stay += kept }
        }
      }
      return stay
    }

    static func isAffordable(_ instance: Instance) -> Bool {
      instance.podCount * instance.nodeCount <= variableLimit
    }

    // MARK: Structure

    private func addGroups() {
      let width = instance.resourceCount
      for index in groups.indices {
        let pod = groups[index].pods[0]
        for node in 0..<instance.nodeCount {
          var fit = allows(pod, node) ? groups[index].pods.count : 0
          for r in 0..<width where instance.request[pod * width + r] > 0 {
            fit = min(fit, max(0, instance.capacity[node * width + r]) / instance.request[pod * width + r])
          }
          if fit == 0 {
            groups[index].count.append(nil)
            groups[index].literal.append(nil)
          } else if groups[index].pods.count == 1 {
            let literal = model.boolean("\(instance.podNames[pod]) on \(instance.nodeNames[node])")
            groups[index].literal.append(literal)
            groups[index].count.append(literal.variable)
          } else {
            let count = model.integer(0...fit, "\(instance.podNames[pod]) on \(instance.nodeNames[node])")
            groups[index].count.append(count)
            groups[index].literal.append(nil)
            addKept(index, node, count)
          }
        }
        model.add(sum(of: groups[index].count.compactMap { $0 }) <= groups[index].pods.count)
      }
    }

    /// A group of several pods has no part in what depends on order, but one pod may.
    private func allows(_ pod: Int, _ node: Int) -> Bool {
      instance.allows(pod: pod, node: node) && closure?.reachable[pod].contains(node) ?? true
    }

    private func addKept(_ index: Int, _ node: Int, _ count: IntVar) {
      let home = groups[index].pods.count { instance.currentNode[$0] == Int32(node) }
      if home == 0 { return }
      let kept = model.integer(0...home, "kept")
      model.add(kept <= count)
      groups[index].kept.append((node, kept))
    }

    private func addRoom() {
      let width = instance.resourceCount
      for node in 0..<instance.nodeCount {
        for r in 0..<width {
          var used = LinearExpression()
          for group in groups {
            let request = instance.request[group.pods[0] * width + r]
            if request > 0, let count = group.count[node] { used += request * count }
          }
          model.add(used <= max(0, instance.capacity[node * width + r]))
        }
      }
    }

    private func addObjectives(_ running: Int) {
      var missing = unplaced.map { $0.linearExpression }
      var disturbed = moves.linearExpression
      for group in groups {
        let level = Int(instance.priorityLevel[group.pods[0]])
        for count in group.count { if let count { missing[level] += count } }
        for (_, kept) in group.kept { disturbed += kept }
        if group.pods.count == 1, let stays = literal(group.pods[0], on: Int(instance.currentNode[group.pods[0]])) {
          disturbed += stays
        }
      }
      for (level, expression) in missing.enumerated() {
        let total = instance.priorityLevel.count { Int($0) == level }
        model.add(expression == total)
      }
      model.add(disturbed == running)
    }

    /// The Boolean that the pod, a group by itself, is on the node; nil where it cannot be.
    private func literal(_ pod: Int, on node: Int) -> BoolVar? {
      node < 0 ? nil : groups[groupOfPod[pod]].literal[node]
    }

    // MARK: Constraints between pods

    private func nodes(of topology: Int) -> [[Int]] {
      var nodes = [[Int]](repeating: [], count: instance.topologies[topology].domainCount)
      for (node, domain) in instance.topologies[topology].domainOfNode.enumerated() where domain >= 0 {
        nodes[Int(domain)].append(node)
      }
      return nodes
    }

    private func addExclusions() {
      for exclusion in instance.exclusions {
        for domain in nodes(of: exclusion.topology) {
          for owner in exclusion.owners.map(Int.init) {
            for target in exclusion.targets.map(Int.init) where target != owner {
              exclude(owner, target, domain)
            }
          }
        }
      }
    }

    private func exclude(_ owner: Int, _ target: Int, _ domain: [Int]) {
      for first in domain {
        guard let a = literal(owner, on: first) else { continue }
        for second in domain {
          let bothStay =
            instance.currentNode[owner] == Int32(first) && instance.currentNode[target] == Int32(second)
          guard !bothStay, let b = literal(target, on: second) else { continue }
          model.atLeastOne(of: [!a, !b])
        }
      }
    }

    private func addAffinities() {
      for affinity in instance.affinities {
        let targets = affinity.targets.map(Int.init)
        let isTarget = Set(targets)
        for owner in affinity.owners.map(Int.init) {
          let first = isTarget.contains(owner) && affinity.fixedTargets.isEmpty ? alone(owner, among: targets) : nil
          for topology in affinity.topologies { accompany(owner, affinity, topology, targets, unless: first) }
        }
      }
    }

    /// A Boolean that forbids all targets but `owner`.
    private func alone(_ owner: Int, among targets: [Int]) -> BoolVar {
      let alone = model.boolean("alone")
      for target in targets where target != owner {
        for case let literal? in groups[groupOfPod[target]].literal { model.imply(alone, !literal) }
      }
      return alone
    }

    private func accompany(
      _ owner: Int, _ affinity: Affinity, _ topology: Int, _ targets: [Int], unless first: BoolVar?
    ) {
      let domainOfNode = instance.topologies[topology].domainOfNode
      let domains = nodes(of: topology)
      for node in 0..<instance.nodeCount where instance.currentNode[owner] != Int32(node) {
        guard let here = literal(owner, on: node) else { continue }
        let domain = domainOfNode[node]
        if domain >= 0, affinity.fixedTargets.contains(where: { domainOfNode[Int($0)] == domain }) { continue }
        var company = first.map { [$0] } ?? []
        if domain >= 0 {
          for target in targets where target != owner {
            company += domains[Int(domain)].compactMap { literal(target, on: $0) }
          }
        }
        model.atLeastOne(of: [!here] + company)
      }
    }

    private func addSpreads() {
      for spread in instance.spreads {
        let counts = instance.nodeSets[Int(spread.nodeSet)]
        let domains = nodes(of: spread.topology)
        let exists = domains.map { $0.contains(where: counts.contains) }
        let held = domains.indices.map { domain in
          var held = (exists[domain] ? spread.fixedCount[domain] : 0).linearExpression
          for node in domains[domain] where counts.contains(node) {
            for pod in spread.counted { if let literal = literal(Int(pod), on: node) { held += literal } }
          }
          return held
        }
        let isFew = exists.count { $0 } < max(1, spread.minDomains)
        for owner in spread.owners.map(Int.init) {
          for domain in domains.indices {
            for node in domains[domain] where instance.currentNode[owner] != Int32(node) {
              guard let here = literal(owner, on: node) else { continue }
              if isFew { model.add(held[domain] <= spread.maxSkew, if: here) }
              for other in domains.indices where !isFew && exists[other] && other != domain {
                model.add(held[domain] - held[other] <= spread.maxSkew, if: here)
              }
            }
          }
        }
      }
    }

    // MARK: Solutions

    /// A clause that asks of a placement that some coupled pod is not where `values` have it.
    func differing(from values: [Int]) -> [BoolVar] {
      groups.filter { isCoupled[$0.pods[0]] }.flatMap { group in
        let literals = group.literal.compactMap(\.self)
        return literals.first { values[$0.variable.index] == 1 }.map { [!$0] } ?? literals
      }
    }

    func decode(_ values: [Int]) -> Solution {
      var result = [Int32](repeating: -1, count: instance.podCount)
      for group in groups {
        var left = group.count.map { $0.map { values[$0.index] } ?? 0 }
        for pod in group.pods where instance.currentNode[pod] >= 0 && left[Int(instance.currentNode[pod])] > 0 {
          left[Int(instance.currentNode[pod])] -= 1
          result[pod] = instance.currentNode[pod]
        }
        var node = 0
        let waiting = group.pods.filter { result[$0] < 0 }
        for pod in waiting.filter({ instance.currentNode[$0] >= 0 })
          + waiting.filter({ instance.currentNode[$0] < 0 })
        {
          while node < left.count, left[node] == 0 { node += 1 }
          if node == left.count { break }
          left[node] -= 1
          result[pod] = Int32(node)
        }
      }
      return Solution(result, of: instance)
    }
  }
}
