import Statements

/// Solves one model again and again while it grows.
///
/// Each solve starts from the last solution where that still is one, and goes on with what was learned before: adding
/// variables and constraints, and asking for another objective, takes no learned clause back.
/// ```swift
/// let session = model.makeSession()
/// let first = try session.solve()
/// model.add(late <= 2)
/// model.minimize(cost)
/// let second = try session.solve()
/// ```
/// A session belongs to one thread, as its model does.
public final class ModelSession {
  /// What is solved: add to it between the solves.
  public let model: Model
  /// Of the next solves; limits are those of each solve by itself.
  public var options: Model.Options
  private let solves: GrowingSolve

  init(_ model: Model, _ options: Model.Options) {
    self.model = model
    self.options = options
    solves = GrowingSolve(seed: options.seed)
  }

  /// How often a solver was made from nothing: more than once only where intervals without a horizon needed a later
  /// one, or where a stopped solve had not returned in time.
  package var madeCount: Int { solves.madeCount }

  /// Solves the model as it is now, with the session's options.
  /// - Throws: the first mistake made in building the model.
  public func solve() throws(ModelError) -> Model.Result {
    try solves.solve(try model.validated(), QuestionBudget(options))
  }
}

extension Model {
  /// A session, for solving the model, adding to it, and solving again.
  /// - Parameter options: of each solve; the session's own can be changed later.
  public func makeSession(_ options: Options = Options()) -> ModelSession { ModelSession(self, options) }
}
