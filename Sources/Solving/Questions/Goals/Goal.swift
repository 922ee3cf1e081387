import Statements

extension Model {
  /// One of several goals that are looked at in order, see ``Model/optimize(_:_:)``.
  public struct Goal: Sendable {
    let expression: LinearExpression
    let isMaximised: Bool
    let tolerance: Int
    let relativeTolerance: Double

    private init(_ expression: LinearExpression, isMaximised: Bool, _ tolerance: Int, _ relativeTolerance: Double) {
      self.expression = expression
      self.isMaximised = isMaximised
      self.tolerance = max(0, tolerance)
      self.relativeTolerance = max(0, relativeTolerance)
    }

    /// The smallest value of `expression`.
    ///
    /// - Parameters:
    ///   - tolerance: how much worse than the best value later goals may make it.
    ///   - relativeTolerance: the same as a share of the best value; the larger of both counts.
    public static func minimize(
      _ expression: some LinearExpressible, tolerance: Int = 0, relativeTolerance: Double = 0
    ) -> Goal {
      Goal(expression.linearExpression, isMaximised: false, tolerance, relativeTolerance)
    }

    /// The largest value of `expression`.
    ///
    /// - Parameters:
    ///   - tolerance: how much worse than the best value later goals may make it.
    ///   - relativeTolerance: the same as a share of the best value; the larger of both counts.
    public static func maximize(
      _ expression: some LinearExpressible, tolerance: Int = 0, relativeTolerance: Double = 0
    ) -> Goal {
      Goal(expression.linearExpression, isMaximised: true, tolerance, relativeTolerance)
    }

    /// The cost that later goals may have at most.
    func limit(at cost: Int) -> Int {
      let share = (relativeTolerance * Double(cost.magnitude)).rounded(.down)
      return cost + max(min(tolerance, 1 << 60), share < 0x1p60 ? Int(share) : 1 << 60)
    }
  }

  /// How solving for several goals ended.
  public struct GoalsResult: Sendable {
    /// `optimal` only where every goal is proved, each under what the goals before it have left.
    public let status: Status
    /// The best solution found; its own `objective` is the first goal's.
    public let solution: Solution?
    /// The value of each goal in the solution, in the order of the goals; empty where there is none.
    public let objectives: [Int]
    /// What is proved of each goal: no solution that keeps to the goals before it is better. nil where nothing is.
    public let bounds: [Int?]
    /// Of each goal by itself: whether its best value is proved.
    public let statuses: [Status]

    /// The value in the best solution.
    /// - Precondition: there is a solution: `status` is `optimal` or `feasible`.
    public subscript(x: IntVar) -> Int { known[x] }

    /// Whether a Boolean is true in the best solution.
    /// - Precondition: there is a solution.
    public subscript(b: BoolVar) -> Bool { known[b] }

    /// The value of an expression in the best solution.
    /// - Precondition: there is a solution.
    public subscript(expression: LinearExpression) -> Int { known[expression] }

    /// When it takes place in the best solution; nil where it is absent.
    /// - Precondition: there is a solution.
    public subscript(interval: IntervalVar) -> Range<Int>? { known[interval] }

    private var known: Solution {
      guard let solution else { preconditionFailure("values were asked for where the status is \(status.rawValue)") }
      return solution
    }
  }
}
