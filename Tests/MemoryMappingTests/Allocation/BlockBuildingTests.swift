import Basics
import Testing

@testable import MemoryMapping

/// Blocks are full rectangles of what they are made of, and fillers are free memory.
@Suite struct BlockBuildingTests {
  private typealias Piece = (hull: Range<Int>, size: Int)

  private func pieces(_ count: Int, times: Int, height: Int, seed: UInt64) -> [Piece] {
    var random = RandomSource(seed: seed)
    return MemoryMapping.Allocation.cutBuffers(count, times: times, height: height, drop: 0, &random).map {
      ($0.lower..<$0.upper, $0.size)
    }
  }

  private func build(_ pieces: [Piece], times: Int, _ rules: MemoryMapping.BlockBuilding.Rules, seed: UInt64)
    -> MemoryMapping.BlockBuilding
  {
    MemoryMapping.BlockBuilding(pieces, sectionCount: times, rules: rules, seed: seed)
  }

  /// Each cell of a block is covered once, and each piece is in one block.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func piecesFillTheirBlocks(seed: UInt64) throws {
    let (times, height) = (8 + Int(seed % 9), 30)
    let pieces = pieces(10 + Int(seed % 30), times: times, height: height, seed: seed)
    let rules = MemoryMapping.BlockBuilding.Rules(threshold: 4, skipped: 0.1, stacked: 0.8)
    let building = build(pieces, times: times, rules, seed: seed)
    var uses = [Int](repeating: 0, count: pieces.count)
    for root in building.roots {
      let block = building.blocks[root]
      var covered = [Int](repeating: 0, count: (block.end - block.first) * block.size)
      building.forEachPiece(of: root, at: 0) { piece, offset in
        uses[piece] += 1
        for time in pieces[piece].hull {
          for address in offset..<offset + pieces[piece].size {
            covered[(time - block.first) * block.size + address] += 1
          }
        }
      }
      #expect(covered.allSatisfy { $0 == 1 })
    }
    #expect(uses.allSatisfy { $0 == 1 })
  }

  @Test func fiveAroundAMiddleAreOneBlock() {
    // Lower left, right, upper, left, middle; nothing else fits together.
    let wheel: [Piece] = [(0..<5, 300), (5..<9, 700), (2..<9, 500), (0..<2, 900), (2..<5, 400)]
    let rules = MemoryMapping.BlockBuilding.Rules(threshold: 0, skipped: 0, stacked: 0)
    let building = build(wheel, times: 9, rules, seed: 1)
    #expect(building.roots.count == 1)
    #expect(building.blocks[building.roots[0]].size == 1_200)
  }

  @Test func aStackIsJoinedToWhatIsAsHigh() {
    let three: [Piece] = [(0..<4, 310), (0..<4, 590), (4..<7, 900), (4..<7, 100)]
    let rules = MemoryMapping.BlockBuilding.Rules(threshold: 0.5, skipped: 0, stacked: 0)
    #expect(build(three, times: 7, rules, seed: 1).roots.count == 2)
    let strict = MemoryMapping.BlockBuilding.Rules(threshold: 0.000_1, skipped: 0, stacked: 0)
    #expect(build(three, times: 7, strict, seed: 1).roots.count == 4)
  }

  /// Of a full rectangle without one piece the slack is that piece; of any, fillers and what is left make the slack.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func fillersAreMadeOfSlack(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let pieces = pieces(20, times: 15, height: 1_000, seed: seed)
    for dropped in [1, 7] {
      var slacks = [Int](repeating: 0, count: 15)
      for piece in pieces.prefix(dropped) { for time in piece.hull { slacks[time] += piece.size } }
      let filled = MemoryMapping.SlackFillers(slacks, &random)
      if dropped == 1 {
        #expect(filled.fillers.count == 1 && filled.fillers[0] == pieces[0])
      }
      #expect(filled.slacks.allSatisfy { $0 >= 0 })
      var sum = filled.slacks
      for filler in filled.fillers { for time in filler.hull { sum[time] += filler.size } }
      #expect(sum == slacks)
    }
  }
}
