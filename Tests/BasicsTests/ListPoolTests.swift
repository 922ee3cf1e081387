import Basics
import Testing

@Suite struct ListPoolTests {
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func listsHoldWhatArraysHold(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var pool = ListPool<Int32>(filler: -1)
    var lists = [PooledList](repeating: PooledList(), count: 5)
    var arrays = [[Int32]](repeating: [], count: 5)
    for step in 0..<Int32(random.within(0...300)) {
      let list = random.below(5)
      switch random.below(4) {
      case 0:
        let index = random.within(0...arrays[list].count)
        pool.insert(step, at: index, of: &lists[list])
        arrays[list].insert(step, at: index)
      case 1:
        let count = random.within(0...arrays[list].count)
        pool.truncate(&lists[list], to: count)
        arrays[list].removeLast(arrays[list].count - count)
      default:
        pool.append(step, to: &lists[list])
        arrays[list].append(step)
      }
      for (list, array) in zip(lists, arrays) {
        #expect((0..<list.count).map { pool.pointer(of: list)[$0] } == array)
      }
    }
  }

  /// Places of 4, 8 and 16 elements, of which the first two are lost.
  @Test func aListThatGrowsLosesItsOldPlaceUntilThePoolIsEmptied() {
    var pool = ListPool<UInt8>(filler: 0)
    var list = PooledList()
    for element in 0..<9 as Range<UInt8> { pool.append(element, to: &list) }
    #expect(pool.footprint == 4 + 8 + 16)
    pool.removeAll()
    #expect(pool.footprint == 0)
  }
}
