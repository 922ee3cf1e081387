import Race
import Solving

/// What a case of the problem has beside the constraint model.
struct CaseMethods: Sendable {
  /// First schedules and bounds, soon over.
  var bounds: [any Strategy<GeneralSchedule.Solution>] = []
  /// What proves until told to stop, or until there is nothing left.
  var proofs: [any Strategy<GeneralSchedule.Solution>] = []
  /// A search for schedules without an end, by its seed.
  var search: @Sendable (UInt64) -> any Strategy<GeneralSchedule.Solution>

  init(search: @escaping @Sendable (UInt64) -> any Strategy<GeneralSchedule.Solution>) { self.search = search }

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
