import Testing

@testable import Problems

@Suite struct JSONPruningTests {
  private func pruned(_ text: String) -> String? {
    JSONPruning(keys: ["a", "b"], maps: ["m"]).pruned(Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func unknownMembersGoWithAllThatTheyHold() {
    #expect(pruned(#"{ "a": 1, "x": {"a": [2, "}"]}, "b" : [ {"x": null}, -1.5e3 ] }"#) == #"{"a":1,"b":[{},-1.5e3]}"#)
    #expect(pruned(#"{"x": 1, "b": true}"#) == #"{"b":true}"#)
    #expect(pruned(#"{"x": 1}"#) == "{}")
  }

  @Test func mapsAreKeptWhole() {
    #expect(pruned(#"{"m": {"x": {"y": "1,\"2"}}, "x": {"m": 1}}"#) == #"{"m":{"x":{"y":"1,\"2"}}}"#)
  }

  @Test func keysWithEscapesAreLeftToTheDecoder() {
    #expect(pruned(#"{"\u0061": {"x": 1}}"#) == #"{"\u0061":{"x":1}}"#)
  }

  @Test(arguments: [
    "", "{", "{\"a\" 1}", "{\"a\": }", "[1,]", "{\"x\": tru}", "{\"x\": [1 2]}", "{} {}", "\"a", "{\"x\": \"\n\"}",
    "{a: 1}", String(repeating: "[", count: 100_000),
  ])
  func whatIsNotJSONIsRefused(text: String) { #expect(pruned(text) == nil) }

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
}
