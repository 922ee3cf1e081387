import Basics
import Testing

@testable import MemoryMapping

@Suite struct StayPackingTests {
  typealias Block = StayPacking.Block

  /// Few bytes and instructions, some blocks where they are already.
  static func blocks(seed: UInt64, unit: Int) -> [Block] {
    var random = RandomSource(seed: seed)
    var blocks: [Block] = []
    for index in 0..<random.within(2...6) {
      let start = random.within(0...4)
      blocks.append(
        Block(
          start: start, finish: start + random.within(0...3), size: unit * random.within(1...3),
          address: index == 0 && random.below(3) == 0 ? unit * random.within(0...2) : nil))
    }
    return blocks
  }

  static func isFree(_ address: Int, _ block: Block, _ placed: ArraySlice<Block>, _ addresses: [Int]) -> Bool {
    zip(placed, addresses).allSatisfy { other, low in
      other.start > block.finish || other.finish < block.start || low + other.size <= address
        || address + block.size <= low
    }
  }

  /// All addresses of all blocks.
  static func canPlace(_ blocks: [Block], capacity: Int, unit: Int, _ addresses: [Int] = []) -> Bool {
    guard addresses.count < blocks.count else { return true }
    let block = blocks[addresses.count]
    return stride(from: 0, through: capacity - block.size, by: unit).contains { address in
      (block.address == nil || block.address == address)
        && isFree(address, block, blocks[..<addresses.count], addresses)
        && canPlace(blocks, capacity: capacity, unit: unit, addresses + [address])
    }
  }

  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func addressesAreFoundExactlyWhereThereAreSome(seed: UInt64) {
    let unit = 1 + Int(seed % 2) * 3
    let blocks = Self.blocks(seed: seed, unit: unit)
    let capacity = 6 * unit
    let found = StayPacking.addresses(for: blocks, capacity: capacity, alignment: unit, nodeLimit: 100_000)
    #expect((found != nil) == Self.canPlace(blocks, capacity: capacity, unit: unit))
    guard let found else { return }
    for (index, block) in blocks.enumerated() {
      #expect(found[index] >= 0 && found[index] + block.size <= capacity && found[index].isMultiple(of: unit))
      #expect(block.address == nil || block.address == found[index])
      #expect(Self.isFree(found[index], block, blocks[..<index], found))
    }
  }

  @Test func withoutBlocksThereIsNothingToPlace() {
    #expect(StayPacking.addresses(for: [], capacity: 0, alignment: 1, nodeLimit: 1) == [])
  }
}
