import Basics
import Testing

@testable import Pods

/// Pods by their labels: the same as asking each of them.
@Suite struct LabelClassesTests {
  @Test func selectorsFindWhatMatches() {
    var random = RandomSource(seed: 5)
    func labels() -> [String: String] {
      var labels: [String: String] = [:]
      for key in ["a", "b", "c"] where random.below(3) > 0 { labels[key] = "\(random.below(3))" }
      return labels
    }
    var found = 0
    for _ in 0..<200 {
      var snapshot = ClusterSnapshot(name: "labels")
      for number in 0..<12 {
        var pod = ClusterSnapshot.Pod(namespace: "n\(number % 2)", name: "p\(number)", requests: [:], priority: 0)
        pod.labels = labels()
        snapshot.pods.append(pod)
      }
      let classes = LabelClasses(snapshot, pods: Array(0..<12))
      let operations: [LabelSelector.Requirement.Operator] = [.isIn, .isIn, .isNotIn, .exists, .doesNotExist]
      var selector = LabelSelector(
        (0..<random.below(4)).map { _ in
          let values = (0..<random.below(3)).map { _ in "\(random.below(3))" }
          return .init(["a", "b", "c", "d"][random.below(4)], operations[random.below(5)], values)
        })
      selector.selectsNothing = random.below(20) == 0
      let namespace = "n\(random.below(2))"
      let expected = (0..<12).filter {
        snapshot.pods[$0].namespace == namespace && selector.matches(snapshot.pods[$0].labels)
      }
      #expect(classes.pods(matching: selector) { $0 == namespace } == expected, "\(selector)")
      found += expected.count
    }
    #expect(found > 100)
  }
}
