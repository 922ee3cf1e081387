import Basics
import Race

extension ResourceProject {
  /// One priority rule through one generation scheme, then forward-backward improvement.
  struct PriorityRuleStrategy: Strategy {
    enum Scheme: String, CaseIterable { case serial, parallel }

    let instance: Instance
    let scheme: Scheme
    let rule: PriorityRule

    var name: String { Self.name(of: scheme, rule) }

    static func name(of scheme: Scheme, _ rule: PriorityRule) -> String { "\(scheme.rawValue)-\(rule.rawValue)" }

    func run(on scoreboard: Scoreboard<Solution>) {
      let improved = schedule()
      scoreboard.offer(improved, from: name)
    }

    func schedule() -> Solution {
      let project = PackedProject(instance)
      let serial = SerialScheme(project)
      let improvement = ForwardBackward(project, serial)
      let priorities = rule.priorities(of: instance)
      let starts = Buffer<Int32>(repeating: 0, count: project.count)
      let makespan: Int
      switch scheme {
      case .parallel:
        makespan = priorities.withUnsafeBufferPointer {
          ParallelScheme(project).schedule($0.baseAddress!, into: starts.pointer)
        }
      case .serial:
        makespan = serial.schedule(list(project, priorities), into: starts.pointer)
      }
      _ = improvement.improve(starts.pointer, makespan: makespan)
      return Solution(starts: starts)
    }

    /// The activity list that always takes the eligible activity of smallest priority value.
    private func list(_ project: PackedProject, _ priorities: [Int32]) -> [Int32] {
      var list: [Int32] = []
      var missing = instance.predecessors.map(\.count)
      var eligible = instance.topologicalOrder.filter { missing[$0] == 0 }
      while !eligible.isEmpty {
        var choice = 0
        for index in eligible.indices.dropFirst() {
          let (one, best) = (eligible[index], eligible[choice])
          if (priorities[one], project.position[one]) < (priorities[best], project.position[best]) { choice = index }
        }
        let activity = eligible.remove(at: choice)
        list.append(Int32(activity))
        for successor in instance.successors[activity] {
          missing[successor] -= 1
          if missing[successor] == 0 { eligible.append(successor) }
        }
      }
      return list
    }
  }

  /// The first solution, within milliseconds, then every rule with every scheme.
  struct PriorityRules: Strategy {
    let instance: Instance
    var name = "priority rules"

    func run(on scoreboard: Scoreboard<Solution>) {
      for rule in PriorityRule.allCases {
        for scheme in [PriorityRuleStrategy.Scheme.parallel, .serial] {
          if scoreboard.shouldStop { return }
          let strategy = PriorityRuleStrategy(instance: instance, scheme: scheme, rule: rule)
          scoreboard.offer(strategy.schedule(), from: strategy.name)
        }
      }
    }
  }

  /// Independent random lists, each improved forward and backward.
  struct Sampling: Strategy {
    let instance: Instance
    let seed: UInt64
    /// Schedules to build; nil for no limit.
    let scheduleLimit: Int?
    let name = "sampling"

    func run(on scoreboard: Scoreboard<Solution>) {
      let project = PackedProject(instance)
      let serial = SerialScheme(project)
      let improvement = ForwardBackward(project, serial)
      let sampler = ListSampler(project, priorities: PriorityRule.lft.priorities(of: instance))
      let list = Buffer<Int32>(repeating: 0, count: project.count)
      let starts = Buffer<Int32>(repeating: 0, count: project.count)
      var random = RandomSource(seed: seed)
      var best = Int.max
      while !scoreboard.shouldStop, serial.scheduleCount < scheduleLimit ?? Int.max {
        sampler.draw(into: list.pointer, &random)
        let makespan = improvement.improve(
          starts.pointer, makespan: serial.schedule(list.pointer, into: starts.pointer))
        if makespan < best {
          best = makespan
          scoreboard.offer(Solution(starts: starts), from: name)
        }
      }
    }
  }

  /// The hybrid genetic algorithm, in both directions of time.
  struct GeneticSearch: Strategy {
    let instance: Instance
    let seed: UInt64
    /// Schedules to build; nil for no limit.
    let scheduleLimit: Int?
    let name = "genetic"

    func run(on scoreboard: Scoreboard<Solution>) {
      let search = BidirectionalSearch(instance, seed: seed)
      defer { scoreboard.tell(WorkReport(source: name, counts: ["schedules": search.scheduleCount])) }
      var steps = 0
      while !scoreboard.shouldStop, search.scheduleCount < scheduleLimit ?? Int.max {
        // Looking now and then is enough: what others found matters at restarts.
        if steps % 256 == 0, scoreboard.bestObjective < search.bestMakespan, let best = scoreboard.best {
          search.adopt(best.solution, makespan: best.objective.first)
        }
        steps += 1
        if search.step(), let best = search.best { scoreboard.offer(best, from: name) }
      }
    }
  }

  /// Simulated annealing on activity lists.
  struct AnnealingSearch: Strategy {
    let instance: Instance
    let seed: UInt64
    /// Schedules to build; nil for no limit.
    let scheduleLimit: Int?
    let name = "annealing"

    func run(on scoreboard: Scoreboard<Solution>) {
      let search = ListAnnealing(instance, seed: seed)
      defer { scoreboard.tell(WorkReport(source: name, counts: ["schedules": search.scheduleCount])) }
      while !scoreboard.shouldStop, search.scheduleCount < scheduleLimit ?? Int.max {
        if search.step() { scoreboard.offer(Solution(starts: search.bestStarts), from: name) }
      }
    }
  }
}

extension ResourceProject.Solution {
  init(starts: borrowing Buffer<Int32>) {
    var copy: [Int] = []
    copy.reserveCapacity(starts.count)
    for activity in 0..<starts.count { copy.append(Int(starts[activity])) }
    self.init(starts: copy)
  }
}
