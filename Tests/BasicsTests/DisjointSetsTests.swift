import Basics
import Testing

/// Joined numbers beside labels that are rewritten at each join.
@Suite struct DisjointSetsTests {
  @Test func rootsAreTheLeastOfTheirSets() {
    var random = RandomSource(seed: 7)
    for _ in 0..<50 {
      let count = random.within(1...30)
      var sets = DisjointSets(count)
      var labels = Array(0..<count)
      for _ in 0..<random.below(40) {
        let (a, b) = (random.below(count), random.below(count))
        sets.join(a, b)
        let (least, other) = (min(labels[a], labels[b]), max(labels[a], labels[b]))
        labels = labels.map { $0 == other ? least : $0 }
        #expect((0..<count).map { sets.root($0) } == labels)
      }
    }
  }
}
