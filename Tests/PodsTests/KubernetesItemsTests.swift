import Basics
import Testing

@testable import Pods

/// What the reader of Kubernetes' JSON makes of texts as programs write them.
@Suite struct KubernetesItemsTests {
  private func items(_ text: String) throws -> KubernetesItems {
    var json = JSONReader(SourceText(name: "f", text: text), place: .lineAndPath)
    var items = KubernetesItems()
    _ = try items.append(from: &json)
    try json.expectEnd()
    return items
  }

  /// What a large cluster's text consists of changes nothing in what is read.
  @Test func aKubernetesFileReadsTheSame() throws {
    let file = #"""
      {"apiVersion": "v1", "kind": "List", "items": [
        {"kind": "Node", "metadata": {"name": "n", "labels": {"x": "y", "image": "z"}, "managedFields": [{"a": {}}]},
         "spec": {"taints": [{"key": "k", "effect": "NoSchedule", "timeAdded": null}]},
         "status": {"allocatable": {"cpu": "4", "image": "1"}, "images": [{"names": ["\"}"]}]}},
        {"kind": "Pod", "metadata": {"name": "p", "annotations": {"x": "{\"spec\":{}}",
         "cluster-autoscaler.kubernetes.io/safe-to-evict": "false"}},
         "spec": {"nodeName": "n", "containers": [{"name": "c", "image": "i", "env": [{"name": "A", "value": "b"}],
          "resources": {"requests": {"cpu": "100m"}}}]}, "status": {"phase": "Running", "conditions": [{}]}}]}
      """#
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: file))
    #expect(snapshot.nodes[0].labels == ["x": "y", "image": "z"])
    #expect(snapshot.nodes[0].allocatable["cpu"] == 4000)
    #expect(snapshot.nodes[0].taints.count == 1)
    #expect(snapshot.pods[0].requests["cpu"] == 100)
    #expect(snapshot.pods[0].immovable == .notSafeToEvict)
  }

  static let pod = #"{"metadata": {"name": "p"}, "spec": {}}"#
  static let kindedPod = #"{"metadata": {"name": "p"}, "spec": {}, "kind": "Pod"}"#

  /// `kubectl` sorts keys, the API server puts the kind first, and neither must.
  @Test(arguments: [
    #"{"kind": "PodList", "items": [\#(pod)]}"#, #"{"items": [\#(pod)], "kind": "PodList"}"#,
    #"{"kind": "List", "items": [\#(kindedPod)]}"#, #"{"items": [\#(kindedPod)], "kind": "List"}"#,
    #"{"items": [{"items": [\#(kindedPod)], "kind": "List"}], "kind": "List"}"#, kindedPod,
  ])
  func theKindMayComeLast(text: String) throws {
    #expect(try items(text).pods.map(\.metadata.name) == ["p"])
  }

  @Test func otherKindsAndObjectsWithoutOneAreSkipped() throws {
    let list = #"{"items": [{"kind": "Service", "metadata": 1}, {"metadata": {"name": "x"}}], "kind": "List"}"#
    let read = try items(list)
    #expect(read.pods.isEmpty && read.nodes.isEmpty)
  }

  @Test(arguments: [
    (
      "{\"kind\": \"List\",\n \"items\": [{\"kind\": \"Pod\", \"metadata\": {},\n\"spec\": {\"priority\": \"7\"}}]}",
      "f:3: 'items.0.spec.priority': expected a number, found '\"7\"' (in a Pod without a name)"
    ),
    (
      "{\"kind\": \"List\", \"items\": [{\"kind\": \"Pod\",\n \"metadata\": {\"ownerReferences\": [{\"name\": \"x\"}]}}]}",
      "f:2: 'items.0.metadata.ownerReferences.0.kind' is missing (in a Pod without a name)"
    ),
    (
      "{\"kind\": \"Pod\", \"metadata\": {}, \"spec\": {\"overhead\": {\"cpu\": \"1K\"}}}",
      "f:1: 'spec.overhead.cpu': expected a quantity such as 100m or 1.5Gi, found '1K' (in a Pod without a name)"
    ),
    (
      "{\"kind\": \"PodList\", \"items\": [{\"metadata\": {} \"spec\"}]}",
      "f:1: 'items.0': expected ',' or '}', found '\"spec\"' (in a Pod without a name)"
    ),
  ])
  func aMistakeHasItsLineAndItsPath(text: String, says: String) {
    let error = #expect(throws: InputError.self) { try items(text) }
    #expect(error?.description == says)
  }

  /// As in Go, where a null quantity is zero and any other null a member left out.
  @Test func nullsAreReadAsKubernetesReadsThem() throws {
    let pod = try items(
      #"{"kind": "Pod", "metadata": {"name": "p", "labels": null}, "spec": {"overhead": {"cpu": null, "x": 1e3}}}"#
    ).pods[0]
    #expect(pod.metadata.labels == nil)
    #expect(pod.spec.overhead?.mapValues(\.units) == ["cpu": 0, "x": 1000])
  }
}
