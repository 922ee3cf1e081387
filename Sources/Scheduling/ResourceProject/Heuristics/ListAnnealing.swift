import Basics
import Projects

extension ResourceProject {
  /// Simulated annealing on activity lists with a population: random lists cool down to its first members, and then what
  /// a crossover of two members gives cools down from a lower warmth and takes the place of a worst one.
  ///
  /// A population that has brought nothing better for long is given up for another one with longer cycles. Deterministic
  /// for a seed.
  final class ListAnnealing {
    struct Settings {
      var populationSize = 8
      /// Schedules of a cycle for each activity, from a random list and from a crossover.
      var founderCycle = 400
      var childCycle = 250
      /// Of any cycle of the first population.
      var longestCycle = 50_000
      /// The chance at the beginning of a cycle to accept a makespan longer by one.
      var founderWarmth = 0.19
      var childWarmth = 0.05
      /// The share of crossovers in two points instead of at peaks.
      var twoPointShare = 0.5
      /// Children without a shorter makespan after which a population ends, in populations.
      var patience = 10
      /// How much longer the cycles of each population are than those of the last one.
      var growth = 1.5
    }

    private let settings: Settings
    private let cooling: ListCooling
    private let sampler: ListSampler
    private let peaks: PeakCrossover
    private let twoPoints: TwoPointCrossover
    private var random: RandomSource

    private struct Member {
      var starts, list: [Int32]
      var makespan: Int
    }

    private var members: [Member] = []
    /// Cycles since the population has found its shortest makespan.
    private var idleCount = 0
    private var stretch = 1.0

    let bestStarts: Buffer<Int32>
    private(set) var bestMakespan = Int.max

    var scheduleCount: Int { cooling.scheduleCount }

    init(_ instance: Instance, seed: UInt64, _ settings: Settings = Settings()) {
      self.settings = settings
      cooling = ListCooling(instance)
      sampler = ListSampler(cooling.project, priorities: PriorityRule.lft.priorities(of: instance))
      peaks = PeakCrossover(cooling.project)
      twoPoints = TwoPointCrossover(count: cooling.project.count)
      random = RandomSource(seed: seed)
      bestStarts = Buffer(repeating: 0, count: cooling.project.count)
      beginCycle()
    }

    /// Makes and judges one more schedule.
    ///
    /// - Returns: whether it is better than all before.
    func step() -> Bool {
      if cooling.isOver {
        takeIn()
        beginCycle()
      }
      cooling.step(&random)
      guard cooling.bestMakespan < bestMakespan else { return false }
      bestMakespan = cooling.bestMakespan
      bestStarts.pointer.update(from: cooling.bestStarts.pointer, count: bestStarts.count)
      return true
    }

    private func beginCycle() {
      let isFounding = members.count < settings.populationSize
      let perActivity = isFounding ? settings.founderCycle : settings.childCycle
      let length = min(perActivity * bestStarts.count, settings.longestCycle)
      cooling.begin(
        length: Int(Double(length) * stretch), warmth: isFounding ? settings.founderWarmth : settings.childWarmth
      ) { isFounding ? sampler.draw(into: $0, &random) : cross(into: $0) }
    }

    private func cross(into child: UnsafeMutablePointer<Int32>) {
      let mother = random.below(members.count)
      var father = random.below(members.count - 1)
      if father >= mother { father += 1 }
      let (first, second) = (members[mother], members[father])
      if random.unit() < settings.twoPointShare {
        twoPoints.cross(first.list, second.list, into: child, &random)
      } else {
        peaks.cross(first.list, first.starts, second.list, into: child, &random)
      }
    }

    /// The best of a cycle becomes a member, in the place of a worst one unless it is worse or a copy.
    private func takeIn() {
      let new = Member(
        starts: Array(UnsafeBufferPointer(start: cooling.bestStarts.pointer, count: bestStarts.count)),
        list: Array(UnsafeBufferPointer(start: cooling.bestList.pointer, count: bestStarts.count)),
        makespan: cooling.bestMakespan)
      let isShorter = members.allSatisfy { $0.makespan > new.makespan }
      idleCount = isShorter ? 0 : idleCount + 1
      if members.count < settings.populationSize {
        members.append(new)
      } else if !members.contains(where: { $0.starts == new.starts }) {
        let longest = members.indices.max { members[$0].makespan < members[$1].makespan }!
        // Of equals the oldest goes.
        if new.makespan <= members[longest].makespan {
          members.remove(at: longest)
          members.append(new)
        }
      }
      if idleCount > settings.patience * settings.populationSize {
        members = []
        idleCount = 0
        stretch *= settings.growth
      }
    }
  }
}
