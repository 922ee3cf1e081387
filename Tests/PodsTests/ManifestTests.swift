import Basics
import Testing

@testable import Pods

@Suite struct ManifestTests {
  static let manifest = """
    # Two nodes and a pod.
    apiVersion: v1
    kind: Node
    metadata:
      name: n1
      labels: {zone: a, "beta": "true", word: yes}
    status:
      allocatable: {cpu: 2, memory: 4Gi, pods: "10"}
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: n2}
    status: {allocatable: {cpu: "1", memory: 1e9}}
    ---
    kind: Pod
    apiVersion: v1
    metadata: {name: web}
    spec:
      nodeSelector: &zone {zone: a}
      containers:
      - name: c
        resources: {requests: {cpu: 0.5, memory: 1.5Gi}}
    """

  static func snapshot(_ text: String) throws -> ClusterSnapshot {
    try PodPacking.snapshot(from: SourceText(name: "m.yaml", text: text))
  }

  @Test func documentsBecomeOneCluster() throws {
    #expect(PodPacking.recognises(SourceText(name: "m.yaml", text: Self.manifest)))
    let snapshot = try Self.snapshot(Self.manifest)
    #expect(snapshot.nodes.map(\.name) == ["n1", "n2"])
    #expect(snapshot.nodes[0].labels == ["zone": "a", "beta": "true", "word": "yes"])
    #expect(snapshot.nodes[0].allocatable == ["cpu": 2000, "memory": 4 << 30, "pods": 10])
    #expect(snapshot.nodes[1].allocatable == ["cpu": 1000, "memory": 1_000_000_000])
    #expect(snapshot.pods[0].requests == ["cpu": 500, "memory": 3 << 29])
    #expect(snapshot.pods[0].nodeSelector == ["zone": "a"])
  }

  /// `yq .items` leaves a list of objects.
  @Test func aListOfObjectsIsAManifestToo() throws {
    let text = """
      - apiVersion: v1
        kind: Node
        metadata: {name: n1}
      - apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec: {containers: []}
      """
    #expect(PodPacking.recognises(SourceText(name: "m.yaml", text: text)))
    #expect(try Self.snapshot(text).pods.map(\.name) == ["p"])
  }

  @Test func aMistakeHasItsLine() {
    let text = "apiVersion: v1\nkind: Node\nmetadata:\n  name: [a\n  more: b\n"
    let error = #expect(throws: InputError.self) { try Self.snapshot(text) }
    #expect(error?.line.map { (4...6).contains($0) } == true, "\(String(describing: error))")
  }

  /// Each level has nine aliases of the one before.
  @Test func aliasesThatUnfoldWithoutEndAreRefused() {
    var text = "apiVersion: v1\nkind: List\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      text += "a\(level): &a\(level) [" + (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
    }
    let error = #expect(throws: InputError.self) { try Self.snapshot(text) }
    #expect(error?.description.contains("aliases") == true, "\(String(describing: error))")
  }

  /// `kubectl get -o yaml` cut down by hand, and `kubectl cluster-info dump -o yaml`.
  @Test(arguments: [
    "items:\n- metadata: {name: n}\n  status:\n    allocatable: {cpu: 4}\n"
      + "- metadata: {name: p}\n  spec:\n    containers:\n    - name: c\n",
    "- metadata: {name: n}\n  status:\n    allocatable: {cpu: 4}\n---\n- metadata: {name: p}\n  spec:\n    containers: null\n",
    "apiVersion: v1\nkind: NodeList\nitems:\n- metadata: {name: n}\n  status: {allocatable: {cpu: 4}}\n"
      + "==== START logs for container c of pod a/b ====\n- [ not: {yaml\n---\nhalf a line"
      + "==== END logs for container c of pod a/b ====\n---\napiVersion: v1\nkind: PodList\nitems:\n"
      + "- metadata: {name: p}\n  spec: {containers: [{name: c}]}\n---\nkind: ServiceList\nitems: null\n",
  ])
  func allOfThemAreOneCluster(text: String) throws {
    #expect(PodPacking.recognises(SourceText(name: "m.yaml", text: text)))
    let snapshot = try Self.snapshot(text)
    #expect(snapshot.nodes.map(\.name) == ["n"])
    #expect(snapshot.nodes[0].allocatable == ["cpu": 4000])
    #expect(snapshot.pods.map(\.name) == ["p"])
  }

  /// Lines are those of the YAML, behind logs, block scalars and other documents too.
  @Test(arguments: [
    (manifest.replacing("cpu: 0.5", with: "cpu: 5x"), 22, "'5x' (in the Pod 'web')"),
    (manifest.replacing("name: web", with: "nome: web"), 15, "'metadata.name' is missing (in a Pod without a name)"),
    (
      "kind: List\napiVersion: v1\nitems:\n- kind: ConfigMap\n  data:\n    a: |\n      one\n      two\n\n"
        + "- kind: Pod\n  metadata:\n    name: p\n  spec:\n    tolerations:\n    - key: k\n      value: 5\n",
      16, "'items.1.spec.tolerations.0.value': expected a text in quotes, found '5' (in the Pod 'p')"
    ),
    (
      "==== START logs for container c of pod a/b ====\nx\n==== END logs for container c of pod a/b ====\n"
        + "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  priority: high\n", 8, "'spec.priority'"
    ),
  ])
  func aMistakeInAnObjectHasItsLine(text: String, line: Int, says: String) {
    let error = #expect(throws: InputError.self) { try Self.snapshot(text) }
    #expect(error?.line == line, "\(String(describing: error))")
    #expect(error?.message.contains(says) == true, "\(String(describing: error))")
  }
}
