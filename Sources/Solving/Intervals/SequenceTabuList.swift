import Basics

/// Which sequences a machine may not have again before when.
///
/// A machine's sequence is known by a 64-bit signature: the sum over its tasks of a random number of the task times its
/// place, so a move within a machine changes it by an amount that costs as much as the segment that moves. Forbidding the
/// whole sequence, not only the arrangement of the segment, is what stops short cycles made of different segments.
///
/// Signatures lie in a direct-mapped table; one that falls on another's place displaces it, which at a few dozen live
/// entries is rare, and forgets a tabu early at worst.
struct SequenceTabuList: ~Copyable {
  struct Entry: BitwiseCopyable {
    var signature: UInt64
    var expiry: Int
  }

  private static let logarithmicSize = 14
  private let entries: Buffer<Entry>
  /// By task.
  private let numbers: Buffer<UInt64>
  /// By machine, up to a constant: only equality within one search matters.
  private let signatures: Buffer<UInt64>

  init(taskCount: Int, machineCount: Int) {
    entries = Buffer(repeating: Entry(signature: 0, expiry: .min), count: 1 << Self.logarithmicSize)
    signatures = Buffer(repeating: 0, count: machineCount)
    // Fixed numbers: signatures need to be different, not unpredictable.
    var mixer = SplitMix64(state: 0x7365_7175_656E_6365)
    numbers = Buffer(repeating: 0, count: taskCount)
    for task in 0..<taskCount { numbers[task] = mixer.next() }
    clear()
  }

  func number(of task: Int32) -> UInt64 { numbers[task] }

  /// Whether a move that adds `change` to the signature of `machine` leads to a tabu sequence.
  func forbids(_ change: UInt64, on machine: Int32, at iteration: Int) -> Bool {
    let signature = signatures[machine] &+ change
    let entry = entries[place(of: signature)]
    return entry.signature == signature && entry.expiry > iteration
  }

  /// Forbids the present sequence of `machine`, and notes that a move changes its signature.
  func record(_ change: UInt64, on machine: Int32, until expiry: Int) {
    let signature = signatures[machine]
    entries[place(of: signature)] = Entry(signature: signature, expiry: expiry)
    signatures[machine] = signature &+ change
  }

  /// Another set of tasks on the machine: its sequences have nothing to do with those before.
  func renew(_ machine: Int32, _ random: inout RandomSource) { signatures[machine] = random.next() }

  func clear() {
    entries.fill(Entry(signature: 0, expiry: .min))
    // Different machines must not share signatures.
    var mixer = SplitMix64(state: 0x6D61_6368_696E_6573)
    for machine in 0..<signatures.count { signatures[machine] = mixer.next() }
  }

  private func place(of signature: UInt64) -> Int {
    Int(truncatingIfNeeded: signature >> UInt64(64 - Self.logarithmicSize))
  }
}
