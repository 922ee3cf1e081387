import Basics
import Race
import Solving

/// What a case of the problem has beside the constraint model.
struct CaseMethods: Sendable {
  /// What proves until told to stop, or until there is nothing left.
  private(set) var proofs: [any Strategy<GeneralSchedule.Solution>] = []
  /// A search for schedules without an end, by its seed.
  let search: @Sendable (UInt64) -> any Strategy<GeneralSchedule.Solution>

  /// Of a search, and what proves, on a view of the instance.
  ///
  /// - Parameters:
  ///   - schedule: the schedule that a candidate of the view is.
  ///   - candidate: the candidate that a schedule is; nil where the view does not contain it.
  ///   - search: with its name; the search of a seed.
  ///   - proof: with its name; nil where nothing proves.
  init<Candidate>(
    schedule: @escaping @Sendable (Candidate) -> GeneralSchedule.Solution,
    candidate: @escaping @Sendable (GeneralSchedule.Solution) -> Candidate?,
    search: (name: String, run: @Sendable (UInt64, SearchBoard<Candidate>) -> Void),
    proof: (name: String, run: @Sendable (SearchBoard<Candidate>) -> Void)? = nil
  ) {
    self.search = { seed in
      SearchStrategy(search.name, schedule: schedule, candidate: candidate) { search.run(seed, $0) }
    }
    if let proof {
      proofs = [SearchStrategy(proof.name, schedule: schedule, candidate: candidate, search: proof.run)]
    }
  }

  /// Of the most particular case that the instance is; nil where it is none.
  init?(of instance: GeneralSchedule.Instance) {
    for kind in Self.kinds {
      if let found = kind.init(instance) {
        self = found.methods
        return
      }
    }
    return nil
  }

  /// The most particular first.
  private static let kinds: [any ScheduleCase.Type] = [
    FlowCase.self, NoWaitCase.self, BlockingCase.self, TardyCase.self, ParallelCase.self, OpenCase.self,
    HybridCase.self,
    FlexibleCase.self, LagsCase.self,
    ModesCase.self,
  ]
}

/// Instances that have less than the problem can say, and methods for that.
protocol ScheduleCase: Sendable {
  /// nil where the instance is none of these.
  init?(_ instance: GeneralSchedule.Instance)

  /// What finds and proves schedules of it.
  var methods: CaseMethods { get }
}
