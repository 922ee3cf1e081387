/// Splits the tensors of a program into units: chains of aliases that follow each other in place, and single tensors.
struct AliasChains {
  /// The tensors of each unit, by definition; units by their first tensor.
  private(set) var units: [[Int]] = []
  /// Of each unit: the number of members of the alias group where that is no chain, else 0.
  private(set) var irregularity: [Int] = []

  init(_ program: LayerProgram) {
    var groups: [Int: [Int]] = [:]
    for (number, tensor) in program.tensors.enumerated() {
      if let group = tensor.aliasGroup { groups[group, default: []].append(number) }
    }
    for (number, tensor) in program.tensors.enumerated() {
      guard let members = tensor.aliasGroup.flatMap({ groups[$0] }), members.count > 1 else {
        append([number], 0)
        continue
      }
      let chain = members.sorted { (program.tensors[$0].definition, $0) < (program.tensors[$1].definition, $1) }
      if Self.isChain(chain, program) {
        if number == members[0] { append(chain, 0) }
      } else {
        append([number], members.count)
      }
    }
  }

  private mutating func append(_ members: [Int], _ size: Int) {
    units.append(members)
    irregularity.append(size)
  }

  /// Whether each member but the last dies where the next one is defined, and nothing of it must be kept.
  private static func isChain(_ members: [Int], _ program: LayerProgram) -> Bool {
    zip(members, members.dropFirst()).allSatisfy {
      let (first, second) = (program.tensors[$0], program.tensors[$1])
      return first.uses.last == second.definition && !(first.endsInSlowMemory && !first.isInput)
    }
  }
}
