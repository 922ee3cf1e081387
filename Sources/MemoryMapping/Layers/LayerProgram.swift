import Basics

/// A program whose tensors live in a large slow memory, and for parts of their lives in a small fast one.
///
/// Instructions run in the order given. Each use of a tensor, and its definition, has a benefit: the time saved when it
/// happens in fast memory. A tensor comes there by being defined there, or by a copy that takes copy time from the
/// instructions before the use. Validated at construction; all times have one unit, all sizes are bytes.
public struct LayerProgram: Sendable, Equatable {
  /// A step of the program; they run in order.
  public struct Instruction: Sendable, Equatable {
    /// What results call it.
    public let name: String
    /// The time it takes with everything in slow memory, at least 0; no more than this can be saved.
    public let baseTime: Int
    /// The copy time available while it runs, at least 0.
    public let supply: Int

    /// An instruction by its times.
    public init(name: String, baseTime: Int, supply: Int) {
      self.name = name
      self.baseTime = baseTime
      self.supply = supply
    }
  }

  /// What instructions make and read.
  public struct Tensor: Sendable, Equatable {
    /// What results call it.
    public let name: String
    /// A positive multiple of the alignment.
    public let size: Int
    /// The instruction that defines it; -1 for an input of the program, which lies in slow memory when it begins.
    public let definition: Int
    /// The instructions that use it, ascending, all after the definition.
    public let uses: [Int]
    /// The time saved by each use in fast memory.
    public let benefits: [Int]
    /// The time saved when it is defined in fast memory; 0 for an input of the program.
    public let definitionBenefit: Int
    /// The copy time that bringing it in takes, and writing it back.
    public let copyDemand: Int
    /// Tensors of the same group are names for the same memory. A program numbers its groups by their first members.
    public let aliasGroup: Int?
    /// Whether its contents must be in slow memory when the program ends.
    public let endsInSlowMemory: Bool

    /// A tensor by what defines and uses it.
    public init(
      name: String, size: Int, definition: Int = -1, uses: [Int], benefits: [Int], definitionBenefit: Int = 0,
      copyDemand: Int, aliasGroup: Int? = nil, endsInSlowMemory: Bool = false
    ) {
      self.name = name
      self.size = size
      self.definition = definition
      self.uses = uses
      self.benefits = benefits
      self.definitionBenefit = definitionBenefit
      self.copyDemand = copyDemand
      self.aliasGroup = aliasGroup
      self.endsInSlowMemory = endsInSlowMemory
    }

    /// Whether it is there before the first instruction.
    public var isInput: Bool { definition < 0 }
  }

  /// What results call it.
  public let name: String
  /// Bytes of fast memory.
  public let capacity: Int
  /// Addresses and sizes are multiples of it.
  public let alignment: Int
  /// In the order in which they run.
  public let instructions: [Instruction]
  /// By number from 0.
  public let tensors: [Tensor]

  /// Totals stay below it, so that no sum of sizes, times or copy demands leaves 64 bits.
  public static let totalLimit = 1 << 60

  /// - Throws: the first rule that the data breaks, in words.
  public init(
    name: String, capacity: Int, alignment: Int = 1, instructions: [Instruction], tensors: [Tensor]
  ) throws(InvalidProgram) {
    self.name = name
    self.capacity = capacity
    self.alignment = alignment
    self.instructions = instructions
    self.tensors = Self.renumbered(tensors)
    guard !instructions.isEmpty else { throw InvalidProgram("there must be at least one instruction") }
    guard instructions.count < Int(Int32.max), tensors.count < Int(Int32.max) else {
      throw InvalidProgram("there are more than 2^31 instructions or tensors")
    }
    guard (0..<Self.totalLimit).contains(capacity) else {
      throw InvalidProgram("the capacity \(capacity) is not within 0 to 2^60 - 1")
    }
    guard (1..<Self.totalLimit).contains(alignment) else {
      throw InvalidProgram("the alignment \(alignment) is not within 1 to 2^60 - 1")
    }
    try validateInstructions()
    try validateTensors()
  }

  /// The time of the program with everything in slow memory.
  public var baseTime: Int { instructions.reduce(0) { $0 + $1.baseTime } }

  private static func renumbered(_ tensors: [Tensor]) -> [Tensor] {
    var numbers: [Int: Int] = [:]
    return tensors.map { tensor in
      guard let group = tensor.aliasGroup else { return tensor }
      let number = numbers[group] ?? numbers.count
      numbers[group] = number
      return Tensor(
        name: tensor.name, size: tensor.size, definition: tensor.definition, uses: tensor.uses,
        benefits: tensor.benefits, definitionBenefit: tensor.definitionBenefit, copyDemand: tensor.copyDemand,
        aliasGroup: number, endsInSlowMemory: tensor.endsInSlowMemory)
    }
  }

  /// The same program with another capacity.
  func withFastMemory(of capacity: Int) -> LayerProgram {
    // Nothing is as large as the limit, so that more changes nothing.
    let capacity = min(max(0, capacity), Self.totalLimit - 1)
    let same = try? LayerProgram(
      name: name, capacity: capacity, alignment: alignment, instructions: instructions, tensors: tensors)
    guard let same else { preconditionFailure("a valid program with a valid capacity is valid") }
    return same
  }

  private func validateInstructions() throws(InvalidProgram) {
    var (time, supply) = (Total("base time"), Total("supply"))
    for (number, instruction) in instructions.enumerated() {
      try time.add(instruction.baseTime, .instruction(number))
      try supply.add(instruction.supply, .instruction(number))
    }
  }

  private func validateTensors() throws(InvalidProgram) {
    var (size, benefit, demand) = (Total("size"), Total("benefit"), Total("copy demand"))
    for (number, tensor) in tensors.enumerated() {
      func invalid(_ what: String) -> InvalidProgram {
        InvalidProgram(
          "tensor \(number)\(tensor.name.isEmpty ? "" : " (\(tensor.name))") \(what)", at: .tensor(number))
      }
      guard tensor.size > 0, tensor.size.isMultiple(of: alignment) else {
        throw invalid("has the size \(tensor.size), which is no positive multiple of the alignment \(alignment)")
      }
      guard (-1..<instructions.count).contains(tensor.definition) else {
        throw invalid("is defined by instruction \(tensor.definition), which does not exist")
      }
      guard tensor.benefits.count == tensor.uses.count else {
        throw invalid("has \(counted(tensor.uses.count, "use")) and \(counted(tensor.benefits.count, "benefit"))")
      }
      var previous = tensor.definition
      for use in tensor.uses {
        guard use > previous, use < instructions.count else {
          throw invalid(
            "is used by instruction \(use): uses ascend, after the definition \(tensor.definition), and are below "
              + "\(instructions.count)")
        }
        previous = use
      }
      guard !tensor.isInput || tensor.definitionBenefit == 0 else {
        throw invalid("is an input of the program and has a benefit of its definition")
      }
      try size.add(tensor.size, .tensor(number))
      try benefit.add(tensor.definitionBenefit, .tensor(number))
      for value in tensor.benefits { try benefit.add(value, .tensor(number)) }
      // In before each use, and back once.
      for _ in 0...tensor.uses.count { try demand.add(tensor.copyDemand, .tensor(number)) }
    }
  }

  /// A sum of quantities that are not negative, within the limit.
  private struct Total {
    private let what: String
    private var sum = 0

    init(_ what: String) { self.what = what }

    mutating func add(_ value: Int, _ place: InvalidProgram.Place) throws(InvalidProgram) {
      guard value >= 0 else { throw InvalidProgram("\(place) has the negative \(what) \(value)", at: place) }
      guard value < totalLimit - sum else {
        throw InvalidProgram("the total \(what) exceeds 2^60 at \(place)", at: place)
      }
      sum += value
    }
  }
}

/// Why data do not make a program, in words.
public struct InvalidProgram: Error, CustomStringConvertible, Sendable, Equatable {
  /// A part of the program, by its number.
  public enum Place: Sendable, Equatable, CustomStringConvertible {
    /// The instruction of this number.
    case instruction(Int)
    /// The tensor of this number.
    case tensor(Int)

    public var description: String {
      switch self {
      case .instruction(let number): "instruction \(number)"
      case .tensor(let number): "tensor \(number)"
      }
    }
  }

  public let description: String
  /// What of the program it is about; nil for the program as a whole.
  public let place: Place?

  /// What is wrong, in words, and where.
  public init(_ description: String, at place: Place? = nil) {
    self.description = description
    self.place = place
  }
}
