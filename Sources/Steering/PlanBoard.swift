import Race
import Scheduler

/// The plan in force: the last one that was made to steer the extender, until it is too old; and what the plans before
/// it came to.
///
/// A plan that nobody carries out must not keep a pod waiting: what it withholds from the scheduler, it withholds only
/// while there are signs that it comes true.
package final class PlanBoard: Sendable {
  /// How long a plan is believed in.
  package struct Settings: Sendable {
    /// Seconds that a plan is in force.
    package var lifetime: Double
    /// Whether evictions are carried out even where no sign of that has been seen yet.
    package var arePlansCarriedOut: Bool
    /// Seconds, and plans, without progress after which what is withheld is given back.
    package var stallTime: Double
    package var stallPlans: Int

    package init(lifetime: Double, arePlansCarriedOut: Bool, stallTime: Double, stallPlans: Int) {
      self.lifetime = lifetime
      self.arePlansCarriedOut = arePlansCarriedOut
      self.stallTime = stallTime
      self.stallPlans = stallPlans
    }
  }

  package struct Entry: Sendable {
    package let guide: PlacementGuide
    /// The plan as it was answered.
    package let json: [UInt8]
    package let made: ContinuousClock.Instant
  }

  /// How long something goes on without progress.
  private struct Wait: Sendable {
    let since: ContinuousClock.Instant
    var plans = 0
  }

  private struct State: Sendable {
    var entry: Entry?
    /// Pods that the plans in a row have had a place for, by "namespace/name", since the first of them.
    var arrivals: [String: Wait] = [:]
    /// The last time that a pod which a plan moves had left its node.
    var move: Wait?
  }

  private let state = Condition(State())
  private let lifetime: Duration
  private let arePlansCarriedOut: Bool
  private let stallTime: Duration
  private let stallPlans: Int

  package init(_ settings: Settings) {
    lifetime = .seconds(settings.lifetime)
    arePlansCarriedOut = settings.arePlansCarriedOut
    stallTime = .seconds(settings.stallTime)
    stallPlans = settings.stallPlans
  }

  package var current: Entry? {
    state.update { state in
      if let made = state.entry?.made, .now - made > lifetime { state.entry = nil }
      return state.entry
    }
  }

  /// - Parameter showsMove: whether the new plan's snapshot shows a pod moved that the plan before it moves.
  package func post(_ guide: PlacementGuide, json: [UInt8] = [], showsMove: Bool = false) {
    state.update { state in
      var arrivals: [String: Wait] = [:]
      for arrival in guide.facts.arrivals {
        var wait = state.arrivals[arrival.pod] ?? Wait(since: .now, plans: -1)
        wait.plans += 1
        arrivals[arrival.pod] = wait
      }
      state.arrivals = arrivals
      if showsMove { state.move = Wait(since: .now) } else { state.move?.plans += 1 }
      state.entry = Entry(guide: guide, json: json, made: .now)
    }
  }

  package func clear() { state.update { $0 = State() } }

  /// Whether room for this pod, by "namespace/name", is still kept free.
  package func holdsRoom(for pod: String) -> Bool {
    state.update { isFresh($0.move) || isFresh($0.arrivals[pod]) }
  }

  /// Whether the pod may be asked to wait for evictions that are not the scheduler's.
  package func isCarriedOut(for pod: String) -> Bool {
    state.update { isFresh($0.move) || arePlansCarriedOut && isFresh($0.arrivals[pod]) }
  }

  private func isFresh(_ wait: Wait?) -> Bool {
    guard let wait else { return false }
    return wait.plans < stallPlans && .now - wait.since < stallTime
  }
}
