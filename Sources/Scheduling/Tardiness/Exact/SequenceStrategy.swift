import Race

extension Tardiness {
  /// All sequences, depth first, for few jobs with numbers of any size: other methods have tables as long as the
  /// horizon, or numbers of 30 bits.
  struct SequenceStrategy: Strategy {
    let name = "sequence search"
    private let instance: Instance

    /// A set of jobs is one word.
    static let jobLimit = 64

    init(_ instance: Instance) { self.instance = instance }

    func run(on scoreboard: Scoreboard<Solution>) {
      guard !scoreboard.shouldStop, instance.jobCount <= Self.jobLimit else { return }
      var search = SequenceSearch(instance, known: scoreboard.best?.objective.first)
      let isComplete = search.run(
        shouldStop: { scoreboard.shouldStop },
        onBetter: { scoreboard.offer(Solution($0, of: instance), from: name) })
      if isComplete { scoreboard.prove(Objective(search.best), by: name) }
    }
  }

  /// The search itself: no job goes next that another one could end before it begins, a bound of what is left has to be
  /// below the best total, and what has been seen with the same jobs left, no later and no dearer, is not seen again.
  struct SequenceSearch {
    private struct Seen {
      let time, cost: Int
    }

    /// The least total known.
    private(set) var best: Int
    private let jobs: [Job]
    /// Jobs that cost something and take time; the others stand before them or after them.
    private let numbers: [Int]
    private let leading, trailing: [Int]
    private let instantCost: Int
    private var sequence: [Int] = []
    private var seen: [UInt64: [Seen]] = [:]
    private var seenCount = 0
    private var isStopped = false

    /// Entries of what was seen: some hundred megabytes.
    private static let seenLimit = 2_000_000

    /// - Parameter known: the total of a sequence that is there already.
    init(_ instance: Instance, known: Int?) {
      jobs = instance.jobs
      leading = jobs.indices.filter { instance.jobs[$0].processingTime == 0 }
      numbers = jobs.indices.filter { instance.jobs[$0].processingTime > 0 && instance.jobs[$0].weight > 0 }
        .sorted { (instance.jobs[$0].dueDate, $0) < (instance.jobs[$1].dueDate, $1) }
      trailing = jobs.indices.filter { instance.jobs[$0].processingTime > 0 && instance.jobs[$0].weight == 0 }
      instantCost = Tardiness.instantCost(of: instance)
      best = known ?? .max
    }

    /// - Parameter onBetter: given each better sequence.
    /// - Returns: whether it came to its end, so that nothing is better than `best`.
    mutating func run(shouldStop: () -> Bool, onBetter: ([Int]) -> Void) -> Bool {
      let all = numbers.isEmpty ? 0 : UInt64.max >> (64 - UInt64(numbers.count))
      extend(all, 0, instantCost, shouldStop, onBetter)
      return !isStopped
    }

    private mutating func extend(
      _ left: UInt64, _ time: Int, _ cost: Int, _ shouldStop: () -> Bool, _ onBetter: ([Int]) -> Void
    ) {
      isStopped = isStopped || shouldStop()
      guard !isStopped, cost < best else { return }
      guard left != 0 else {
        best = cost
        onBetter(leading + sequence + trailing)
        return
      }
      let candidates = numbers.indices.filter { left & 1 << UInt64($0) != 0 }
      guard cost + bound(candidates, time) < best, isNew(left, time, cost) else { return }
      let firstEnd = candidates.reduce(Int.max) { min($0, end(of: $1, from: time)) }
      for place in candidates where max(time, jobs[numbers[place]].releaseDate) < firstEnd {
        let job = jobs[numbers[place]]
        let end = end(of: place, from: time)
        sequence.append(numbers[place])
        extend(
          left & ~(1 << UInt64(place)), end, cost + job.weight * max(0, end - job.dueDate), shouldStop, onBetter)
        sequence.removeLast()
      }
    }

    private func end(of place: Int, from time: Int) -> Int {
      max(time, jobs[numbers[place]].releaseDate) + jobs[numbers[place]].processingTime
    }

    private func bound(_ places: [Int], _ time: Int) -> Int {
      Tardiness.lowerBound(
        of: places.map {
          let job = jobs[numbers[$0]]
          return Job(
            processingTime: job.processingTime, dueDate: job.dueDate, weight: job.weight,
            releaseDate: max(time, job.releaseDate))
        })
    }

    private mutating func isNew(_ left: UInt64, _ time: Int, _ cost: Int) -> Bool {
      let known = seen[left] ?? []
      if known.contains(where: { $0.time <= time && $0.cost <= cost }) { return false }
      guard seenCount < Self.seenLimit else { return true }
      seen[left] = known.filter { $0.time < time || $0.cost < cost } + [Seen(time: time, cost: cost)]
      seenCount += 1
      return true
    }
  }
}
