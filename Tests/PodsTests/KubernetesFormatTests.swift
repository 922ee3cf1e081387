import Basics
import Testing

@testable import Pods

@Suite struct KubernetesFormatTests {
  /// One document with one pod whose specification is `spec`.
  static func pod(_ spec: String, metadata: String = "\"name\":\"p\"", status: String = "{}") -> String {
    "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\(metadata)},\"spec\":{\(spec)},\"status\":\(status)}"
  }

  static let node =
    """
    {"apiVersion":"v1","kind":"Node","metadata":{"name":"n","labels":{"zone":"a"}},"spec":{},
     "status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"}}}
    """

  static func snapshot(_ text: String) throws -> ClusterSnapshot {
    try PodPacking.snapshot(from: SourceText(name: "cluster.json", text: text))
  }

  static func requests(_ spec: String, status: String = "{}") throws -> [String: Int] {
    try #require(snapshot(pod(spec, status: status)).pods.first).requests
  }

  static func container(_ cpu: String, restart: String? = nil, name: String = "c") -> String {
    let policy = restart.map { ",\"restartPolicy\":\"\($0)\"" } ?? ""
    return "{\"name\":\"\(name)\",\"resources\":{\"requests\":{\"cpu\":\"\(cpu)\"}}\(policy)}"
  }

  @Test func containersAddUp() throws {
    let spec = "\"containers\":[\(Self.container("250m")),\(Self.container("1"))]"
    #expect(try Self.requests(spec) == ["cpu": 1250])
  }

  @Test func sidecarsCountWithWhatRunsBesideThem() throws {
    let spec = """
      "containers":[\(Self.container("1")),\(Self.container("1"))],
      "initContainers":[\(Self.container("2")),\(Self.container("0.5", restart: "Always")),\(Self.container("2"))]
      """
    #expect(try Self.requests(spec) == ["cpu": 2500])
  }

  @Test func aLargeInitContainerRulesTheStart() throws {
    let spec = """
      "containers":[\(Self.container("1"))],
      "initContainers":[\(Self.container("300m", restart: "Always")),\(Self.container("2"))]
      """
    #expect(try Self.requests(spec) == ["cpu": 2300])
  }

  @Test func podLevelRequestsReplaceAndOverheadIsAdded() throws {
    let spec = """
      "containers":[\(Self.container("1"))],"resources":{"requests":{"cpu":"700m","memory":"1Ki"}},
      "overhead":{"cpu":"50m","memory":"1"}
      """
    #expect(try Self.requests(spec) == ["cpu": 750, "memory": 1025])
    let limited = "\"containers\":[\(Self.container("1"))],\"resources\":{\"limits\":{\"cpu\":\"2\",\"memory\":\"7\"}}"
    #expect(try Self.requests(limited) == ["cpu": 1000, "memory": 7])
  }

  @Test func aResizedContainerTakesTheMostOfWhatItWantsAndHas() throws {
    let status = """
      {"phase":"Running","containerStatuses":[{"name":"c","allocatedResources":{"cpu":"3"},
       "resources":{"requests":{"cpu":"2"}}}]}
      """
    #expect(try Self.requests("\"containers\":[\(Self.container("1"))]", status: status) == ["cpu": 3000])
  }

  @Test func amountsMayBeNumbersAndRoundUp() throws {
    let spec = """
      "containers":[{"name":"c","resources":{"requests":{"cpu":0.1,"memory":1.5,"nvidia.com/gpu":2}}}]
      """
    #expect(try Self.requests(spec) == ["cpu": 100, "memory": 2, "nvidia.com/gpu": 2])
  }

  @Test func listsAndDocumentsOneAfterTheOtherAreOneCluster() throws {
    let pods = "{\"apiVersion\":\"v1\",\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"name\":\"a\"},\"spec\":{}}]}"
    let list = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[\(Self.node),\(Self.pod(""))]}"
    let snapshot = try Self.snapshot(list + "\n" + pods)
    #expect(snapshot.nodes.map(\.name) == ["n"])
    #expect(snapshot.pods.map(\.label) == ["default/p", "default/a"])
    #expect(snapshot.nodes[0].allocatable == ["cpu": 4000, "memory": 8 << 30, "pods": 110])
  }

  @Test(arguments: [
    ("\"phase\":\"Succeeded\"", ""), ("\"phase\":\"Failed\"", ""), ("", "\"schedulingGates\":[{\"name\":\"g\"}]"),
  ])
  func podsThatWantNoPlaceAreLeftOut(status: String, spec: String) throws {
    #expect(try Self.snapshot(Self.pod(spec, status: "{\(status)}")).pods.isEmpty)
  }

  @Test func podsThatMustStayAreKnown() throws {
    func reason(_ metadata: String) throws -> ClusterSnapshot.Immovable? {
      try #require(Self.snapshot(Self.pod("\"nodeName\":\"n\"", metadata: "\"name\":\"p\",\(metadata)")).pods.first)
        .immovable
    }
    let owner = "\"ownerReferences\":[{\"kind\":\"DaemonSet\",\"name\":\"d\",\"controller\":true}]"
    #expect(try reason(owner) == .daemonSet)
    #expect(try reason("\"annotations\":{\"kubernetes.io/config.mirror\":\"x\",\"other\":\"y\"}") == .mirror)
    #expect(
      try reason("\"annotations\":{\"cluster-autoscaler.kubernetes.io/safe-to-evict\":\"false\"}") == .notSafeToEvict)
    #expect(try reason("\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"") == .terminating)
    #expect(try reason("\"labels\":{\"a\":\"b\"}") == .bare)
    let replica = "\"ownerReferences\":[{\"kind\":\"ReplicaSet\",\"name\":\"r\",\"controller\":true}]"
    #expect(try reason(replica) == nil)
  }

  @Test func prioritiesComeFromTheNumberTheClassOrTheDefault() throws {
    let classes = """
      {"kind":"PriorityClass","apiVersion":"v1","metadata":{"name":"high"},"value":100}
      {"kind":"PriorityClass","apiVersion":"v1","metadata":{"name":"usual"},"value":7,"globalDefault":true}
      """
    func priority(_ spec: String) throws -> Int {
      try #require(Self.snapshot(classes + Self.pod(spec)).pods.first).priority
    }
    #expect(try priority("\"priority\":3,\"priorityClassName\":\"high\"") == 3)
    #expect(try priority("\"priorityClassName\":\"high\"") == 100)
    #expect(try priority("\"priorityClassName\":\"system-node-critical\"") == 2_000_001_000)
    #expect(try priority("") == 7)
    #expect(try priority("\"priorityClassName\":\"nobody\"") == 0)
    #expect(try priority("\"priority\":-5") == -5)
  }

  @Test func aBudgetWithoutStatusIsWorkedOut() throws {
    func allowed(_ spec: String) throws -> Int {
      let budget = """
        {"kind":"PodDisruptionBudget","apiVersion":"policy/v1","metadata":{"name":"b"},
         "spec":{"selector":{"matchLabels":{"a":"b"}},\(spec)}}
        """
      let pods = (0..<3).map { number in
        Self.pod("\"nodeName\":\"n\"", metadata: "\"name\":\"p\(number)\",\"labels\":{\"a\":\"b\"}")
      }
      return try Self.snapshot(Self.node + budget + pods.joined()).disruptionBudgets[0].disruptionsAllowed
    }
    #expect(try allowed("\"minAvailable\":2") == 1)
    #expect(try allowed("\"minAvailable\":\"50%\"") == 1)
    #expect(try allowed("\"maxUnavailable\":\"34%\"") == 2)
    #expect(try allowed("\"maxUnavailable\":0") == 0)
  }

  static let broken: [(text: String, mentions: String)] = [
    ("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{},\"spec\":{}}", "without a name"),
    (pod("\"containers\":[\(container("1K"))]"), "1K"),
    (pod("\"containers\":7"), "spec.containers"),
    (pod("\"priority\":true", metadata: "\"name\":\"p\",\"namespace\":\"shop\""), "in the Pod 'shop/p'"),
    (node + "\n{\"kind\":\"Pod\",", "cluster.json"),
    ("{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"p\"}}", "'spec' is missing"),
  ]

  @Test(arguments: broken)
  func mistakesAreNamed(text: String, mentions: String) {
    let error = #expect(throws: InputError.self) { try Self.snapshot(text) }
    #expect(error.map { $0.description.contains(mentions) } == true, "\(String(describing: error))")
  }

  @Test func recognisesItsFormatsOnly() {
    func recognises(_ text: String) -> Bool { PodPacking.recognises(SourceText(name: "x", text: text)) }
    #expect(recognises(Self.node))
    #expect(recognises("{\"nodes\":[],\"pods\":[]}"))
    #expect(!recognises("{\"jobs\":[]}"))
    #expect(!recognises("6 6\n1 2 3"))
  }
}
