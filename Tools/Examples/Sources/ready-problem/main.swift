// A problem that Dovetail knows, inside a program: all its heuristics, bounds and engines race on a shop.
import Basics
import Race
import Scheduling
import Solving

let text = """
  3 3
  0 3  1 2  2 2
  0 2  2 1  1 4
  1 4  2 3  0 1
  """
var solve = try ProblemSolve<JobShop>(SourceText(name: "three by three", text: text))
solve.options.workers = 2
let result = solve.race(clock: RaceClock(timeLimit: 10))

print(result.status.rawValue, result.best?.solution.makespan ?? 0)
for event in result.history {
  precondition(event.gap ?? 0 >= 0, "\(event.source)")
}
