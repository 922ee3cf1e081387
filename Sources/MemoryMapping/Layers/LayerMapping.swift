/// Which tensors are in fast memory when and where: a solution of a `LayerProgram`.
public struct LayerMapping: Sendable, Codable, Equatable {
  /// A copy between the memories: it takes `amounts[i]` of the supply of instruction `first + i`.
  public struct Copy: Sendable, Codable, Equatable {
    /// The first instruction whose supply it takes.
    public let first: Int
    /// Without amounts, for a tensor that takes no copy time, it happens right before instruction `first`.
    public let amounts: [Int]

    /// A copy from one instruction on.
    public init(first: Int, amounts: [Int]) {
      self.first = first
      self.amounts = amounts
    }

    /// The last instruction that it takes supply of.
    public var last: Int { first + amounts.count - 1 }
  }

  /// A tensor in fast memory during the instructions `start ... end`, in the bytes from `address` on.
  public struct Stay: Sendable, Codable, Equatable {
    /// The tensor's number.
    public let tensor: Int
    /// The first instruction of the stay.
    public let start: Int
    /// The last instruction of the stay.
    public let end: Int
    /// In fast memory.
    public let address: Int
    /// How it comes in, from the stay's first instruction on; nil where the tensor is defined in fast memory.
    public let copyIn: Copy?
    /// How what was defined in fast memory gets into slow memory, where it does.
    public let writeBack: Copy?

    /// A stay by its times and its address.
    public init(tensor: Int, start: Int, end: Int, address: Int, copyIn: Copy? = nil, writeBack: Copy? = nil) {
      self.tensor = tensor
      self.start = start
      self.end = end
      self.address = address
      self.copyIn = copyIn
      self.writeBack = writeBack
    }

    /// Whether the tensor's use by `instruction` happens in fast memory: it is in by then.
    public func serves(_ instruction: Int) -> Bool {
      instruction >= start && instruction <= end && (copyIn.map { $0.last < instruction } ?? true)
    }
  }

  /// Each tensor may have several.
  public let stays: [Stay]
  /// The sum of the earned benefits, those of one instruction capped at its base time.
  public let timeSaved: Int

  /// A mapping by its stays.
  public init(stays: [Stay], timeSaved: Int) {
    self.stays = stays
    self.timeSaved = timeSaved
  }

  /// Stays by start, then tensor, with the time that they save.
  ///
  /// - Complexity: O(stays + uses).
  public init(_ stays: [Stay], of program: LayerProgram) {
    var earned = [Int](repeating: 0, count: program.instructions.count)
    for stay in stays {
      let tensor = program.tensors[stay.tensor]
      if stay.copyIn == nil { earned[tensor.definition] += tensor.definitionBenefit }
      for (use, benefit) in zip(tensor.uses, tensor.benefits) where stay.serves(use) { earned[use] += benefit }
    }
    let saved = zip(earned, program.instructions).reduce(0) { $0 + min($1.0, $1.1.baseTime) }
    self.init(stays: stays.sorted { ($0.start, $0.tensor) < ($1.start, $1.tensor) }, timeSaved: saved)
  }
}
