import Basics

/// The mapping game, played by one rule: the events of all tensors in program order, each kept in fast memory where the
/// tensor is there already, else brought in where that is possible and earns something, else dropped.
///
/// A copy takes the latest supply that suffices, an address is the lowest that fits. What is defined in fast memory must
/// be able to leave it: where there is no supply for a write-back, the player looks ahead for the next event up to which
/// it can stay, and drops it where there is none.
/// - Source: the game of Wang et al. 2023, "Optimizing memory mapping using deep reinforcement learning".
struct GameForm: ~Copyable {
  private var finder = RunFinder()
  private var addresses = AddressFinder()

  mutating func play(_ units: LayerUnits, _ prices: borrowing Prices, _ state: inout LayerState) {
    let order = (0..<units.events.count).sorted {
      (units.events[$0].time, $0) < (units.events[$1].time, $1)
    }
    for event in order where units.irregularity[units.unitOfEvent[event]] == 0 && state.server[event] < 0 {
      let isFirst = event == Int(units.firstEvent[units.unitOfEvent[event]])
      if !isFirst, state.server[event - 1] >= 0, keep(event, prices, &state) { continue }
      if state.marginalGain(of: units.events[event]) > 0 { bringIn(event, prices, &state) }
    }
    state.commit()
  }

  /// Lengthens the run that served the event before this one, at the same address.
  private mutating func keep(_ event: Int, _ prices: borrowing Prices, _ state: inout LayerState) -> Bool {
    let run = state.runs[state.server[event - 1]]
    state.commit()
    state.remove(run.first)
    let longer = finder.run(from: Int(run.first), to: event, prices, state)
    if longer.first >= 0,
      addresses.isFree(run.address, longer.size, from: Int32(longer.start), to: Int32(longer.finish), state),
      finder.make(longer, at: run.address, &state)
    {
      return true
    }
    state.rollBack()
    return false
  }

  private mutating func bringIn(_ event: Int, _ prices: borrowing Prices, _ state: inout LayerState) {
    let units = state.units
    let end = Int(units.firstEvent[units.unitOfEvent[event] + 1])
    for last in event..<end {
      let candidate = finder.run(from: event, to: last, prices, state)
      if candidate.first >= 0 {
        _ = finder.make(candidate, .lowest, &state)
        return
      }
      // A copy that is not possible is not possible for longer either.
      guard units.events[event].usedTensor < 0 else { return }
    }
  }
}
