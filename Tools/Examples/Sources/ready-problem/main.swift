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
let shop = try JobShop.parse(SourceText(name: "three by three", text: text))

// Only what the checker passes becomes the best solution.
let scoreboard = Scoreboard<JobShop.Solution>(
  clock: RaceClock(timeLimit: 10),
  check: { (solution) throws(CheckFailure) in try JobShop.check(solution, of: shop) })
var options = SolveOptions<JobShop.Solution>()
options.workers = 2
let result = Race.run(try JobShop.lanes(for: shop, options), on: scoreboard)

print(result.status.rawValue, result.best?.solution.makespan ?? 0)
for event in result.history {
  precondition(event.gap ?? 0 >= 0, "\(event.source)")
}
