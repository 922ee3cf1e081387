import Basics
import Solving

extension GeneralSchedule {
  /// A project of a level: so many precedences between layers of tasks, none implied by the others; in the second phase
  /// downtimes, windows and disjunctive pairs besides, all of which some schedule keeps.
  /// - Source: Jain, Wetter 2025, "R-ConstraintBench: Evaluating LLMs on NP-Complete Scheduling", for the two phases; sizes
  ///   and distributions are ours, since theirs were not found.
  struct ConstrainedProject {
    /// What is asked of the generator.
    struct Parameters {
      var tasks = 20
      var resources = 3
      var durations = 1...10
      /// Precedences; nil for as many as tasks, or as many as there is room for.
      var level: Int?
      /// The second phase.
      var isFull = true
      /// By how much due dates are earlier than those that the schedule keeps.
      var tightening = 0
      var seed: UInt64 = 1
    }

    private let parameters: Parameters
    private var random: RandomSource
    private let durations: [Int]
    private let capacities: [Int]
    private let demands: [[Int]]
    private var arcs: LayeredArcs

    /// - Throws: that there is no room for so many precedences.
    init(_ parameters: Parameters) throws(InvalidInstance) {
      self.parameters = parameters
      var random = RandomSource(seed: parameters.seed)
      durations = (0..<parameters.tasks).map { _ in random.within(parameters.durations) }
      let capacities = (0..<parameters.resources).map { _ in random.within(4...10) }
      demands = (0..<parameters.tasks).map { _ in capacities.map { random.within(0...$0 / 2) } }
      self.capacities = capacities
      arcs = LayeredArcs(nodes: parameters.tasks)
      arcs.add(parameters.level ?? parameters.tasks, &random)
      self.random = random
      if let level = parameters.level, arcs.count != level {
        throw InvalidInstance(
          "\(level) precedences, none implied by others, were not found between \(parameters.tasks) tasks, but "
            + "\(arcs.count)")
      }
    }

    /// Precedences.
    var level: Int { arcs.count }

    mutating func instance(name: String) throws(InvalidInstance) -> Instance {
      var description = Description(name)
      description.objective = [[Term(.makespan, weight: 0)]]
      description.resources = capacities.enumerated().map { Resource("resource \($0)", .renewable(capacity: $1)) }
      for task in durations.indices {
        var made = Task("task \(task)")
        let needs = demands[task].enumerated().filter { $0.element > 0 }.map { Demand($0.offset, $0.element) }
        made.modes = [Mode(duration: durations[task], needs)]
        description.tasks.append(made)
        for successor in arcs.successors[task].sorted() {
          description.lags.append(Lag(.end(of: task), .start(of: successor), minimum: 0))
        }
      }
      if parameters.isFull { addSecondPhase(&description) }
      return try Instance(description)
    }

    // MARK: The second phase

    private mutating func addSecondPhase(_ description: inout Description) {
      let span = zip(serialSchedule(description.resources), durations).map(+).max() ?? 0
      for resource in description.resources.indices where random.chance(Self.probability) {
        let start = random.below(max(1, span))
        description.resources[resource].breaks = [start..<start + random.within(2...9)]
      }
      let starts = serialSchedule(description.resources)
      addWindows(&description, starts)
      addDisjunctivePairs(&description, starts)
    }

    private mutating func addWindows(_ description: inout Description, _ starts: [Int]) {
      for _ in 0..<durations.count / 3 where random.chance(Self.probability) {
        let task = random.below(durations.count)
        let release = max(0, starts[task] - random.within(0...Self.slack))
        let due = starts[task] + durations[task] + random.within(0...Self.slack) - parameters.tightening
        description.tasks[task].earliestStart = release
        description.tasks[task].latestEnd = max(due, release + durations[task])
      }
    }

    /// Pairs that do not overlap in the schedule, and that no precedence keeps apart.
    private mutating func addDisjunctivePairs(_ description: inout Description, _ starts: [Int]) {
      let reached = durations.indices.map { arcs.reached(from: $0) }
      var chosen: Set<[Int]> = []
      for _ in 0..<durations.count * 2 / 3 where random.chance(Self.probability) {
        let pair = [random.below(durations.count), random.below(durations.count)].sorted()
        let (first, second) = (pair[0], pair[1])
        let apart =
          starts[first] + durations[first] <= starts[second] || starts[second] + durations[second] <= starts[first]
        guard first != second, apart, !reached[first].contains(second), !reached[second].contains(first),
          chosen.insert(pair).inserted
        else { continue }
        let machine = description.resources.count
        let name = Instance.machineName(description.tasks[first].name, description.tasks[second].name)
        description.resources.append(Resource(name, .machine))
        for task in pair { description.tasks[task].modes[0].demands.append(Demand(machine)) }
      }
    }

    /// Layer by layer, in an order of chance inside them, each task as early as it can be.
    private mutating func serialSchedule(_ resources: [Resource]) -> [Int] {
      let order = arcs.layers.flatMap { $0.shuffled(using: &random) }
      let breaks = resources.map(\.breaks)
      let last = breaks.joined().map(\.upperBound).max() ?? 0
      var free = [[Int]](repeating: capacities, count: durations.reduce(last + 1, +))
      var starts = [Int](repeating: 0, count: durations.count)
      for task in order {
        let needed = demands[task].indices.filter { demands[task][$0] > 0 }
        var start = arcs.predecessors[task].map { starts[$0] + durations[$0] }.max() ?? 0
        func fits(at time: Int) -> Bool {
          needed.allSatisfy { resource in
            free[time][resource] >= demands[task][resource] && !breaks[resource].contains { $0.contains(time) }
          }
        }
        while !(start..<start + durations[task]).allSatisfy(fits) { start += 1 }
        for time in start..<start + durations[task] {
          for resource in needed { free[time][resource] -= demands[task][resource] }
        }
        starts[task] = start
      }
      return starts
    }

    /// In percent, of each place for a constraint of the second phase to be used.
    private static let probability = 75
    /// At most, of windows on either side.
    private static let slack = 6
  }
}
