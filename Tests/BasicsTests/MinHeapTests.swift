import Basics
import Testing

@Suite struct MinHeapTests {
  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func whatGoesInComesOutInOrder(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var heap = MinHeap<Int>()
    var sorted: [Int] = []
    for _ in 0..<random.within(0...200) {
      if random.below(3) == 0 {
        #expect(heap.pop() == (sorted.isEmpty ? nil : sorted.removeFirst()))
      } else {
        let number = random.within(0...20)
        heap.push(number)
        sorted.append(number)
        sorted.sort()
      }
      #expect(heap.least == sorted.first)
    }
    for number in sorted { #expect(heap.pop() == number) }
    #expect(heap.isEmpty && heap.pop() == nil)
  }
}
