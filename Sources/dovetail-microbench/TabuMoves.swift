import Race
import Scheduling

/// The job shop's tabu search on a random shop, as `solve --heuristic tabu` runs it.
struct TabuMoves: Benchmark {
  let jobs: Int
  let machines: Int
  var name: String { "tabu search, \(jobs)x\(machines)" }

  /// Moves of a run: a few tenths of a second.
  private static let moves = 100_000

  func run() -> [Speed] {
    let shop = JobShop.Generator.random(jobs: jobs, machines: machines, seed: 14)
    let scoreboard = Scoreboard<JobShop.Solution>(gathersReports: true) { solution throws(CheckFailure) in
      try JobShop.check(solution, of: shop)
    }
    let search = JobShop.TabuSearchStrategy(shop, seed: 14, iterationLimit: Self.moves)
    let (result, seconds) = timed { Race.run([Lane([search])], on: scoreboard) }
    return result.reports.flatMap(\.counts).filter { $0.name.hasPrefix("move") }.map {
      Speed(what: $0.name, count: $0.value, seconds: seconds)
    }
  }
}
