import Race
import Shops
import Solving

/// Permutation flow shops of all kinds, and distributed ones.
struct FlowCase: ScheduleCase {
  private let view: FlowView

  init?(_ instance: GeneralSchedule.Instance) {
    guard let view = FlowView(instance) else { return nil }
    self.view = view
  }

  var methods: CaseMethods {
    let view = view
    return CaseMethods(
      schedule: view.schedule, candidate: view.order,
      search: ("iterated greedy", { FlowShopSearch(view.shop, seed: $0).run(on: $1) }),
      proof: view.isExact ? ("branching over orders", { FlowShopProof(view.shop).run(on: $0) }) : nil)
  }
}
