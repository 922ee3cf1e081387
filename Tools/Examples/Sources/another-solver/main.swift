// One model, two engines: the native one and GLPK's branch and cut.
import GLPKSolver
import Modeling

/// Chairs and tables from 40 boards and 30 hours.
func makeModel() -> (model: Model, chairs: IntVar, tables: IntVar) {
  let model = Model("joinery")
  let chairs = model.integer(0...20, "chairs")
  let tables = model.integer(0...20, "tables")
  model.add(2 * chairs + 5 * tables <= 40)
  model.add(3 * chairs + 2 * tables <= 30)
  model.maximize(9 * chairs + 14 * tables)
  return (model, chairs, tables)
}

let (model, chairs, tables) = makeModel()
let native = try model.solve(timeLimit: 10)
print("native", native.status, native.objective ?? 0)

let result = try model.solve(using: GLPKSolver(), Model.Options(timeLimit: 60))
print("GLPK", result.status, result.objective ?? 0)
precondition(2 * result[chairs] + 5 * result[tables] <= 40)

let linear = try model.linearModel()
print("columns", linear.columns.count)
