import Basics
import InterruptedShops
import Solving

/// What came of each policy, beside the bound that holds for all of them.
struct InterruptionReport {
  private struct Row {
    let name: String
    let makespan: Int
    let replanning: (count: Int, slowest: Double)?
  }

  private let shop: InterruptedShop
  private let bound: Int
  private var rows: [Row] = []
  private(set) var last: ShopHistory?

  init(_ shop: InterruptedShop) {
    self.shop = shop
    bound = shop.trivialBound
  }

  /// - Throws: `CommandFailure` where the history breaks a rule, which is a bug of ours.
  mutating func add(
    _ name: String, _ history: ShopHistory, replanning: (count: Int, slowest: Double)?
  ) throws(CommandFailure) {
    do {
      try HistoryChecker.check(history, of: shop)
    } catch {
      throw CommandFailure(.internalError, "\(name): \(error)")
    }
    guard history.makespan >= bound else {
      throw CommandFailure(.internalError, "\(name): the makespan \(history.makespan) is below the bound \(bound)")
    }
    rows.append(Row(name: name, makespan: history.makespan, replanning: replanning))
    last = history
  }

  var json: String {
    rows.map { row in
      var members = [
        "\"instance\":\(JSONText.quoted(shop.name))", "\"policy\":\"\(row.name)\"", "\"makespan\":\(row.makespan)",
        "\"bound\":\(bound)",
      ]
      if let (count, slowest) = row.replanning {
        members += ["\"replans\":\(count)", "\"slowestReplan\":\(NumberText.fixed(slowest / 1000, 6))"]
      }
      return "{\(members.joined(separator: ","))}\n"
    }.joined()
  }

  var text: String {
    let downtimes = shop.downtimes.stretches.count
    let title =
      "\(shop.name): \(counted(shop.chains.jobCount, "job")) on \(counted(shop.chains.machineCount, "machine")), "
      + "\(counted(downtimes, "downtime")); no schedule is shorter than \(bound)"
    let header = ["policy", "makespan", "plans anew", "slowest ms"]
    let cells = rows.map { row in
      let plans = row.replanning.map { ["\($0.count)", NumberText.fixed($0.slowest, 1)] } ?? ["-", "-"]
      return [row.name, "\(row.makespan)"] + plans
    }
    return SimulationTable.text(title, [header] + cells)
  }
}
