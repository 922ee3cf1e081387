import Race
import Shops
import Solving

/// Job shops where each operation starts when the one before it ends.
struct NoWaitCase: ScheduleCase {
  private let instance: GeneralSchedule.Instance
  private let view: ChainView
  private let shop: NoWaitShop

  init?(_ instance: GeneralSchedule.Instance) {
    guard instance.asksForMakespan, instance.description.allowsSwaps, instance.hasPlainTasks,
      let view = ChainView(instance, gap: 0...0), view.chains.count <= 2_000,
      // What takes no time may be while another operation is on its machine, which the gaps between jobs do not say.
      instance.tasks.allSatisfy({ $0.modes[0].duration > 0 })
    else { return nil }
    self.instance = instance
    self.view = view
    shop = NoWaitShop(view.jobs)
  }

  private func schedule(_ starts: [Int]) -> GeneralSchedule.Solution {
    var placements = [GeneralSchedule.Placement?](repeating: nil, count: instance.tasks.count)
    for (job, chain) in view.chains.enumerated() {
      var time = starts[job]
      for task in chain {
        let end = time + instance.tasks[task].modes[0].duration
        placements[task] = GeneralSchedule.Placement(mode: 0, start: time, end: end)
        time = end
      }
    }
    return GeneralSchedule.Solution(placements)
  }

  private func candidate(_ solution: GeneralSchedule.Solution) -> [Int]? {
    let starts = view.chains.compactMap { solution.tasks[$0[0]]?.start }
    return starts.count == view.chains.count ? starts : nil
  }

  var methods: CaseMethods {
    CaseMethods(
      schedule: schedule, candidate: candidate,
      search: ("timetabling", { NoWaitShopSearch(shop, seed: $0).run(on: $1) }),
      proof: ("branching over gaps", { NoWaitShopProof(shop).run(on: $0) }))
  }
}
