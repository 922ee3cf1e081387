import Kernel
import Lowering
import Statements

/// A formulation of a scheduling problem whose model can hold a part of a schedule's partial order in place.
package protocol PartialOrderFormulation<Solution>: ConstraintFormulation {
  var shape: TaskSchedule.Shape { get }

  /// The solution as a schedule of the tasks of `shape`.
  func schedule(of solution: Solution) -> Schedule

  /// Literals that together say: the tasks that are not free keep, among each other, the order that they have in
  /// `schedule`, and so need no capacity but what they have there.
  ///
  /// - Parameter isFree: by task of the schedule's shape.
  func fixing(_ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel) throws(ModelError) -> [Literal]
}
