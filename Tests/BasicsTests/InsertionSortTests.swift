import Basics
import Testing

@Suite struct InsertionSortTests {
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func whatIsSortedIsAsTheStandardLibrarySortsIt(seed: UInt64) {
    var random = RandomSource(seed: seed)
    let count = random.within(1...60)
    let key = Buffer((0..<count).map { _ in Int32(random.below(10)) })
    let order = Buffer((0..<count).map(Int32.init))
    let first = random.within(0...count)
    insertionSort(order, by: key, first: first)
    // By number among equals: who came first stays first.
    let sorted = (0..<first).sorted { (key[$0], $0) < (key[$1], $1) } + Array(first..<count)
    #expect((0..<count).map { Int(order[$0]) } == sorted)
    insertionSort(order, by: key)
    #expect((1..<count).allSatisfy { key[order[$0 - 1]] <= key[order[$0]] })
  }

  @Test func anItemGoesBeforeAllThatAreLater() {
    let list = Buffer([2, 4, 4, 7, 0])
    list.insert(4, among: 4) { $0 > 4 }
    #expect((0..<5).map { list[$0] } == [2, 4, 4, 4, 7])
    list.insert(9, among: 2) { _ in true }
    #expect((0..<5).map { list[$0] } == [9, 2, 4, 4, 7])
    list.insert(1, among: 0) { _ in true }
    #expect(list[0] == 1)
  }
}
