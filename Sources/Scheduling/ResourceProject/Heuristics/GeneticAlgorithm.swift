import Basics
import Projects

extension ResourceProject {
  /// The hybrid genetic algorithm: activity lists, forward-backward improvement of every schedule, peak crossover,
  /// restarts in the neighbourhood of the best schedule.
  ///
  /// Deterministic for a seed, but for what others bring in at restarts through `adopt`.
  /// - Source: Valls, Ballestín, Quintanilla 2008, "A hybrid genetic algorithm for the resource-constrained project
  ///   scheduling problem".
  final class GeneticAlgorithm {
    struct Settings {
      var populationSize = 50
      /// Children without a better best before a restart, in populations.
      var patience = 10
      /// The chance of each neighbouring pair of a child's list to swap.
      var mutationRate = 0.05
      /// How closely restarts follow the best list.
      var fidelity = 0.9
      /// The share of children made by two-point crossover instead of peak crossover.
      var twoPointShare = 0.5
      /// Of this many restarts, one forgets the best list.
      var freshInterval = 2
    }

    private let project: PackedProject
    private let settings: Settings
    private let serial: SerialScheme
    private let parallel: ParallelScheme
    private let improvement: ForwardBackward
    private let sampler: ListSampler
    private let crossover: PeakCrossover
    private let twoPoints: TwoPointCrossover
    private let priorities: [Int32]
    private var random: RandomSource

    // Individual k: lists[k * n ..< (k + 1) * n] in order of starts[k * n ..< (k + 1) * n]. The last one is the child.
    private let lists, starts: Buffer<Int32>
    private let makespans: Buffer<Int>
    private var memberCount = 0

    let bestStarts: Buffer<Int32>
    private let bestList: Buffer<Int32>
    private(set) var bestMakespan = Int.max
    private var childrenSinceBest = 0
    private(set) var restarts = 0

    var scheduleCount: Int { serial.scheduleCount }

    init(_ instance: Instance, seed: UInt64, _ settings: Settings = Settings()) {
      project = PackedProject(instance)
      self.settings = settings
      serial = SerialScheme(project)
      parallel = ParallelScheme(project)
      improvement = ForwardBackward(project, serial)
      priorities = PriorityRule.lft.priorities(of: instance)
      sampler = ListSampler(project, priorities: priorities)
      crossover = PeakCrossover(project)
      twoPoints = TwoPointCrossover(count: project.count)
      random = RandomSource(seed: seed)
      lists = Buffer(repeating: 0, count: (settings.populationSize + 1) * project.count)
      starts = Buffer(repeating: 0, count: (settings.populationSize + 1) * project.count)
      makespans = Buffer(repeating: 0, count: settings.populationSize + 1)
      bestStarts = Buffer(repeating: 0, count: project.count)
      bestList = Buffer(repeating: 0, count: project.count)
    }

    /// Takes in a schedule found elsewhere.
    func adopt(_ schedule: [Int], makespan: Int) {
      guard makespan < bestMakespan else { return }
      for (activity, start) in schedule.enumerated() { bestStarts[activity] = Int32(start) }
      improvement.order(bestStarts.pointer, into: bestList.pointer)
      bestMakespan = makespan
      childrenSinceBest = 0
    }

    /// Makes and judges one more individual.
    ///
    /// - Returns: whether it is better than all before.
    func step() -> Bool {
      if memberCount == settings.populationSize, childrenSinceBest > settings.patience * settings.populationSize {
        memberCount = 0
        childrenSinceBest = 0
        restarts += 1
      }
      let isInitial = memberCount < settings.populationSize
      let slot = isInitial ? memberCount : settings.populationSize
      if isInitial { drawMember(slot) } else { breed(slot) }
      let isBest = makespans[slot] < bestMakespan
      if isBest {
        bestMakespan = makespans[slot]
        bestStarts.pointer.update(from: starts.pointer + slot * project.count, count: project.count)
        bestList.pointer.update(from: lists.pointer + slot * project.count, count: project.count)
        childrenSinceBest = 0
      } else {
        childrenSinceBest += 1
      }
      if isInitial { memberCount += 1 } else { replace(with: slot) }
      return isBest
    }

    /// A member of a first population: random lists, every other time through the parallel scheme; after a restart, near
    /// the best list, but for every fourth restart.
    private func drawMember(_ slot: Int) {
      let list = lists.pointer + slot * project.count
      if restarts % settings.freshInterval != settings.freshInterval - 1, bestMakespan < Int.max, restarts > 0 {
        sampler.draw(into: list, near: bestList.pointer, fidelity: settings.fidelity, &random)
        evaluate(slot)
      } else if slot % 2 == 0 {
        sampler.draw(into: list, &random)
        evaluate(slot)
      } else {
        sampler.draw(into: list, &random)
        drawParallel(slot)
      }
    }

    /// The list's places as priorities of the parallel scheme.
    private func drawParallel(_ slot: Int) {
      let list = lists.pointer + slot * project.count
      let own = starts.pointer + slot * project.count
      let ranks = starts.pointer + settings.populationSize * project.count  // the child's place is free now
      for index in 0..<project.count { ranks[Int(list[index])] = Int32(index) }
      let makespan = parallel.schedule(ranks, into: own)
      makespans[slot] = improvement.improve(own, makespan: makespan)
      improvement.order(own, into: list)
    }

    private func evaluate(_ slot: Int) {
      let list = lists.pointer + slot * project.count
      let own = starts.pointer + slot * project.count
      let makespan = serial.schedule(list, into: own)
      makespans[slot] = improvement.improve(own, makespan: makespan)
      improvement.order(own, into: list)
    }

    private func breed(_ slot: Int) {
      let mother = tournament()
      var father = tournament()
      while father == mother { father = random.below(settings.populationSize) }
      let child = lists.pointer + slot * project.count
      let (first, second) = (lists.pointer + mother * project.count, lists.pointer + father * project.count)
      if random.unit() < settings.twoPointShare {
        twoPoints.cross(first, second, into: child, &random)
      } else {
        crossover.cross(first, starts.pointer + mother * project.count, second, into: child, &random)
      }
      mutate(child)
      evaluate(slot)
    }

    private func tournament() -> Int {
      let first = random.below(settings.populationSize)
      let second = random.below(settings.populationSize)
      return makespans[first] <= makespans[second] ? first : second
    }

    private func mutate(_ list: UnsafeMutablePointer<Int32>) {
      for index in 0..<project.count - 1 where random.unit() < settings.mutationRate {
        let first = list[index]
        let second = list[index + 1]
        if isDirectPredecessor(first, of: second) { continue }
        list[index] = second
        list[index + 1] = first
      }
    }

    private func isDirectPredecessor(_ before: Int32, of after: Int32) -> Bool {
      for edge in Int(project.predecessorOffsets[after])..<Int(project.predecessorOffsets[after + 1])
      where project.predecessors[edge] == before {
        return true
      }
      return false
    }

    /// The child takes the place of a worst member unless it is worse or a copy. Of equals a random one goes: most
    /// members soon have one makespan, and the population must go on changing.
    private func replace(with child: Int) {
      let offset = random.below(settings.populationSize)
      var worst = offset
      for step in 0..<settings.populationSize {
        var member = offset + step
        if member >= settings.populationSize { member -= settings.populationSize }
        if makespans[member] > makespans[worst] { worst = member }
        if makespans[member] == makespans[child], isCopy(member, child) { return }
      }
      guard makespans[child] <= makespans[worst] else { return }
      let count = project.count
      lists.pointer.advanced(by: worst * count).update(from: lists.pointer + child * count, count: count)
      starts.pointer.advanced(by: worst * count).update(from: starts.pointer + child * count, count: count)
      makespans[worst] = makespans[child]
    }

    private func isCopy(_ first: Int, _ second: Int) -> Bool {
      let one = starts.pointer + first * project.count
      let other = starts.pointer + second * project.count
      for activity in 0..<project.count where one[activity] != other[activity] { return false }
      return true
    }
  }
}
