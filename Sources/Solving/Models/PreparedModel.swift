import Presolve
import Race
import Statements

/// A model after presolve, made once for all strategies of a race: whoever asks first makes it, the others wait.
final class PreparedModel: Sendable {
  private struct State: Sendable {
    var isTaken = false
    var made: Contents?
  }

  /// What strategies work on.
  struct Contents: Sendable {
    let presolved: PresolvedModel
    /// The model as a schedule, where it is one.
    let schedule: IntervalFormulation?
    /// The packing whose bins the model as it was given counts, where it does.
    let packing: PackingStructure?
    /// The tour whose length is the objective of the model as it was given, where it is.
    let tour: TourStructure?
    /// Routes with quantities that grow along them, in the same sense.
    let routes: RouteStructure?
    /// How much of it a linear relaxation sees.
    let linearShare: Double

    var data: ModelData { presolved.data }
  }

  let original: ModelData
  private let state = Condition(State())

  init(_ original: ModelData) { self.original = original }

  /// - Returns: nil where the race ended before.
  func contents(until shouldStop: () -> Bool) -> Contents? {
    let isMine = state.update { state in
      defer { state.isTaken = true }
      return !state.isTaken
    }
    if isMine {
      let made = make(until: shouldStop)
      state.update { $0.made = made }
      return made
    }
    while !shouldStop() {
      let made = state.wait(atMost: 0.001, until: { $0.made != nil }, then: { $0.made })
      if let made { return made }
    }
    return nil
  }

  private func make(until shouldStop: () -> Bool) -> Contents {
    let presolved = presolve(original, until: shouldStop)
    var schedule = presolved.isInfeasible || shouldStop() ? nil : IntervalFormulation(presolved.data)
    // Where most of the model is something else, schedules are no way to it.
    if let made = schedule, made.share < 0.5 { schedule = nil }
    return Contents(
      presolved: presolved, schedule: schedule, packing: shouldStop() ? nil : PackingStructure(original),
      tour: shouldStop() ? nil : TourStructure(original), routes: shouldStop() ? nil : RouteStructure(original),
      linearShare: shouldStop() ? 1 : presolved.data.linearShare)
  }
}
