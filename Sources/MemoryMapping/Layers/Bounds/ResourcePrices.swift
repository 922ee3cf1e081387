import Basics

/// Lagrangian multipliers of a layer program, each in time saved for the whole of a resource: the fast memory during an
/// instruction, the supply of an instruction, and the cap of its benefits.
///
/// In this unit multipliers of all kinds have the same order of magnitude, which a subgradient step needs.
struct ResourcePrices: ~Copyable {
  let hold: Buffer<Double>
  let copy: Buffer<Double>
  /// The share of an instruction's benefits that counts, 0 ... 1; the rest pays for the cap.
  let share: Buffer<Double>

  init(instructionCount count: Int) {
    hold = Buffer(repeating: 0, count: count)
    copy = Buffer(repeating: 0, count: count)
    share = Buffer(repeating: 1, count: count)
  }

  func assign(_ other: borrowing ResourcePrices) {
    for time in 0..<hold.count {
      hold[time] = other.hold[time]
      copy[time] = other.copy[time]
      share[time] = other.share[time]
    }
  }
}
