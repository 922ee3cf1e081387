/// Gives addresses to the stays of a mapping that has none yet.
enum AddressAssignment {
  /// Placements that each order of the search tries.
  private static let nodeLimit = 20_000

  /// Asks the static allocator.
  ///
  /// - Returns: nil where no addresses within the capacity were found. Aliases that share an instruction get the same
  ///   address.
  static func place(_ mapping: LayerMapping, of program: LayerProgram) -> LayerMapping? {
    let blocks = blocks(of: mapping, program)
    let addresses = StayPacking.addresses(
      for: blocks.map { .init(start: $0.start, finish: $0.end, size: $0.size) }, capacity: program.capacity,
      alignment: program.alignment, nodeLimit: nodeLimit)
    guard let addresses else { return nil }
    var stays = mapping.stays
    for (block, address) in zip(blocks, addresses) {
      for index in block.members {
        let stay = stays[index]
        stays[index] = .init(
          tensor: stay.tensor, start: stay.start, end: stay.end, address: address, copyIn: stay.copyIn,
          writeBack: stay.writeBack)
      }
    }
    return LayerMapping(stays: stays, timeSaved: mapping.timeSaved)
  }

  /// Stays of aliases that overlap, as one.
  private struct Block {
    var start: Int
    var end: Int
    var size: Int
    let group: Int?
    var members: [Int]
  }

  private static func blocks(of mapping: LayerMapping, _ program: LayerProgram) -> [Block] {
    var blocks: [Block] = []
    for index in mapping.stays.indices.sorted(by: { mapping.stays[$0].start < mapping.stays[$1].start }) {
      let stay = mapping.stays[index]
      let tensor = program.tensors[stay.tensor]
      if let group = tensor.aliasGroup,
        let known = blocks.firstIndex(where: { $0.group == group && $0.end >= stay.start })
      {
        blocks[known].end = max(blocks[known].end, stay.end)
        blocks[known].size = max(blocks[known].size, tensor.size)
        blocks[known].members.append(index)
      } else {
        blocks.append(
          Block(start: stay.start, end: stay.end, size: tensor.size, group: tensor.aliasGroup, members: [index]))
      }
    }
    return blocks
  }
}
