/// The stays that a program's models speak of: for each tensor, one that begins with its definition and one for each use
/// that a copy can bring it in for. Each serves its first event and any number of the next ones.
///
/// Unlike the search, the models treat each tensor by itself, and alias groups of any shape exactly.
struct StayTable {
  struct Stay {
    let tensor: Int
    /// The first event served: 0 is the definition or, of the program's inputs, the first use.
    let first: Int
    /// Whether it begins with the definition.
    let isBirth: Bool
    /// The instructions in which it can begin: the definition's, or those of a copy in.
    let starts: ClosedRange<Int>
    /// Whether the copy in takes supply.
    let copies: Bool
  }

  struct Event {
    let time: Int
    let gain: Int
  }

  let program: LayerProgram
  /// Of each tensor: definition, unless it is an input, and uses.
  let events: [[Event]]
  private(set) var stays: [Stay] = []
  /// Of each tensor: its stays, by their first events.
  private(set) var staysOfTensor: [[Int]] = []

  init(_ program: LayerProgram) {
    self.program = program
    events = program.tensors.map { tensor in
      let definition = tensor.isInput ? [] : [Event(time: tensor.definition, gain: tensor.definitionBenefit)]
      return definition + zip(tensor.uses, tensor.benefits).map { Event(time: $0.0, gain: $0.1) }
    }
    for (number, tensor) in program.tensors.enumerated() {
      var own: [Int] = []
      for (first, event) in events[number].enumerated() where tensor.size <= program.capacity {
        let isBirth = !tensor.isInput && first == 0
        guard let starts = isBirth ? event.time...event.time : Self.copyStarts(tensor, before: event.time, program)
        else { continue }
        own.append(stays.count)
        stays.append(
          Stay(
            tensor: number, first: first, isBirth: isBirth, starts: starts,
            copies: !isBirth && tensor.copyDemand > 0))
      }
      staysOfTensor.append(own)
    }
  }

  /// When a copy in for a use can begin: late enough to be of use, early enough for the supply; nil where it cannot.
  private static func copyStarts(
    _ tensor: LayerProgram.Tensor, before use: Int, _ program: LayerProgram
  ) -> ClosedRange<Int>? {
    let release = tensor.definition + 1
    guard release <= use else { return nil }
    // Without demand a stay begins with its use; to begin earlier would be of no use.
    guard tensor.copyDemand > 0 else { return use...use }
    var rest = tensor.copyDemand
    var start = use
    while rest > 0 {
      start -= 1
      guard start >= release else { return nil }
      rest -= min(rest, program.instructions[start].supply)
    }
    return release...start
  }

  /// The instruction of the last event that a stay can serve.
  func lastTime(of stay: Stay) -> Int { events[stay.tensor].last?.time ?? stay.starts.upperBound }

  /// Whether the tensor may have to be written back.
  func canWriteBack(_ tensor: LayerProgram.Tensor) -> Bool {
    !tensor.isInput && (!tensor.uses.isEmpty || tensor.endsInSlowMemory)
  }

  /// Pairs of a tensor's event and another one's of the same alias group at the same instruction.
  func sharedEvents() -> [(first: (tensor: Int, event: Int), second: (tensor: Int, event: Int))] {
    var known: [[Int]: (tensor: Int, event: Int)] = [:]
    var pairs: [(first: (tensor: Int, event: Int), second: (tensor: Int, event: Int))] = []
    for (number, tensor) in program.tensors.enumerated() {
      guard let group = tensor.aliasGroup else { continue }
      for (index, event) in events[number].enumerated() {
        // Chained to the one before: all of them are then equal.
        if let other = known.updateValue((number, index), forKey: [group, event.time]) {
          pairs.append((other, (number, index)))
        }
      }
    }
    return pairs
  }

  func isAliased(_ first: Int, _ second: Int) -> Bool {
    guard let group = program.tensors[first].aliasGroup else { return false }
    return program.tensors[second].aliasGroup == group
  }
}
