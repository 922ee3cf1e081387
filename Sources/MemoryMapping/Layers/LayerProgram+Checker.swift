import Race

extension LayerProgram {
  /// The independent checker of every rule: how stays begin and end, copies and what they take of the supplies, what
  /// must be written back, choices and addresses of aliases, addresses, and the time saved as claimed.
  ///
  /// - Returns: minus the time saved, since smaller is better.
  /// - Throws: the first rule that the mapping breaks.
  /// - Complexity: O(s log s + s l + e) for s stays, of which l at most at one time, and e uses.
  public func check(_ mapping: LayerMapping) throws(CheckFailure) -> Objective {
    var supply = instructions.map(\.supply)
    for stay in mapping.stays {
      try checkPlace(of: stay)
      try checkCopyIn(of: stay, &supply)
      try checkWriteBack(of: stay, &supply)
      try checkEnd(of: stay)
    }
    let stays = Dictionary(grouping: mapping.stays, by: \.tensor)
    var earned = [Int](repeating: 0, count: instructions.count)
    var choices: [Event: Bool] = [:]
    for (number, tensor) in tensors.enumerated() {
      let own = (stays[number] ?? []).sorted { $0.start < $1.start }
      try checkOrder(own, of: number)
      if !tensor.isInput {
        let isInFast = own.first?.copyIn == nil && !own.isEmpty
        if isInFast { earned[tensor.definition] += tensor.definitionBenefit }
        try note(isInFast, of: tensor, at: tensor.definition, in: &choices)
      }
      for (use, benefit) in zip(tensor.uses, tensor.benefits) {
        let isInFast = own.contains { $0.serves(use) }
        if isInFast { earned[use] += benefit }
        try note(isInFast, of: tensor, at: use, in: &choices)
      }
    }
    try checkAddresses(mapping.stays)
    let saved = zip(earned, instructions).reduce(0) { $0 + min($1.0, $1.1.baseTime) }
    guard saved == mapping.timeSaved else {
      throw CheckFailure("the mapping says that it saves \(mapping.timeSaved), but it saves \(saved)")
    }
    return Objective(-saved)
  }

  /// A definition or use by a member of an alias group.
  private struct Event: Hashable {
    let group: Int
    let instruction: Int
  }

  private func title(_ stay: LayerMapping.Stay) -> String {
    let name = tensors[stay.tensor].name
    return "the stay of tensor \(stay.tensor)\(name.isEmpty ? "" : " (\(name))") from \(stay.start) to \(stay.end)"
  }

  private func checkPlace(of stay: LayerMapping.Stay) throws(CheckFailure) {
    guard tensors.indices.contains(stay.tensor) else { throw CheckFailure("there is no tensor \(stay.tensor)") }
    guard stay.start >= 0, stay.start <= stay.end, stay.end < instructions.count else {
      throw CheckFailure("\(title(stay)) is not within instructions 0 to \(instructions.count - 1)")
    }
    guard stay.address >= 0, stay.address.isMultiple(of: alignment) else {
      throw CheckFailure("\(title(stay)) has the address \(stay.address), which is not aligned to \(alignment)")
    }
    guard stay.address <= capacity - tensors[stay.tensor].size else {
      throw CheckFailure("\(title(stay)) at address \(stay.address) ends beyond the capacity \(capacity)")
    }
  }

  private func checkCopyIn(of stay: LayerMapping.Stay, _ supply: inout [Int]) throws(CheckFailure) {
    let tensor = tensors[stay.tensor]
    guard let copy = stay.copyIn else {
      guard stay.start == tensor.definition else {
        throw CheckFailure("\(title(stay)) begins without a copy, but not at the definition \(tensor.definition)")
      }
      return
    }
    guard copy.first == stay.start else {
      throw CheckFailure("\(title(stay)) does not begin with its copy at \(copy.first)")
    }
    guard copy.first > tensor.definition else {
      throw CheckFailure("\(title(stay)) is copied before the tensor is defined")
    }
    try take(copy, of: stay, &supply)
  }

  private func checkWriteBack(of stay: LayerMapping.Stay, _ supply: inout [Int]) throws(CheckFailure) {
    guard let copy = stay.writeBack else { return }
    guard stay.copyIn == nil else { throw CheckFailure("\(title(stay)) is copied in and written back unchanged") }
    guard copy.first > stay.start else { throw CheckFailure("\(title(stay)) is written back before it is defined") }
    guard copy.first <= stay.end + 1, copy.amounts.count <= stay.end + 1 - copy.first else {
      throw CheckFailure("\(title(stay)) ends before it is written back")
    }
    try take(copy, of: stay, &supply)
  }

  private func take(
    _ copy: LayerMapping.Copy, of stay: LayerMapping.Stay, _ supply: inout [Int]
  ) throws(CheckFailure) {
    guard copy.amounts.count <= instructions.count - copy.first else {
      throw CheckFailure("a copy for \(title(stay)) goes on after the program's end")
    }
    var rest = tensors[stay.tensor].copyDemand
    for (offset, amount) in copy.amounts.enumerated() {
      let instruction = copy.first + offset
      guard amount >= 0, amount <= supply[instruction] else {
        throw CheckFailure(
          "a copy for \(title(stay)) takes \(amount) of instruction \(instruction), where \(supply[instruction]) is left"
        )
      }
      guard amount <= rest else { throw CheckFailure("a copy for \(title(stay)) takes more than its demand") }
      supply[instruction] -= amount
      rest -= amount
    }
    guard rest == 0 else { throw CheckFailure("a copy for \(title(stay)) lacks \(rest) of its demand") }
  }

  /// A stay ends with the last use that it serves, or with its write-back.
  private func checkEnd(of stay: LayerMapping.Stay) throws(CheckFailure) {
    var end = stay.copyIn == nil ? stay.start : -1
    if let last = tensors[stay.tensor].uses.last(where: stay.serves) { end = last }
    if end < 0 { throw CheckFailure("\(title(stay)) serves no use") }
    if let copy = stay.writeBack { end = max(end, copy.last) }
    guard end == stay.end else { throw CheckFailure("\(title(stay)) should end at \(end)") }
  }

  /// Stays of one tensor follow each other, and what was defined in fast memory is in slow memory when that is needed.
  private func checkOrder(_ stays: [LayerMapping.Stay], of number: Int) throws(CheckFailure) {
    for (first, second) in zip(stays, stays.dropFirst()) where second.start <= first.end {
      throw CheckFailure("\(title(second)) begins before an earlier one has ended")
    }
    guard let birth = stays.first, birth.copyIn == nil else { return }
    let tensor = tensors[number]
    let slowUse = tensor.uses.first { use in !stays.contains { $0.serves(use) } }
    let deadline = min(
      slowUse ?? .max, stays.dropFirst().first?.start ?? .max, tensor.endsInSlowMemory ? instructions.count : .max)
    guard deadline < .max else { return }
    guard let copy = birth.writeBack, copy.last < deadline else {
      throw CheckFailure("tensor \(number) is not written back by \(deadline), when it is needed in slow memory")
    }
  }

  private func note(
    _ isInFast: Bool, of tensor: Tensor, at instruction: Int, in choices: inout [Event: Bool]
  ) throws(CheckFailure) {
    guard let group = tensor.aliasGroup else { return }
    let other = choices.updateValue(isInFast, forKey: Event(group: group, instruction: instruction))
    guard other == nil || other == isInFast else {
      throw CheckFailure("members of alias group \(group) are in different memories at instruction \(instruction)")
    }
  }

  /// Sweeps over the starts, with the stays under way.
  private func checkAddresses(_ stays: [LayerMapping.Stay]) throws(CheckFailure) {
    var underWay: [LayerMapping.Stay] = []
    for stay in stays.sorted(by: { $0.start < $1.start }) {
      underWay.removeAll { $0.end < stay.start }
      let tensor = tensors[stay.tensor]
      for other in underWay {
        if let group = tensor.aliasGroup, tensors[other.tensor].aliasGroup == group {
          guard stay.address == other.address else {
            throw CheckFailure("\(title(stay)) is not at the address of \(title(other)), its alias")
          }
        } else {
          let isApart =
            stay.address + tensor.size <= other.address || other.address + tensors[other.tensor].size <= stay.address
          guard isApart else { throw CheckFailure("\(title(stay)) overlaps \(title(other)) in address") }
        }
      }
      underWay.append(stay)
    }
  }
}
