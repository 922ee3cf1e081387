import Kernel
import Modeling
import Solving

extension Tardiness {
  /// One machine as a constraint model: an interval for each job after its release, no overlap, a tardiness T ≥ end - d
  /// for each, and the weighted sum of these as the objective.
  ///
  /// Where no release dates interfere, a job that is no longer, due no later and weighs no less than another one goes
  /// before it in some optimal sequence, for all such pairs at once (Emmons 1969); the model has these precedences.
  struct ConstraintModel: ConstraintFormulation {
    /// More jobs than this take too much memory for ordering Booleans.
    static let jobLimit = 450

    let model: Model
    private let instance: Instance
    /// The numbers of the jobs with a duration; the others cost what they cost, and are not in the model.
    private let numbers: [Int]
    private let intervals: [IntervalVar]
    private let tardiness: [IntVar]
    private let isDominated: Bool

    /// - Parameter limit: a total that some sequence reaches; the model contains an optimal one of those up to it.
    init(_ instance: Instance, limit: Int) {
      self.instance = instance
      let numbers = instance.jobs.indices.filter { instance.jobs[$0].processingTime > 0 }
      model = Model(instance.name)
      var intervals: [IntervalVar] = []
      var tardiness: [IntVar] = []
      var cost = LinearExpression()
      for number in numbers {
        let job = instance.jobs[number]
        let earliest = job.releaseDate + job.processingTime
        let most = job.weight > 0 ? limit / job.weight : Int.max / 2
        let latest = max(earliest, min(instance.horizon, max(0, job.dueDate) + most))
        let interval = model.interval(
          start: job.releaseDate...(latest - job.processingTime), duration: job.processingTime, name: "job \(number)")
        // A due date behind everything is as good as none.
        let dueDate = min(job.dueDate, instance.horizon)
        let late = model.integer(max(0, earliest - dueDate)...max(0, latest - dueDate), "tardiness \(number)")
        model.add(interval.end - dueDate <= late)
        cost = cost + job.weight * late
        intervals.append(interval)
        tardiness.append(late)
      }
      self.numbers = numbers
      self.intervals = intervals
      self.tardiness = tardiness
      isDominated = !instance.hasReleaseDates
      model.noOverlap(intervals)
      model.minimize(cost + Tardiness.instantCost(of: instance))
      if isDominated { addDominance() }
    }

    /// Whether the numbers fit the engine, and ordering Booleans for all pairs are affordable.
    static func isAffordable(_ instance: Instance) -> Bool {
      let limit = 1 << 29
      let dearest = instance.jobs.reduce(0) { $0 + $1.weight * max(0, instance.horizon - $1.dueDate) }
      let hasWork = instance.jobs.contains { $0.processingTime > 0 && $0.weight > 0 }
      return hasWork && instance.jobCount <= jobLimit && instance.horizon < limit && dearest < limit
        && instance.jobs.allSatisfy { $0.dueDate > -limit }
    }

    /// Why an instance has no constraint model.
    static let tooLarge = ModelTooLarge(
      "the constraint model is for \(jobLimit) jobs and totals below 2^29, and some work to be done")

    private func addDominance() {
      for (i, first) in numbers.enumerated() {
        for (j, second) in numbers.enumerated() where i != j && goesBefore(first, second) {
          model.precede(intervals[i], intervals[j])
        }
      }
    }

    /// Whether `first` dominates `second`; of equal jobs, the smaller number does.
    private func goesBefore(_ first: Int, _ second: Int) -> Bool {
      let (a, b) = (instance.jobs[first], instance.jobs[second])
      guard a.processingTime <= b.processingTime, a.dueDate <= b.dueDate, a.weight >= b.weight else { return false }
      return a != b || first < second
    }

    /// The orders are the decisions; with all of them made, everything starts as early as it can.
    func guide(_ lowered: LoweredModel) {
      lowered.solver.completeAtLowerBounds(intervals.map { lowered.variable($0.start) })
      lowered.solver.completeAtLowerBounds(tardiness.map { lowered.variable($0) })
    }

    func decode(_ values: [Int]) -> Solution {
      let order = numbers.indices.sorted {
        (values[intervals[$0].start.index], $0) < (values[intervals[$1].start.index], $1)
      }
      let instant = instance.jobs.indices.filter { instance.jobs[$0].processingTime == 0 }
      return Solution(instant + order.map { numbers[$0] }, of: instance)
    }

    /// The same sequence, with dominated jobs exchanged for those that dominate them, which costs nothing.
    func encode(_ solution: Solution) -> [Int]? {
      let image = Solution(isDominated ? undominated(solution.sequence) : solution.sequence, of: instance)
      var values = [Int](repeating: 0, count: model.data.variableCount)
      for (index, number) in numbers.enumerated() {
        let (completion, job) = (image.completions[number], instance.jobs[number])
        values[intervals[index].start.index] = completion - job.processingTime
        values[tardiness[index].index] = max(0, completion - job.dueDate)
      }
      return values
    }

    /// Every exchange takes a dominating job forward, so there is an end to them.
    private func undominated(_ sequence: [Int]) -> [Int] {
      var order = sequence.filter { instance.jobs[$0].processingTime > 0 }
      var place = 1
      while place < order.count {
        if let earlier = order[..<place].firstIndex(where: { goesBefore(order[place], $0) }) {
          order.swapAt(earlier, place)
          place = earlier
        }
        place += 1
      }
      return sequence.filter { instance.jobs[$0].processingTime == 0 } + order
    }
  }
}
