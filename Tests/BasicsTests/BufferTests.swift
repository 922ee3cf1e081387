import Basics
import Testing

@Suite struct BufferTests {
  @Test func growsAndKeepsItsElements() {
    var buffer = Buffer<Int32>()
    for value in 0..<1000 { buffer.append(Int32(value)) }
    #expect(buffer.count == 1000)
    #expect((0..<1000).allSatisfy { buffer[$0] == Int32($0) })
    buffer.truncate(to: 10)
    buffer.resize(to: 12, filling: 7)
    #expect(buffer[9] == 9 && buffer[10] == 7 && buffer.last == 7)
  }

  @Test func splitMixGivesThePublishedStream() {
    // First outputs for seed 1234567, from the reference implementation's published test vector.
    var mixer = SplitMix64(state: 1_234_567)
    #expect(mixer.next() == 6_457_827_717_110_365_317)
    #expect(mixer.next() == 3_203_168_211_198_807_973)
  }

  @Test func belowStaysInRangeAndReachesAllValues() {
    var random = RandomSource(seed: 3)
    var seen = Set<Int>()
    for _ in 0..<1000 { seen.insert(random.below(7)) }
    #expect(seen == Set(0..<7))
  }
}
