import Basics
import Testing

@testable import Pods

/// The shapes in which people pass clusters on.
@Suite struct ShapeTests {
  typealias Text = ClusterText

  private static let node = #"{"metadata":{"name":"n"},"status":{"allocatable":{"cpu":"4"}}}"#
  private static let pod = #"{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]}}"#
  private static let kinded = "[\(Text.node("n")),\(Text.pod("p"))]"
  private static func logs(_ pod: String) -> String {
    "==== START logs for container c of pod \(pod) ====\n{\"not\n==== END logs for another\n"
      + "==== END logs for container c of pod \(pod) ====\n"
  }

  @Test(arguments: [
    "{\"items\":[\(node)]}{\"items\":[\(pod)]}", "[\(node),\(pod)]", kinded, "\n \(kinded)", "{\"items\":\(kinded)}",
    "\(node)\n\(pod)", "{\"kind\":\"List\",\"items\":[\(node),\(pod)]}",
    "{\"kind\":\"NodeList\",\"items\":[\(node)]}\n{\"kind\":\"EventList\",\"items\":[{}]}"
      + "{\"kind\":\"PodList\",\"items\":[\(pod)]}\(logs("a/b"))",
    "{\"kind\":\"NodeList\",\"items\":[\(node)]}\n\(logs("a/b"))\(logs("c/d"))"
      + "{\"kind\":\"PodList\",\"items\":[\(pod)]}\(logs("e/f"))",
    "{\"kind\":\"NodeList\",\"items\":[\(node)]}\n==== START logs for container c of pod a/b ====\nhalf a = line"
      + "==== END logs for container c of pod a/b ====\n{\"kind\":\"PodList\",\"items\":[\(pod)]}",
    "{\"kind\":\"List\",\"items\":null}{\"items\":null}\(kinded)", "[\(node),null,\(pod)]",
    "{\"kind\":\"NodeList\",\"items\":[null,\(node)]}\n---\n\(pod)\n",
    "{\"nodes\":{\"items\":[\(node)]},\"pods\":[\(pod)],\"of\":\"c\"}", "{\"nodes\":[\(node)],\"pods\":[\(pod)]}",
    "{\"items\":[\(node.replacing("allocatable", with: "capacity")),\(pod)]}",
    "{\"kind\":\"List\",\"items\":\(kinded)}\n==== START logs for container c of pod a/b ====\nnever ends",
  ])
  func allOfThemAreOneCluster(text: String) throws {
    let source = SourceText(name: "f", text: text)
    #expect(PodPacking.recognises(source))
    let snapshot = try PodPacking.snapshot(from: source)
    #expect(snapshot.nodes.map(\.name) == ["n"])
    #expect(snapshot.pods.map(\.name) == ["p"])
    #expect(snapshot.allWarnings().filter { !$0.contains("field") && !$0.contains("1 Event") } == [])
  }

  /// Each field is one that the API has for that kind alone.
  @Test(
    arguments: [
      (#""spec":{"containers":null}"#, "Pod"), (#""spec":{"podCIDR":"10.0.0.0/24"}"#, "Node"),
      (#""status":{"nodeInfo":{}}"#, "Node"), (#""status":{"capacity":{"cpu":"1"}}"#, "Node"),
      (#""spec":{"nodeClassRef":{}},"status":{"capacity":{"cpu":"1"}}"#, nil),
      (#""spec":{"capacity":{"storage":"1Gi"},"accessModes":[]}"#, "PersistentVolume"),
      (#""spec":{"accessModes":[],"resources":{}},"status":{"capacity":{"storage":"1Gi"}}"#, "PersistentVolumeClaim"),
      (#""spec":{"minAvailable":1,"selector":{}}"#, "PodDisruptionBudget"),
      (#""status":{"disruptionsAllowed":1}"#, "PodDisruptionBudget"), (#""spec":{"minMember":2}"#, "PodGroup"),
      (#""value":7,"globalDefault":false"#, "PriorityClass"), (#""provisioner":"x""#, "StorageClass"),
      (#""spec":{"drivers":null}"#, "CSINode"), (#""spec":{"finalizers":["kubernetes"]}"#, "Namespace"),
      (#""spec":{"replicas":2,"template":{}}"#, nil), (#""data":{"value":"7"}"#, nil),
    ] as [(String, String?)])
  func fieldsTellTheKind(fields: String, kind: String?) {
    let text = "{\"metadata\":{\"name\":\"x\"},\(fields)}"
    #expect(KubernetesShapes.guessedKind(of: JSONReader(SourceText(name: "f", text: text))) == kind)
  }

  @Test func otherKindsAreOneWarning() throws {
    func object(_ kind: String, _ name: String) -> String {
      "{\"apiVersion\":\"v1\",\"kind\":\"\(kind)\",\"metadata\":{\"name\":\"\(name)\"}}"
    }
    let few = try Text.snapshot(Text.node("n"), object("Secret", "a"), object("Service", "b"), object("Secret", "c"))
    #expect(few.allWarnings() == ["objects of other kinds are not looked at: 2 Secret, 1 Service"])
    let many = try Text.snapshot(Text.node("n"), object("Kind9", "y"), object("Kind9", "z"))
    #expect(many.allWarnings() == ["objects of other kinds are not looked at: 2 Kind9"])
    let all = (1...9).map { object("Kind\($0)", "x") }.joined(separator: ",\n")
    #expect(
      try Text.snapshot(Text.node("n"), all).allWarnings() == [
        "objects of other kinds are not looked at: 1 Kind1, 1 Kind2, 1 Kind3, 1 Kind4, 1 Kind5, 1 Kind6, 3 of 3 more kinds"
      ])
  }

  /// Longhorn calls what it knows of a node a Node too.
  @Test func kindsOfOtherGroupsAreOthers() throws {
    let other = #"{"apiVersion":"longhorn.io/v1beta2","kind":"Node","metadata":{"name":"n"},"spec":{"disks":{}}}"#
    let snapshot = try Text.snapshot(Text.node("n"), other)
    #expect(snapshot.nodes.count == 1)
    #expect(snapshot.allWarnings() == ["objects of other kinds are not looked at: 1 Node"])
  }

  @Test func whatIsThereTwiceCountsOnce() throws {
    let pod = Text.pod("p", metadata: #","uid":"7""#)
    let later = Text.pod("p", on: "n", metadata: #","uid":"7""#)
    let spaced = Text.pod("q").replacing(",", with: " ,\n  ")
    let snapshot = try Text.snapshot(Text.node("n"), Text.node("n"), pod, later, Text.pod("q"), spaced)
    #expect(snapshot.nodes.map(\.name) == ["n"])
    #expect(snapshot.pods.map(\.name) == ["p", "q"])
    #expect(snapshot.pods[0].nodeName == nil)
    #expect(
      snapshot.warnings == [
        "an object is there twice, the first one counts: Node n, Pod shop/p, Pod shop/q"
      ])
  }

  @Test(arguments: [
    (
      [Text.pod("p"), Text.pod("p", on: "n")],
      "f:6: 'items.2': there are two objects Pod 'shop/p' that differ, the first on line 3"
    ),
    ([Text.pod("p", metadata: #","uid":"1""#), Text.pod("p", metadata: #","uid":"2""#)], "two objects Pod 'shop/p'"),
    ([Text.node("n", spec: #"{"unschedulable":true}"#)], "two objects Node 'n' that differ, the first on line 1"),
    (
      [#"{"kind":"Pod","metadata":{},"spec":{}}"#],
      "f:3: 'items.1': 'metadata.name' is missing (in a Pod without a name)"
    ),
    ([#"{"kind":"Pod","spec":{}}"#], "'items.1.metadata' is missing (in a Pod without a name)"),
    ([#"{"kind":"pod","metadata":{"name":"x"}}"#], "f:3: 'items.1': expected the kind 'Pod', found 'pod' (in 'x')"),
    ([Text.pod("p", spec: #","overhead":{"cpu":"-1"}"#)], "expected a quantity from 0 on, found '-1'"),
  ])
  func whatCannotBeMeantIsRefused(objects: [String], says: String) {
    let text = Text.list([Text.node("n")] + objects)
    let error = #expect(throws: InputError.self) { try PodPacking.parse(SourceText(name: "f", text: text)) }
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }

  @Test func podsAloneAreNoCluster() {
    let error = #expect(throws: InputError.self) {
      try PodPacking.parse(SourceText(name: "f", text: Text.list([Text.pod("p"), Text.pod("q")])))
    }
    #expect(error?.message.contains("at least one node, found none and 2 pods") == true)
  }

  @Test func objectsThatCannotBeToldApartAreCounted() throws {
    let text = "[\(Text.node("n")),{\"metadata\":{\"name\":\"x\",\"namespace\":\"y\"}},{}]"
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: text))
    #expect(snapshot.allWarnings() == ["an object without a kind is not looked at: y/x, one without a name"])
  }

  @Test(arguments: [
    (Text.pod("p", spec: #","priority":"x""#), "(in the Pod 'shop/p')"),
    (Text.node("m", spec: "7"), "(in the Node 'm')"),
    (Text.node("m").replacing("\"4\"", with: "\"4X\""), "(in the Node 'm')"),
  ])
  func aMistakeNamesItsObjectAndItsLine(object: String, says: String) {
    let error = #expect(throws: InputError.self) {
      try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list([Text.node("n"), object])))
    }
    #expect(error?.line.map { $0 >= 2 } == true)
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }

  @Test(arguments: ["[1,2]", "[[]]", "[", "[{]", "{\"items\":[7]}", "[{\"kind\":\"Pod\"}]", "[{\"kind\":7}]"])
  func otherArraysAreRefused(text: String) {
    #expect(throws: InputError.self) { try PodPacking.parse(SourceText(name: "f", text: text)) }
  }
}
