import Basics
import Solving

/// A tiny instance that may have anything that an instance can have, for tests against enumeration.
///
/// Each thing is in some instances only, since all of them together leave hardly ever a schedule: about half of the
/// instances have one.
package struct RandomSchedule {
  /// How much there is of everything.
  package struct Size: Sendable {
    package var tasks = 3...4
    package var modes = 1...3
    package var resources = 1...3
    package var duration = 1...3
    /// Nothing ends later, unless the instance is without deadlines.
    package var horizon = 5...8
    /// Of a hundred instances, those without deadlines.
    package var unbounded = 8

    package init() {}
  }

  package let instance: GeneralSchedule.Instance
  /// Where all tasks end by; nil where nothing says so.
  package let deadline: Int?

  package var description: GeneralSchedule.Description { instance.description }

  /// Equal seeds give equal instances.
  package init(seed: UInt64, size: Size = Size()) {
    var random = RandomSource(seed: seed)
    while true {
      var drawing = RandomDescription(seed: random.next(), size, name: "random \(seed)")
      drawing.draw()
      // Rarely no mode of a task can ever be used, which makes no sense.
      guard let made = try? GeneralSchedule.Instance(drawing.description) else { continue }
      instance = made
      deadline = drawing.deadline
      return
    }
  }
}
