import Basics
import Solving
import Testing

@testable import MemoryMapping

@Suite struct AllocationGeneratorTests {
  private func generate(_ words: [String]) throws -> MemoryMapping.BufferSet {
    let text = try text(words)
    return try MemoryMapping.Allocation.parse(SourceText(name: "random.csv", text: text))
  }

  private func text(_ words: [String]) throws -> String {
    try MemoryMapping.Allocation.generate(Arguments(words, for: MemoryMapping.Allocation.generatorParameters))
  }

  @Test func theSameSeedMakesTheSameFile() throws {
    let words = ["--buffers", "60", "--live", "9", "--alignment", "16"]
    #expect(try text(words + ["--seed", "4"]) == text(words + ["--seed", "4"]))
    #expect(try text(words + ["--seed", "4"]) != text(words + ["--seed", "5"]))
    #expect(try text(words) == text(words + ["--seed", "1"]))
  }

  @Test(arguments: [1, 7, 40])
  func asManyBuffersLiveAtATimeAsAskedFor(live: Int) throws {
    let set = try generate(["--buffers", "4000", "--live", "\(live)", "--largest", "50"])
    #expect(set.buffers.count == 4000)
    #expect(set.buffers.allSatisfy { (1...50).contains($0.size) && (0..<4000).contains($0.lower) })
    #expect(set.buffers.allSatisfy { (1..<2 * live).contains($0.upper - $0.lower) && $0.alignment == 1 })
    // The mean of n uniform life times and sizes: five standard deviations of 2 and 1 per cent.
    let lives = set.buffers.reduce(0) { $0 + $1.upper - $1.lower }
    #expect(abs(Double(lives) / 4000 / Double(live) - 1) < 0.05)
    let sizes = set.buffers.reduce(0) { $0 + $1.size }
    #expect(abs(Double(sizes) / 4000 / 25.5 - 1) < 0.05)
  }

  @Test func buffersAreAlignedToOneOrToWhatIsAskedFor() throws {
    let set = try generate(["--buffers", "200", "--alignment", "64"])
    #expect(Set(set.buffers.map(\.alignment)) == [1, 64])
  }

  @Test(arguments: 1...6)
  func whatIsCutOutOfARectangleFillsIt(seed: Int) throws {
    let words = ["--buffers", "80", "--cut", "500", "--times", "40", "--seed", "\(seed)"]
    let set = try generate(words)
    #expect(set.buffers.count == 80)
    for time in 0..<40 {
      #expect(set.buffers.reduce(0) { $0 + ($1.lower <= time && time < $1.upper ? $1.size : 0) } == 500)
    }
    let less = try generate(words + ["--drop", "10"])
    #expect(less.buffers.count == 72)
  }

  @Test func aRectangleOfFewUnitsHasNoMoreBuffersThanUnits() throws {
    #expect(try generate(["--buffers", "12", "--cut", "3", "--times", "4"]).buffers.count == 12)
    #expect(throws: GeneratorError.self) { try text(["--buffers", "13", "--cut", "3", "--times", "4"]) }
    #expect(try generate(["--buffers", "1", "--cut", "7"]).buffers.map(\.size) == [7])
  }

  @Test(arguments: [
    ["--cut", "9", "--live", "3"], ["--largest", "5", "--cut", "9"], ["--cut", "9", "--alignment", "8"],
    ["--times", "30"], ["--drop", "10"], ["--cut", "0", "--drop", "10"],
  ])
  func whatGoesWithOneKindIsRefusedWithTheOther(words: [String]) {
    #expect(throws: GeneratorError.self) { try text(["--buffers", "4"] + words) }
  }

  @Test func numbersOutsideTheirRangesAreRefused() {
    for words in [["--buffers", "0"], ["--live", "0"], ["--largest", "many"], ["--colour", "3"]] {
      #expect(throws: ParameterError.self) { try text(words) }
    }
  }
}
