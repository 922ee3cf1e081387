import Modeling

/// When stays occupy their bytes, and which of them serve an event.
extension LayerConstraintModel {
  /// The Booleans of which one is true where the stay occupies its bytes during an instruction.
  func occupancy(_ stay: Int, _ time: Int, _ prolonged: [Int: BoolVar]) -> [BoolVar] {
    let (data, own) = (table.stays[stay], serves[stay])
    guard time >= data.starts.lowerBound else { return [] }
    let events = table.events[data.tensor]
    if time < events[data.first].time {
      let offset = time - data.starts.lowerBound
      return [offset < begun[stay].count ? begun[stay][offset] : own[0]]
    }
    var literals: [BoolVar] = []
    if let next = events[data.first...].firstIndex(where: { $0.time >= time }) {
      literals.append(own[next - data.first])
    }
    if data.isBirth, let literal = prolonged[time] { literals.append(literal) }
    return literals
  }

  func occupancy(_ stay: Int, _ time: Int) -> [BoolVar] {
    occupancy(stay, time, lasts[table.stays[stay].tensor])
  }

  /// 1 where an event of a tensor happens in fast memory.
  func service(_ tensor: Int, _ event: Int) -> LinearExpression {
    var sum = LinearExpression()
    for stay in table.staysOfTensor[tensor] where table.stays[stay].first <= event {
      sum = sum + serves[stay][event - table.stays[stay].first]
    }
    return sum
  }
}
