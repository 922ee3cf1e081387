import Race
import Shops
import Solving

/// Job shops without room between machines, which may have breaks in which operations pause.
struct BlockingCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let view: ChainView
  private let shop: BlockingShop

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, let view = ChainView(instance, gap: 0...0, allowsBreaks: true)
    else { return nil }
    // All but the last tasks of jobs wait where they are; a last one has nothing to wait for.
    let lasts = Set(view.chains.map { $0[$0.count - 1] })
    guard instance.tasks.enumerated().allSatisfy({ $1.mayIdle != lasts.contains($0) }) else { return nil }
    self.instance = instance
    self.view = view
    shop = BlockingShop(
      view.jobs, allowsSwap: instance.description.allowsSwaps, downtimes: instance.resources.map(\.breaks))
  }

  private func schedule(_ starts: [Int]) -> GeneralSchedule.Solution {
    var tasks = [GeneralSchedule.Placement?](repeating: nil, count: instance.tasks.count)
    for (operation, task) in view.tasks.enumerated() {
      let end = shop.departure(of: operation, in: starts)
      tasks[task] = GeneralSchedule.Placement(mode: 0, start: starts[operation], end: end)
    }
    return GeneralSchedule.Solution(tasks)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> [Int]? {
    view.tasks.allSatisfy { solution.tasks[$0] != nil } ? view.tasks.map { solution.tasks[$0]?.start ?? 0 } : nil
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("job insertion", { BlockingShopSearch(shop, seed: $0).run(on: $1) }),
      proof: ("jobs and machines alone", { $0.prove(shop.trivialBound) }))
  }
}
