import Lowering
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
    let data: ModelData
    /// Presolve has shown that there is no solution.
    let isInfeasible: Bool
    /// A solution of `data` as one of the user's model.
    let restore: @Sendable ([Int]) -> [Int]
    /// A solution of the user's model as one of `data` that costs no more; nil where that cannot be said.
    let reduce: @Sendable ([Int]) -> [Int]?
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
      let made = state.wait(atMost: 0.01, until: { $0.made != nil }, then: { $0.made })
      if let made { return made }
    }
    return nil
  }

  private func make(until shouldStop: () -> Bool) -> Contents {
    let presolved = presolve(original, until: shouldStop)
    return Contents(
      data: presolved.data, isInfeasible: presolved.isInfeasible, restore: { presolved.restore($0) },
      reduce: { presolved.reduce($0) })
  }
}

/// The reduced model, with the way to the solutions of whoever asked.
struct PreparedFormulation<Solution: Sendable>: ConstraintFormulation {
  let contents: PreparedModel.Contents
  let translation: ModelTranslation<Solution>

  var model: Model { Model(contents.data) }
  func guide(_ lowered: LoweredModel) {}
  func decode(_ values: [Int]) -> Solution { translation.decode(contents.restore(values)) }
  func encode(_ solution: Solution) -> [Int]? { translation.encode(solution).flatMap(contents.reduce) }
}

/// Between the values of a model's variables and a solution in somebody's own words.
package struct ModelTranslation<Solution: Sendable>: Sendable {
  let decode: @Sendable ([Int]) -> Solution
  let encode: @Sendable (Solution) -> [Int]?

  /// - Parameters:
  ///   - decode: the solution that a value for each variable stands for.
  ///   - encode: a value for each variable; nil where the model does not contain the solution.
  package init(
    decode: @escaping @Sendable ([Int]) -> Solution, encode: @escaping @Sendable (Solution) -> [Int]?
  ) {
    self.decode = decode
    self.encode = encode
  }
}
