import Race

/// A switch that ends work early, from any thread: what has been found by then is kept.
///
/// Work that has not begun yet ends as soon as it begins.
public final class Interruption: Sendable {
  private struct State: Sendable {
    var isRaised = false
    var actions: [@Sendable () -> Void] = []
  }

  private let state = Condition(State())

  /// A switch that is not raised yet.
  public init() {}

  /// Whether the work is to end.
  public var isRaised: Bool { state.update { $0.isRaised } }

  /// Ends the work; further calls do nothing.
  public func raise() {
    let actions = state.update { state in
      state.isRaised = true
      defer { state.actions = [] }
      return state.actions
    }
    for action in actions { action() }
  }

  /// Calls `action` when the switch is raised, at once if it has been; `action` only tells another thread.
  package func whenRaised(_ action: @escaping @Sendable () -> Void) {
    let isRaised = state.update { state in
      if !state.isRaised { state.actions.append(action) }
      return state.isRaised
    }
    if isRaised { action() }
  }
}
