import Basics

/// A program as the search and the bounds see it: units of tensors with their events in order, in flat arrays.
///
/// A *unit* is a tensor, or a chain of aliases in which each member is defined by the last instruction that uses the
/// one before: these two events are one choice, so that the chain is handled as one tensor whose contents are new from
/// there on. Alias groups of other shapes are `irregular`: their members are units of their own, which relaxes them; the
/// bounds may do that, and the search leaves them in slow memory.
final class LayerUnits {
  /// A definition, a use, or in a chain both at once.
  struct Event: BitwiseCopyable {
    /// The instruction.
    let time: Int32
    /// Whose use it is; -1 where it is a definition only.
    let usedTensor: Int32
    /// Whose contents the memory holds after it.
    let tensor: Int32
    /// Whether `tensor` is defined here.
    let isBirth: Bool
    /// Whether `tensor` is needed later: it has more events in its unit, or must end in slow memory.
    let isNeededLater: Bool
    /// Bytes occupied before the instruction, during it and after it.
    let sizeBefore: Int
    let size: Int
    let sizeAfter: Int
    /// The time saved when it happens in fast memory.
    let gain: Int
    /// Copy time to bring in `usedTensor`, and to write back `tensor`.
    let copyDemand: Int
    let writeBackDemand: Int
    /// The first instruction at which a copy of `usedTensor` may begin.
    let release: Int32
    /// The event of the last birth up to here; -1 where the contents are the program's input.
    let birth: Int32
    /// The event that the contents must be in slow memory for, as a time: the next event, or the program's end.
    let writeBackLimit: Int32
  }

  let program: LayerProgram
  let instructionCount: Int
  let capacity: Int
  let alignment: Int
  let baseTime: Buffer<Int>
  let supply: Buffer<Int>
  /// The total supply before each instruction; one more than there are instructions.
  let supplyBefore: Buffer<Int>
  let unitCount: Int
  /// Of each unit, and one more: the events of unit u are `firstEvent[u] ..< firstEvent[u + 1]`.
  let firstEvent: Buffer<Int32>
  let events: Buffer<Event>
  let unitOfEvent: Buffer<Int32>
  /// Of each unit: whether it belongs to an alias group that is no chain, with the number of members.
  let irregularity: Buffer<Int32>

  /// - Complexity: O(n log n) for n events.
  init(_ program: LayerProgram) {
    self.program = program
    instructionCount = program.instructions.count
    capacity = program.capacity
    alignment = program.alignment
    baseTime = Buffer(program.instructions.map(\.baseTime))
    supply = Buffer(program.instructions.map(\.supply))
    var before = Buffer<Int>(capacity: instructionCount + 1)
    before.append(0)
    for instruction in program.instructions { before.append(before.last + instruction.supply) }
    supplyBefore = before
    let chains = AliasChains(program)
    unitCount = chains.units.count
    irregularity = Buffer(chains.irregularity.map(Int32.init))
    var firstEvent = Buffer<Int32>(capacity: unitCount + 1)
    var events = Buffer<Event>()
    var unitOfEvent = Buffer<Int32>()
    for (unit, members) in chains.units.enumerated() {
      firstEvent.append(Int32(events.count))
      for event in Self.events(of: members, in: program, from: events.count) {
        events.append(event)
        unitOfEvent.append(Int32(unit))
      }
    }
    firstEvent.append(Int32(events.count))
    self.firstEvent = firstEvent
    self.events = events
    self.unitOfEvent = unitOfEvent
  }

  /// The events of a chain, the first of which gets the number `first`.
  private static func events(of members: [Int], in program: LayerProgram, from first: Int) -> [Event] {
    var result: [Event] = []
    var birth: Int32 = -1
    for (place, number) in members.enumerated() {
      let tensor = program.tensors[number]
      let previous = place > 0 ? program.tensors[members[place - 1]] : nil
      let next = place + 1 < members.count ? program.tensors[members[place + 1]] : nil
      // The last use of a member that has a successor is the successor's birth.
      let uses = next == nil ? tensor.uses[...] : tensor.uses.dropLast()
      if !tensor.isInput {
        birth = Int32(first + result.count)
        result.append(
          event(
            tensor, number, time: tensor.definition, isBirth: true, birth: birth,
            gain: tensor.definitionBenefit + (previous?.benefits.last ?? 0),
            used: previous.map { ($0, members[place - 1]) }, next: tensor.uses.first, program))
      }
      for (use, time) in uses.enumerated() {
        result.append(
          event(
            tensor, number, time: time, isBirth: false, birth: birth, gain: tensor.benefits[use],
            used: (tensor, number), next: use + 1 < tensor.uses.count ? tensor.uses[use + 1] : nil, program))
      }
    }
    return result
  }

  private static func event(
    _ tensor: LayerProgram.Tensor, _ number: Int, time: Int, isBirth: Bool, birth: Int32, gain: Int,
    used: (tensor: LayerProgram.Tensor, number: Int)?, next: Int?, _ program: LayerProgram
  ) -> Event {
    Event(
      time: Int32(time), usedTensor: Int32(used?.number ?? -1), tensor: Int32(number), isBirth: isBirth,
      isNeededLater: next != nil || tensor.endsInSlowMemory, sizeBefore: used?.tensor.size ?? 0,
      size: max(tensor.size, used?.tensor.size ?? 0),
      sizeAfter: tensor.size, gain: gain, copyDemand: used?.tensor.copyDemand ?? 0,
      writeBackDemand: tensor.copyDemand, release: Int32((used?.tensor.definition ?? -1) + 1), birth: birth,
      writeBackLimit: Int32(next ?? program.instructions.count))
  }

  /// Whether a run from event number `first` to `last` holds new contents that must be written back.
  @inline(__always)
  func needsWriteBack(first: Int, last: Event) -> Bool { last.isNeededLater && Int(last.birth) >= first }
}
