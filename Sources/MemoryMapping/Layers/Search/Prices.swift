import Basics

/// What the scarce resources are worth, in time saved: a byte of fast memory during an instruction, a unit of supply.
///
/// They come from the multipliers of the Lagrangian bound; before there are any, from the demand at each instruction.
struct Prices: ~Copyable {
  let copy: Buffer<Double>
  /// The sum of the prices of a byte during all earlier instructions; one more than there are instructions.
  private let holdBefore: Buffer<Double>

  init(hold: borrowing Buffer<Double>, copy prices: borrowing Buffer<Double>) {
    copy = Buffer(repeating: 0, count: prices.count)
    holdBefore = Buffer(repeating: 0, count: hold.count + 1)
    for time in 0..<hold.count {
      copy[time] = prices[time]
      holdBefore[time + 1] = holdBefore[time] + hold[time]
    }
  }

  /// The same price for each byte and instruction, such that all tensors together, each over its whole life, cost what
  /// their benefits are worth: then a unit's cost relative to its gain is its inverse benefit density.
  init(uniformFor units: LayerUnits) {
    var (volume, gain) = (0.0, 0.0)
    for unit in 0..<units.unitCount where units.firstEvent[unit] < units.firstEvent[unit + 1] {
      let (first, last) = (units.events[units.firstEvent[unit]], units.events[units.firstEvent[unit + 1] - 1])
      for index in Int(units.firstEvent[unit])..<Int(units.firstEvent[unit + 1]) {
        gain += Double(units.events[index].gain)
      }
      volume += Double(last.time - first.time + 1) * Double(first.size)
    }
    let price = gain / max(1, volume)
    let hold = Buffer(repeating: price, count: units.instructionCount)
    let copy = Buffer(repeating: 0.0, count: units.instructionCount)
    self.init(hold: hold, copy: copy)
  }

  /// Of `size` bytes from instruction `start` to `end`, both included.
  @inline(__always)
  func ofHolding(_ size: Int, from start: Int, to end: Int) -> Double {
    Double(size) * (holdBefore[end + 1] - holdBefore[start])
  }

  func ofCopying(_ spans: borrowing Buffer<LayerState.Span>) -> Double {
    var sum = 0.0
    for index in 0..<spans.count { sum += Double(spans[index].amount) * copy[spans[index].time] }
    return sum
  }
}
