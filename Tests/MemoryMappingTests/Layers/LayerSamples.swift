import Basics

@testable import MemoryMapping

/// Programs for the tests of this folder.
enum LayerSamples {
  /// Up to three tensors over up to five instructions, with every feature there is; numbers are small, so that
  /// resources are scarce and ties are frequent.
  static func random(seed: UInt64, tensors: Int = 3, instructions: Int = 5) -> LayerProgram {
    var random = RandomSource(seed: seed)
    let steps = (0..<instructions).map {
      LayerProgram.Instruction(name: "i\($0)", baseTime: random.within(2...9), supply: random.within(0...3))
    }
    let alignment = random.within(1...2)
    var list: [LayerProgram.Tensor] = []
    for number in 0..<tensors {
      // Every third tensor continues the one before in place, where that one dies.
      if number % 3 == 1, random.below(2) == 0, let chained = chain(from: &list, &random, instructions) {
        list.append(chained)
        continue
      }
      let definition = random.within(-1...(instructions - 3))
      let uses = (definition + 1..<instructions).filter { _ in random.below(2) == 0 }.prefix(2)
      list.append(
        tensor(
          number, random.within(1...3) * alignment, definition, Array(uses), random.below(5) == 0 ? 9 : nil, &random))
    }
    guard
      let program = try? LayerProgram(
        name: "random-\(seed)", capacity: random.within(3...5) * alignment, alignment: alignment,
        instructions: steps, tensors: list)
    else { preconditionFailure("a sample is invalid") }
    return program
  }

  private static func chain(
    from list: inout [LayerProgram.Tensor], _ random: inout RandomSource, _ instructions: Int
  ) -> LayerProgram.Tensor? {
    let number = list.count
    guard let previous = list.last, let definition = previous.uses.last, !previous.endsInSlowMemory else { return nil }
    list[number - 1] = .init(
      name: previous.name, size: previous.size, definition: previous.definition, uses: previous.uses,
      benefits: previous.benefits, definitionBenefit: previous.definitionBenefit, copyDemand: previous.copyDemand,
      aliasGroup: number)
    let uses = (definition + 1..<max(definition + 1, instructions)).filter { _ in random.below(2) == 0 }.prefix(2)
    return tensor(number, previous.size, definition, Array(uses), number, &random)
  }

  private static func tensor(
    _ number: Int, _ size: Int, _ definition: Int, _ uses: [Int], _ group: Int?, _ random: inout RandomSource
  ) -> LayerProgram.Tensor {
    .init(
      name: "t\(number)", size: size, definition: definition, uses: uses,
      benefits: uses.map { _ in random.within(0...5) },
      definitionBenefit: definition < 0 ? 0 : random.within(0...4), copyDemand: random.within(0...3),
      aliasGroup: group, endsInSlowMemory: random.below(3) == 0)
  }

  /// An input that three instructions use, with room for it and supply from the first two.
  static let threeUses = program(
    supplies: [2, 2, 1, 1],
    [.init(name: "a", size: 2, uses: [1, 2, 3], benefits: [1, 3, 2], copyDemand: 2)])

  static func program(
    capacity: Int = 4, supplies: [Int], baseTime: Int = 10, _ tensors: [LayerProgram.Tensor]
  ) -> LayerProgram {
    let steps = supplies.map { LayerProgram.Instruction(name: "", baseTime: baseTime, supply: $0) }
    guard
      let program = try? LayerProgram(name: "sample", capacity: capacity, instructions: steps, tensors: tensors)
    else { preconditionFailure("a sample is invalid") }
    return program
  }

  static func network(
    _ network: LayerProgram.Network, _ tensors: Int, percent: Int = 50, seed: UInt64 = 1
  ) -> LayerProgram {
    guard
      let program = try? LayerProgram.generate(network, tensorLimit: tensors, fastPercent: percent, seed: seed)
    else { preconditionFailure("a network makes no program") }
    return program
  }
}
