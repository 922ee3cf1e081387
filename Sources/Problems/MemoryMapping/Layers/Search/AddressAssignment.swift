/// Gives addresses to the stays of a mapping that has none yet.
enum AddressAssignment {
  /// Lowest fit, by several orders of the stays.
  ///
  /// - Returns: nil where no order fits the capacity. Aliases that share an instruction get the same address.
  static func place(_ mapping: LayerMapping, of program: LayerProgram) -> LayerMapping? {
    let blocks = blocks(of: mapping, program)
    let orders: [(Block, Block) -> Bool] = [
      { ($1.size, $0.start) < ($0.size, $1.start) },
      { ($1.area, $0.start) < ($0.area, $1.start) },
      { ($1.length, $0.start) < ($0.length, $1.start) },
      { ($0.start, $1.size) < ($1.start, $0.size) },
    ]
    for order in orders {
      guard let addresses = lowestFit(blocks.sorted(by: order), capacity: program.capacity) else { continue }
      var stays = mapping.stays
      for (block, address) in addresses {
        for index in block.members {
          let stay = stays[index]
          stays[index] = .init(
            tensor: stay.tensor, start: stay.start, end: stay.end, address: address, copyIn: stay.copyIn,
            writeBack: stay.writeBack)
        }
      }
      return LayerMapping(stays: stays, timeSaved: mapping.timeSaved)
    }
    return nil
  }

  /// Stays of aliases that overlap, as one.
  private struct Block {
    var start: Int
    var end: Int
    var size: Int
    let group: Int?
    var members: [Int]

    var length: Int { end - start + 1 }
    var area: Double { Double(length) * Double(size) }
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

  private static func lowestFit(_ blocks: [Block], capacity: Int) -> [(Block, Int)]? {
    var placed: [(block: Block, address: Int)] = []
    for block in blocks {
      var address = 0
      let inTheWay = placed.filter { $0.block.start <= block.end && $0.block.end >= block.start }
      for other in inTheWay.sorted(by: { $0.address < $1.address }) {
        if other.address >= address + block.size { break }
        address = max(address, other.address + other.block.size)
      }
      guard address <= capacity - block.size else { return nil }
      placed.append((block, address))
    }
    return placed.map { ($0.block, $0.address) }
  }
}
