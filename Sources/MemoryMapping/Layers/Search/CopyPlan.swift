import Basics

/// Copies that are about to be made: what each instruction would give to them.
///
/// A copy in takes the latest supply that suffices, which keeps the space free for longest. A write-back takes the
/// latest supply while the run lasts anyway, and what comes after it only for the rest.
struct CopyPlan: ~Copyable {
  private(set) var copy = Buffer<LayerState.Span>()
  private(set) var writeBack = Buffer<LayerState.Span>()

  mutating func clear() {
    copy.removeAll()
    writeBack.removeAll()
  }

  /// Plans the copy in for a first use at `deadline`, beginning at `release` or later.
  ///
  /// - Returns: the first instruction of the copy; `deadline` where there is no demand; nil where supply is short.
  mutating func planCopy(
    _ demand: Int, from release: Int, before deadline: Int, _ state: borrowing LayerState
  ) -> Int? {
    copy.removeAll()
    var rest = demand
    var time = deadline
    while rest > 0 {
      time -= 1
      guard time >= release else { return nil }
      let amount = min(rest, state.freeSupply[time])
      if amount > 0 { copy.append(.init(time: Int32(time), amount: amount)) }
      rest -= amount
    }
    return time
  }

  /// Plans the write-back of what is defined at `birth` and served until `last`, before `limit`, beside the copy that is
  /// planned already.
  ///
  /// - Returns: the instruction with which the run then ends; nil where supply is short.
  mutating func planWriteBack(
    _ demand: Int, definedAt birth: Int, servedUntil last: Int, before limit: Int, _ state: borrowing LayerState
  ) -> Int? {
    writeBack.removeAll()
    var rest = demand
    var time = last
    while rest > 0, time > birth {
      take(&rest, at: time, state)
      time -= 1
    }
    time = last
    while rest > 0 {
      time += 1
      guard time < limit else { return nil }
      take(&rest, at: time, state)
    }
    return time
  }

  private mutating func take(_ rest: inout Int, at time: Int, _ state: borrowing LayerState) {
    // A run's own copy is over before what it writes back is defined.
    let amount = min(rest, state.freeSupply[time])
    if amount > 0 { writeBack.append(.init(time: Int32(time), amount: amount)) }
    rest -= amount
  }
}
