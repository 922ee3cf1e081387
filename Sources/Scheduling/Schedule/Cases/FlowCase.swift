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
    var methods = CaseMethods { seed in
      SearchStrategy("iterated greedy", schedule: view.schedule, candidate: view.order) {
        FlowShopSearch(view.shop, seed: seed).run(on: $0)
      }
    }
    if view.isExact {
      methods.proofs = [
        SearchStrategy("branching over orders", schedule: view.schedule, candidate: view.order) {
          FlowShopProof(view.shop).run(on: $0)
        }
      ]
    }
    return methods
  }
}
