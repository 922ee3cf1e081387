import Basics

extension JobShop {
  /// Which sequences a machine may not have again before when.
  ///
  /// A machine's sequence is known by a 64-bit signature: the sum over its operations of a random number of the
  /// operation times its place, so a move changes it by an amount that costs O(1). Forbidding the whole sequence of the
  /// machine, not only the arrangement of the segment that moved, is what stops short cycles made of different
  /// segments.
  ///
  /// Signatures lie in a direct-mapped table; one that falls on another's place displaces it, which at a few dozen live
  /// entries in 2^14 places is rare, and forgets a tabu early at worst.
  struct TabuList: ~Copyable {
    struct Entry: BitwiseCopyable {
      var signature: UInt64
      var expiry: Int
    }

    private static let logarithmicSize = 14
    private let entries: Buffer<Entry>
    /// By machine, up to a constant: only equality within one search matters.
    private let signatures: Buffer<UInt64>

    init(machineCount: Int) {
      entries = Buffer(repeating: Entry(signature: 0, expiry: Int.min), count: 1 << Self.logarithmicSize)
      signatures = Buffer(repeating: 0, count: machineCount)
      clear()
    }

    /// Whether a move that adds `change` to the signature of `machine` leads to a tabu sequence.
    func forbids(_ change: UInt64, on machine: Int32, at iteration: Int) -> Bool {
      let signature = signatures[machine] &+ change
      let entry = entries[Self.place(of: signature)]
      return entry.signature == signature && entry.expiry > iteration
    }

    /// Forbids the present sequence of `machine`, and notes that a move changes its signature.
    func record(_ change: UInt64, on machine: Int32, until expiry: Int) {
      let signature = signatures[machine]
      entries[Self.place(of: signature)] = Entry(signature: signature, expiry: expiry)
      signatures[machine] = signature &+ change
    }

    func clear() {
      entries.fill(Entry(signature: 0, expiry: Int.min))
      // Different machines must not share signatures.
      var mixer = SplitMix64(state: 0x6D61_6368_696E_6573)
      for machine in 0..<signatures.count { signatures[machine] = mixer.next() }
    }

    private static func place(of signature: UInt64) -> Int {
      Int(truncatingIfNeeded: signature >> UInt64(64 - logarithmicSize))
    }
  }
}
