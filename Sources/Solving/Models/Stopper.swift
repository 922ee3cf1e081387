import Statements
import Synchronization

extension Model {
  /// Ends solves that were given it, from any thread: they return what they have.
  /// ```swift
  /// let stopper = Model.Stopper()
  /// var options = Model.Options()
  /// options.stopper = stopper
  /// // on another thread: stopper.stop()
  /// ```
  public final class Stopper: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Not stopped.
    public init() {}

    /// Whether `stop` was called.
    public var isStopped: Bool { flag.load(ordering: .relaxed) }

    /// Ends the solves, within some milliseconds.
    public func stop() { flag.store(true, ordering: .relaxed) }
  }
}
