import TestSupport
import Testing

@testable import MemoryMapping

@Suite struct AllocationPictureTests {
  private func count(_ word: String, in text: String) -> Int {
    text.split(separator: word, omittingEmptySubsequences: false).count - 1
  }

  /// A tooltip for each piece of a life: one more than there are gaps.
  @Test func eachPieceOfALifeHasABox() {
    let set = AllocationSamples.set([
      .init(id: "whole", lower: 0, upper: 9, size: 4),
      .init(id: "torn", lower: 0, upper: 9, size: 2, gaps: [.init(lower: 2, upper: 3), .init(lower: 5, upper: 8)]),
    ])
    let svg = MemoryMapping.Allocation.picture(of: MemoryMapping.Placement([2, 0], of: set), of: set)
    #expect(svg.hasPrefix("<svg") || svg.hasPrefix("<?xml"))
    #expect(count("<title>whole: size 4, [2, 6), times [0, 9)</title>", in: svg) == 1)
    #expect(count("<title>torn: size 2, [0, 2), times [0, 9)</title>", in: svg) == 3)
    #expect(svg.contains("2 buffers, height 6, largest load 6"))
  }

  @Test func theLineIsTheCapacityOrTheLargestLoad() {
    let set = AllocationSamples.exact
    let placement = MemoryMapping.Placement([8, 8, 4, 4, 0], of: set)
    #expect(MemoryMapping.Allocation.picture(of: placement, of: set).contains(">largest load 12<"))
    let asked = MemoryMapping.Allocation.picture(of: placement, of: set.asking(capacity: 20))
    #expect(asked.contains(">capacity 20<") && !asked.contains(">largest load 12<"))
  }

  /// Names are not markup.
  @Test func namesAreEscaped() {
    let set = AllocationSamples.set([.init(id: "a<b>&\"c\"", lower: 0, upper: 2, size: 1)])
    let svg = MemoryMapping.Allocation.picture(of: MemoryMapping.Placement([0], of: set), of: set)
    #expect(!svg.contains("a<b>") && svg.contains("a&lt;b&gt;&amp;"))
  }

  @Test func anEmptySetHasAPicture() {
    let set = AllocationSamples.set([])
    #expect(MemoryMapping.Allocation.picture(of: MemoryMapping.Placement([], of: set), of: set).contains("</svg>"))
  }

  @Test func textsLieInsideAndEverythingIsExplained() throws {
    let long = String(repeating: "a very long name, ", count: 30)
    let set = try MemoryMapping.BufferSet(
      name: long,
      buffers: [
        .init(id: long, lower: 0, upper: 9, size: 1 << 40, pools: [0]), .init(id: "b", lower: 3, upper: 9, size: 5),
      ], pools: [.init(name: long, capacity: 1 << 41), .init(name: "far")])
    let drawing = PictureTexts(
      MemoryMapping.Allocation.picture(of: MemoryMapping.Placement([0, 0], in: [0, 1], of: set), of: set))
    #expect(drawing.outside == [])
    let words = drawing.texts.map(\.words)
    #expect(words.contains("where a pool begins, whose addresses count from there"))
    #expect(words.contains("a buffer while it lives, as high as it is large"))
  }
}
