import Modeling

extension ScheduleModelBuilder {
  mutating func addConstraints() {
    addSequences()
    for constraint in instance.constraints {
      let outer = isExplained ? model.beginGroup(instance.words(of: constraint)) : nil
      defer { if let outer { model.endGroup(outer) } }
      switch constraint {
      case .identicalResources(let first, let second): relate(first, second) { $0 == $1 }
      case .differentResources(let first, let second): relate(first, second) { $0.isDisjoint(with: $1) }
      case .consecutive(let first, let second): addConsecutive(first, second)
      case .sameSequence: break
      case .modeDependency(let task, let mode, let other, let modes):
        guard let way = tasks[task].modes[mode], tasks[other].main != nil else { continue }
        let allowed = modes.compactMap { tasks[other].modes[$0] }
        // A mode that is always there asks for nothing.
        if allowed.contains(where: { $0.choice == nil }) { continue }
        model.atLeastOne(of: unless(way.choice, tasks[other].presence) + allowed.compactMap(\.choice))
      case .selectAllOrNone(let members, let condition): addAllOrNone(members, condition)
      case .selectAtLeastOne(let members, let condition):
        let presences = members.map(presence)
        if presences.contains(where: { $0 == nil }) { continue }
        model.atLeastOne(of: presences.compactMap(\.self) + unless(condition.flatMap(presence)))
      case .selectExactlyOne(let members, let condition): addExactlyOne(members, condition)
      }
    }
  }

  /// nil where the task always takes place.
  private func presence(_ task: Int) -> BoolVar? { tasks[task].presence }

  private mutating func literal(_ task: Int) -> BoolVar { presence(task) ?? constant(true) }

  private mutating func addAllOrNone(_ members: [Int], _ condition: Int?) {
    let literals = members.map { literal($0) }
    guard let first = literals.first else { return }
    for other in literals.dropFirst() {
      model.imply(first, other)
      model.imply(other, first)
    }
    if let condition { model.imply(literal(condition), first) }
  }

  private mutating func addExactlyOne(_ members: [Int], _ condition: Int?) {
    let literals = members.map { literal($0) }
    guard let condition, let asked = presence(condition) else { return model.exactlyOne(of: literals) }
    model.atMostOne(of: literals)
    model.atLeastOne(of: literals + [!asked])
    for member in literals { model.imply(member, asked) }
  }

  // MARK: Resources of two tasks

  /// Where both take place, the resources that they hold fit each other.
  private func relate(_ first: Int, _ second: Int, fits: (Set<Int>, Set<Int>) -> Bool) {
    let others = tasks[second].modes.indices.filter { tasks[second].modes[$0] != nil }
    for (mode, way) in tasks[first].modes.enumerated() {
      guard let way, tasks[second].main != nil else { continue }
      let held = held(first, mode)
      let fitting = others.filter { fits(held, self.held(second, $0)) }
      if fitting.count == others.count { continue }
      // With one mode that fits, where the other task has a choice, its presence is the choice.
      let choices = fitting.compactMap { tasks[second].modes[$0]?.choice }
      if choices.count < fitting.count { continue }
      model.atLeastOne(of: unless(way.choice, presence(second)) + choices)
    }
  }

  private func held(_ task: Int, _ mode: Int) -> Set<Int> {
    Set(instance.tasks[task].modes[mode].demands.filter { $0.timing == .whileRunning }.map(\.resource))
  }

  private mutating func addConsecutive(_ first: Int, _ second: Int) {
    for machine in members.indices {
      let firsts = members[machine].indices.filter { members[machine][$0].task == first }
      let seconds = members[machine].indices.filter { members[machine][$0].task == second }
      if firsts.isEmpty || seconds.isEmpty { continue }
      let sequence = sequence(of: machine)
      for i in firsts {
        for j in seconds {
          model.atLeastOne(
            of: [sequence.next[i][j]] + unless(members[machine][i].presence, members[machine][j].presence))
        }
      }
    }
  }

  // MARK: Same sequences

  private struct PairOnMachine: Hashable {
    let machine: Int
    let first: Int
    let second: Int
  }

  /// Pairs of tasks that are always on their machines share one literal wherever their order is the same.
  private mutating func addSequences() {
    var groups: [PairOnMachine: Int] = [:]
    var parents: [Int] = []
    func root(_ number: Int) -> Int {
      var number = number
      while parents[number] != number { number = parents[number] }
      return number
    }
    func group(_ pair: PairOnMachine) -> Int {
      if let known = groups[pair] { return root(known) }
      groups[pair] = parents.count
      parents.append(parents.count)
      return parents.count - 1
    }
    var loose: [(PairOnMachine, PairOnMachine)] = []
    for case .sameSequence(let machines, let pairs) in instance.constraints {
      for (place, one) in pairs.enumerated() {
        for other in pairs[(place + 1)...] {
          var first = PairOnMachine(machine: machines.0, first: one.0, second: other.0)
          var second = PairOnMachine(machine: machines.1, first: one.1, second: other.1)
          if one.0 == other.0 || one.1 == other.1 { continue }
          if first.first > first.second {
            first = PairOnMachine(machine: machines.0, first: other.0, second: one.0)
            second = PairOnMachine(machine: machines.1, first: other.1, second: one.1)
          }
          if isCertain(first), isCertain(second), second.first < second.second {
            let (a, b) = (group(first), group(second))
            parents[max(a, b)] = min(a, b)
          } else {
            loose.append((first, second))
          }
        }
      }
    }
    var literals: [Int: BoolVar] = [:]
    let certain = groups.sorted { ($0.value, $0.key.machine) < ($1.value, $1.key.machine) }
    for (pair, number) in certain {
      let known = literals[root(number)]
      let literal = known ?? model.boolean()
      literals[root(number)] = literal
      if known == nil { orders.append(.init(literal: literal, first: pair.first, second: pair.second)) }
      order(pair, by: literal)
    }
    for (first, second) in loose { tie(first, second) }
  }

  /// Whether both tasks are on the machine in any schedule.
  private func isCertain(_ pair: PairOnMachine) -> Bool {
    [pair.first, pair.second].allSatisfy { task in
      tasks[task].presence == nil && instance.tasks[task].modes.allSatisfy { $0.duration > 0 }
        && tasks[task].modes.indices.allSatisfy { mode in
          tasks[task].modes[mode] == nil || members[pair.machine].contains { $0.task == task && $0.mode == mode }
        } && tasks[task].main != nil
    }
  }

  private func order(_ pair: PairOnMachine, by literal: BoolVar) {
    for first in members[pair.machine] where first.task == pair.first {
      for second in members[pair.machine] where second.task == pair.second {
        model.precede(first.interval, second.interval, if: literal)
        model.precede(second.interval, first.interval, if: !literal)
      }
    }
  }

  /// Where all four are on their machines, the orders agree.
  private mutating func tie(_ one: PairOnMachine, _ other: PairOnMachine) {
    let literal = model.boolean()
    orders.append(.init(literal: literal, first: one.first, second: one.second))
    func members(_ pair: PairOnMachine) -> [(Member, Member)] {
      self.members[pair.machine].filter { $0.task == pair.first }.flatMap { first in
        self.members[pair.machine].filter { $0.task == pair.second }.map { (first, $0) }
      }
    }
    for (a, b) in members(one) {
      for (c, d) in members(other) {
        var conditions = [a, b, c, d].compactMap(\.presence)
        conditions.append(literal)
        model.add(a.interval.end <= b.interval.start, conditions: conditions)
        model.add(c.interval.end <= d.interval.start, conditions: conditions)
        conditions[conditions.count - 1] = !literal
        model.add(b.interval.end <= a.interval.start, conditions: conditions)
        model.add(d.interval.end <= c.interval.start, conditions: conditions)
      }
    }
  }
}
