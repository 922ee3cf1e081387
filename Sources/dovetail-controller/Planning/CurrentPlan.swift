import Pods
import Race
import Scheduler

/// The last plan and what has become of it, for those who ask. Safe to use from any thread.
final class CurrentPlan: Sendable {
  enum State: String, Sendable {
    /// Nobody carries it out.
    case proposed
    case running
    case done
    /// The cluster no longer fits it.
    case abandoned
    /// Its time or its leader's has ended, or people have stopped it.
    case stopped
  }

  struct Entry: Sendable {
    let plan: SchedulingPlan
    /// In seconds since 1970.
    let made: Double
    var state: State
    /// Why it is in that state, in words.
    var why: String
    var steps: [PlanExecution.StepState]
  }

  private let state = Condition<Entry?>(nil)

  var entry: Entry? { state.update { $0 } }

  func put(_ plan: SchedulingPlan, made: Double, why: String) {
    let steps = Array(repeating: PlanExecution.StepState.waiting, count: plan.steps?.count ?? 0)
    state.update { $0 = Entry(plan: plan, made: made, state: .proposed, why: why, steps: steps) }
  }

  /// - Parameter execution: nil where it is not known how far it has got.
  func note(_ state: State, why: String = "", _ execution: PlanExecution? = nil) {
    self.state.update { entry in
      entry?.state = state
      entry?.why = why
      guard let execution, let count = entry?.steps.count, count == execution.steps.count else { return }
      entry?.steps = (0..<count).map { number in
        let step = execution.state(ofStep: number)
        return state == .running || step == .done ? step : .abandoned
      }
    }
  }
}
