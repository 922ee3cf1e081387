/// Collects the operators of a neural network in program order and makes a program of them, by a first-principles cost
/// model: an operator takes the longer of its arithmetic and its memory traffic, and having an operand in fast memory
/// replaces that operand's share of the slow traffic by fast traffic.
struct NetworkBuilder {
  /// Rates per nanosecond of a machine with a small fast memory beside a large slow one; round numbers of the order of
  /// an inference accelerator's.
  struct Machine {
    var operations = 100_000.0
    var slowBytes = 600.0
    var fastBytes = 4_800.0
    /// Of copies between the memories, which run beside the instructions.
    var copyBytes = 300.0
  }

  /// A tensor of the network under construction, by its number.
  struct Handle {
    let number: Int
    let size: Int
  }

  private struct Draft {
    let name: String
    let size: Int
    let definition: Int
    let group: Int
    var uses: [Int] = []
    var benefits: [Int] = []
    var definitionBenefit = 0
    var mustLeave = false
  }

  private let machine: Machine
  private let alignment: Int
  private var instructions: [LayerProgram.Instruction] = []
  private var drafts: [Draft] = []

  init(machine: Machine = Machine(), alignment: Int) {
    self.machine = machine
    self.alignment = alignment
  }

  var tensorCount: Int { drafts.count }

  /// A weight or another input of the program.
  mutating func input(_ name: String, elements: Int) -> Handle {
    add(name, bytes(elements), definition: -1, group: drafts.count)
  }

  /// An operator with one output.
  ///
  /// - Parameters:
  ///   - operations: arithmetic operations, a multiply-add counting as two.
  ///   - target: an operand in whose place the output is written; it must not be used again.
  mutating func operation(
    _ name: String, operations: Double, _ operands: [Handle], elements: Int, inPlaceOf target: Handle? = nil
  ) -> Handle {
    let time = instructions.count
    let size = target?.size ?? bytes(elements)
    let arithmetic = operations / machine.operations
    let traffic = Double(operands.reduce(size) { $0 + $1.size })
    let base = max(arithmetic, traffic / machine.slowBytes)
    func benefit(_ size: Int) -> Int {
      let mixed = (traffic - Double(size)) / machine.slowBytes + Double(size) / machine.fastBytes
      return Int(base - max(arithmetic, mixed))
    }
    let baseTime = max(1, Int(base.rounded()))
    // Copies run beside the instruction all the time that it takes.
    instructions.append(.init(name: name, baseTime: baseTime, supply: baseTime))
    for operand in operands {
      drafts[operand.number].uses.append(time)
      drafts[operand.number].benefits.append(benefit(operand.size))
    }
    let group = target.map { drafts[$0.number].group } ?? drafts.count
    let output = add(name, size, definition: time, group: group)
    drafts[output.number].definitionBenefit = benefit(size)
    return output
  }

  /// Says that the program's result is `tensor`, which must end in slow memory.
  mutating func result(_ tensor: Handle) { drafts[tensor.number].mustLeave = true }

  /// The program, with a fast memory of `percent` of the largest working set: at each instruction, what is computed and
  /// still needed, and the inputs that it reads.
  func program(named name: String, fastPercent percent: Int) throws(InvalidProgram) -> LayerProgram {
    var working = [Int](repeating: 0, count: instructions.count)
    for draft in drafts {
      let last = draft.uses.last ?? draft.definition
      if draft.definition >= 0 {
        for time in draft.definition...last { working[time] += draft.size }
      } else {
        for time in draft.uses { working[time] += draft.size }
      }
    }
    let peak = working.max() ?? 0
    let capacity = peak / 100 * percent / alignment * alignment
    let members = Dictionary(grouping: drafts, by: \.group).mapValues(\.count)
    let tensors = drafts.map { draft in
      LayerProgram.Tensor(
        name: draft.name, size: draft.size, definition: draft.definition, uses: draft.uses, benefits: draft.benefits,
        definitionBenefit: draft.definitionBenefit,
        copyDemand: Int((Double(draft.size) / machine.copyBytes).rounded(.up)),
        aliasGroup: members[draft.group, default: 1] > 1 ? draft.group : nil, endsInSlowMemory: draft.mustLeave)
    }
    return try LayerProgram(
      name: name, capacity: capacity, alignment: alignment, instructions: instructions, tensors: tensors)
  }

  private mutating func add(_ name: String, _ size: Int, definition: Int, group: Int) -> Handle {
    drafts.append(Draft(name: name, size: size, definition: definition, group: group))
    return Handle(number: drafts.count - 1, size: size)
  }

  /// Two bytes an element, up to the alignment.
  private func bytes(_ elements: Int) -> Int { (2 * elements + alignment - 1) / alignment * alignment }
}
