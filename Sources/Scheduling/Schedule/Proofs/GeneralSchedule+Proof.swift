import Kernel
import Modeling
import Race
import Solving

extension GeneralSchedule {
  /// Flexible job shops by the engine's inferences. Other instances can be exported as models, whose proofs are about these.
  public static func proving(_ instance: Instance) -> Proving {
    undivided(
      instance,
      instance.flexibleJobs != nil && instance.isAffordable
        ? .searching
        : .never(
          "proofs of schedules are about flexible job shops; for others, solve what 'dovetail export FILE --format dvt' makes"
        ))
  }

  /// The searches of the case, and clause learning on the verifier's own model, which is written down.
  static func certifiedLanes(
    for instance: Instance, _ options: SolveOptions<Solution>, _ proof: ProofLog
  ) throws -> [Lane<Solution>] {
    guard let jobs = instance.flexibleJobs else { return try nativeLanes(for: instance, options) }
    let workers = max(2, options.workers)
    let methods = options.usesHeuristics ? CaseMethods(of: instance) : nil
    let machineCount = instance.resources.count
    let longest = jobs.joined().reduce(0) { $0 + ($1.map(\.duration).max() ?? 0) }
    let lanes = (0..<workers).map { worker -> Lane<Solution> in
      var settings = NativeStrategy<Solution>.Options(
        seed: options.seed(of: worker), conflictLimit: options.conflictLimit, probesLowerBound: worker == 0)
      settings.proof = proof
      let native = NativeStrategy<Solution>(name: "clause learning", settings) { best in
        let horizon = best.map { $0.tasks.reduce(0) { max($0, $1?.end ?? 0) } } ?? longest
        let statement = FlexibleStatement(machineCount: machineCount, jobs: jobs, horizon: horizon)
        return TranslatedModel(data: statement.data, translation: statement.translation)
      }
      let beginning = worker == 0 ? [GenerationSearch(instance, seed: options.seed, passLimit: passesBefore)] : []
      guard let methods else { return Lane(options.usesHeuristics ? beginning + [native] : [native]) }
      let search = methods.search(options.seed(of: worker))
      return worker == 0 ? Lane(beginning + [search], relief: [native]) : Lane([native], relief: [search])
    }
    return lanes.adding(options.start([]))
  }
}

extension GeneralSchedule.Instance {
  /// By job its operations, each with the machines and durations of its choices; nil where there is more than the format
  /// of flexible job shops can say.
  var flexibleJobs: [[[(machine: Int, duration: Int)]]]? {
    guard asksForMakespan, hasPlainResources, hasNoWindows, hasPlainTasks, hasOnlyMachines, constraints.isEmpty,
      setups.isEmpty, description.plan.isEmpty, !tasks.isEmpty, let arcs = plainArcs,
      tasks.allSatisfy({ $0.job != nil && $0.modes.allSatisfy { $0.demands.count == 1 && $0.demands[0].amount == 1 } }),
      zip(tasks, tasks.dropFirst()).allSatisfy({ ($0.job ?? 0) <= ($1.job ?? 0) })
    else { return nil }
    let expected = zip(tasks.indices, tasks.indices.dropFirst()).filter { tasks[$0].job == tasks[$1].job }
    guard arcs.count == expected.count,
      arcs.allSatisfy({ $0.after == $0.before + 1 && $0.lag == 0 && tasks[$0.before].job == tasks[$0.after].job }),
      Set(arcs.map(\.before)).count == arcs.count
    else { return nil }
    var jobs = [[[(machine: Int, duration: Int)]]](repeating: [], count: self.jobs.count)
    for task in tasks {
      guard let job = task.job else { return nil }
      jobs[job].append(task.modes.map { ($0.demands[0].resource, $0.duration) })
    }
    return jobs
  }
}
