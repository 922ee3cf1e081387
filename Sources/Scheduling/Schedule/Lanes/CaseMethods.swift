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

  /// nil where the instance is no case with methods of its own.
  init?(of instance: GeneralSchedule.Instance) { return nil }
}
