import Basics
import Kernel
import Statements

extension ReservoirConstraint: Lowerable {
  /// Constant amounts are divided by their greatest common divisor, which also brings large quantities into range.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    guard lowest <= initial, initial <= highest else { return model.solver.add(clause: []) }
    var amounts = amounts
    var (least, most) = (lowest - initial, highest - initial)
    if amounts.allSatisfy({ $0.fixedValue != nil }) {
      let divisor = amounts.reduce(0) { greatestCommonDivisor($0, $1.constant) }
      if divisor > 1 {
        for event in amounts.indices { amounts[event].constant /= divisor }
        least = ceilDivide(least, divisor)
        most = floorDivide(most, divisor)
      }
    }
    var events: [ReservoirEvent] = []
    for event in times.indices where amounts[event].fixedValue != 0 {
      events.append(
        ReservoirEvent(
          time: try model.offsetVariable(for: times[event]), amount: try model.offsetVariable(for: amounts[event]),
          presence: presence(event).map(model.literal) ?? .always))
    }
    model.solver.postReservoir(events, sums: least...most)
  }
}
