import Basics
import Modeling

/// Reservoirs.
extension RandomModel {
  mutating func addCalendar() {
    addReservoir()
  }

  private mutating func addReservoir() {
    var events: [Model.Event] = []
    for _ in 0..<random.within(1...3) {
      let presence = random.chance(30) ? literal() : nil
      let amount: any LinearExpressible = random.chance(25) ? variable() : random.within(-3...3)
      events.append(Model.Event(time: variable(), amount: amount.linearExpression, presence: presence))
    }
    let initial = random.within(-1...2)
    model.reservoir(events, level: initial - random.below(4)...initial + random.below(4), initial: initial)
  }
}
