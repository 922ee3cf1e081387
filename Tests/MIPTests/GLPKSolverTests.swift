import GLPKSolver
import MIP
import Testing

/// What GLPK says of models whose answers are known by hand.
@Suite struct GLPKSolverTests {
  /// max 5a + 4b + 3c over a knapsack; as a minimum: -9 with a and b; its LP relaxation is -10.5.
  func knapsack() -> LinearModel {
    var model = LinearModel(name: "knapsack")
    for (name, value) in [("a", 5.0), ("b", 4), ("c", 3)] {
      model.addColumn(name, .binary, from: 0, to: 1, cost: -value)
    }
    model.addRow("weight", [.init(0, 2), .init(1, 3), .init(2, 2)], to: 6)
    return model
  }

  func column(_ kind: LinearModel.Kind, from lower: Double, to upper: Double, cost: Double) -> LinearModel {
    var model = LinearModel(name: "column")
    model.addColumn("x", kind, from: lower, to: upper, cost: cost)
    return model
  }

  @Test func anOptimumComesWithItsProof() throws {
    let recorder = Recorder()
    let result = try GLPKSolver().solve(knapsack(), MIPOptions(), monitor: recorder)
    #expect(result.status == .optimal)
    #expect(result.objective == -9 && result.bound == -9)
    #expect(result.values == [1, 1, 0])
    #expect(recorder.found.last?.objective == -9)
    #expect(recorder.bounds == recorder.bounds.sorted() && recorder.bounds.last == -9)
    #expect(GLPKSolver().name.hasPrefix("GLPK "))
  }

  @Test func theRelaxationGivesABoundAndItsValues() throws {
    var options = MIPOptions()
    options.isRelaxationOnly = true
    let result = try GLPKSolver().solve(knapsack(), options)
    #expect(result.status == .unknown && result.objective == nil)
    // a and c fill 4 of 6, two thirds of b the rest.
    #expect(abs(result.bound! - (-8 - 8.0 / 3)) < 1e-6 && result.bound! <= -8 - 8.0 / 3)
    #expect(abs(result.relaxedValues![1] - 2.0 / 3) < 1e-9)
    var integral = knapsack()
    integral.isObjectiveIntegral = true
    #expect(try GLPKSolver().solve(integral, options).bound == -10)
  }

  @Test func aModelWithoutIntegersIsSolvedByItsRelaxation() throws {
    var model = LinearModel(name: "diet")
    model.addColumn("x", .continuous, from: 0, to: .infinity, cost: 2)
    model.addColumn("y", .continuous, from: 0, to: .infinity, cost: 3)
    model.addRow("a", [.init(0, 1), .init(1, 2)], from: 4)
    model.addRow("b", [.init(0, 3), .init(1, 1)], from: 6)
    model.objectiveConstant = 100
    // The rows cross at x = 8/5, y = 6/5.
    let result = try GLPKSolver().solve(model)
    #expect(result.status == .optimal)
    #expect(abs(result.objective! - 106.8) < 1e-9 && result.bound == result.objective)
  }

  @Test func noSolution() throws {
    var model = knapsack()
    model.addRow("impossible", [.init(0, 1), .init(1, 1), .init(2, 1)], from: 4)
    #expect(try GLPKSolver().solve(model).status == .infeasible)
    // Feasible as an LP, x = 1/2 each, but not in integers.
    var odd = LinearModel(name: "odd")
    for name in ["x", "y", "z"] { odd.addColumn(name, .integer, from: -10, to: 10) }
    odd.addRow("odd", [.init(0, 2), .init(1, 4), .init(2, -6)], from: 3, to: 3)
    #expect(try GLPKSolver().solve(odd).status == .infeasible)
    // The bounds hold no integer.
    #expect(try GLPKSolver().solve(column(.integer, from: 0.2, to: 0.8, cost: 1)).status == .infeasible)
    var empty = LinearModel(name: "empty row")
    empty.addRow("zero", [], from: 1, to: 2)
    #expect(try GLPKSolver().solve(empty).status == .infeasible)
  }

  @Test func noBound() throws {
    #expect(try GLPKSolver().solve(column(.continuous, from: 0, to: .infinity, cost: -1)).status == .unbounded)
    #expect(try GLPKSolver().solve(column(.integer, from: 0, to: .infinity, cost: -1)).status == .unbounded)
    #expect(try GLPKSolver().solve(column(.integer, from: -.infinity, to: 7, cost: 1)).status == .unbounded)
    // A ray, but no integer point: 2x - 2y = 1.
    var ray = LinearModel(name: "ray")
    ray.addColumn("x", .integer, from: 0, to: 50, cost: 0)
    ray.addColumn("y", .integer, from: 0, to: 50, cost: 0)
    ray.addColumn("z", .continuous, from: 0, to: .infinity, cost: -1)
    ray.addRow("odd", [.init(0, 2), .init(1, -2)], from: 1, to: 1)
    #expect(try GLPKSolver().solve(ray).status == .infeasible)
    // Unbounded with a row.
    var open = LinearModel(name: "open")
    open.addColumn("x", .integer, from: 0, to: .infinity, cost: -1)
    open.addColumn("y", .integer, from: 0, to: .infinity, cost: 0)
    open.addRow("r", [.init(0, 2), .init(1, -2)], from: -3, to: 1)
    #expect(try GLPKSolver().solve(open).status == .unbounded)
  }

  @Test func edgesOfTheModel() throws {
    #expect(try GLPKSolver().solve(LinearModel(name: "nothing")).status == .optimal)
    var constant = LinearModel(name: "constant")
    constant.objectiveConstant = 7
    #expect(try GLPKSolver().solve(constant).objective == 7)
    #expect(try GLPKSolver().solve(column(.integer, from: 0.2, to: 3.7, cost: -1)).values == [3])
    #expect(try GLPKSolver().solve(column(.integer, from: 4, to: 4, cost: 1)).objective == 4)
    #expect(try GLPKSolver().solve(column(.binary, from: 1, to: 1, cost: 1)).objective == 1)
    #expect(try GLPKSolver().solve(column(.integer, from: -.infinity, to: 7.5, cost: -1)).objective == -7)
  }

  @Test func aMakespanMayStayContinuous() throws {
    // Two jobs of 3 and 4 on one machine, in either order: 7.
    var model = LinearModel(name: "two jobs")
    let end = model.addColumn("makespan", .continuous, from: 0, to: .infinity, cost: 1)
    let a = model.addColumn("a", .continuous, from: 0, to: .infinity)
    let b = model.addColumn("b", .continuous, from: 0, to: .infinity)
    let first = model.addColumn("a first", .binary, from: 0, to: 1)
    model.addRow("a ends", [.init(end, 1), .init(a, -1)], from: 3)
    model.addRow("b ends", [.init(end, 1), .init(b, -1)], from: 4)
    model.addRow("a before b", [.init(b, 1), .init(a, -1), .init(first, -100)], from: 3 - 100)
    model.addRow("b before a", [.init(a, 1), .init(b, -1), .init(first, 100)], from: 4)
    model.isObjectiveIntegral = true
    let result = try GLPKSolver().solve(model)
    #expect(result.status == .optimal && result.objective == 7 && result.bound == 7)
  }

  @Test func aModelThatCannotFitIsRefused() throws {
    var options = MIPOptions()
    options.memoryLimit = 1000
    let error = #expect(throws: MIPError.self) { try GLPKSolver().solve(knapsack(), options) }
    #expect(error?.kind == .tooLarge)
    var wrong = knapsack()
    wrong.objectiveConstant = .nan
    let invalid = #expect(throws: MIPError.self) { try GLPKSolver().solve(wrong) }
    #expect(invalid?.kind == .invalidModel)
  }
}
