import Testing

@testable import Pods

/// What Kubernetes' rules leave of a cluster, worked out by hand.
@Suite struct SnapshotCompilerTests {
  typealias Term = ClusterSnapshot.AffinityTerm

  private func nodes() -> [PodSamples.Node] {
    var nodes = PodSamples.nodes(4, cpu: 1000)
    nodes[0].labels = ["zone": "a", "disk": "ssd", "cores": "8"]
    nodes[1].labels = ["zone": "a", "cores": "16"]
    nodes[2].labels = ["zone": "b", "disk": "hdd"]
    nodes[3].taints = [ClusterSnapshot.Taint(key: "gpu", value: "yes", effect: .noSchedule)]
    return nodes
  }

  private func allowed(_ change: (inout PodSamples.Pod) -> Void) throws -> [Int] {
    var pod = PodSamples.pod("p", cpu: 1)
    change(&pod)
    let instance = try PodSamples.instance(nodes(), [pod])
    return instance.nodeSets[Int(instance.nodeSetOfPod[0])].nodes
  }

  @Test func selectorsAffinitiesAndTaintsFilterNodes() throws {
    #expect(try allowed { _ in } == [0, 1, 2])
    #expect(try allowed { $0.nodeSelector = ["zone": "a"] } == [0, 1])
    #expect(try allowed { $0.tolerations = [.init(key: "gpu", value: "yes")] } == [0, 1, 2, 3])
    #expect(try allowed { $0.tolerations = [.init(key: "gpu", value: "no")] } == [0, 1, 2])
    #expect(try allowed { $0.tolerations = [.init(key: nil)] } == [0, 1, 2, 3])
    #expect(try allowed { $0.tolerations = [.init(key: "gpu", effect: .noExecute)] } == [0, 1, 2])
    #expect(try allowed { $0.nodeAffinity = [.init(labels: [.init("disk", .exists)])] } == [0, 2])
    #expect(try allowed { $0.nodeAffinity = [.init(labels: [.init("disk", .isNotIn, ["ssd"])])] } == [1, 2])
    #expect(try allowed { $0.nodeAffinity = [.init(labels: [.init("cores", .greater, ["8"])])] } == [1])
    #expect(try allowed { $0.nodeAffinity = [.init(fields: [.init("metadata.name", .isIn, ["n2"])])] } == [2])
    #expect(try allowed { $0.nodeAffinity = [.init()] } == [])
    #expect(try allowed { $0.nodeAffinity = [] } == [])
  }

  @Test func anUnschedulableNodeTakesOnlyWhoToleratesIt() throws {
    var nodes = PodSamples.nodes(2, cpu: 10)
    nodes[1].isUnschedulable = true
    var tolerant = PodSamples.pod("q", cpu: 1)
    tolerant.tolerations = [.init(key: "node.kubernetes.io/unschedulable", effect: .noSchedule)]
    let instance = try PodSamples.instance(nodes, [PodSamples.pod("p", cpu: 1), tolerant])
    #expect(!instance.allows(pod: 0, node: 1))
    #expect(instance.allows(pod: 1, node: 1))
  }

  @Test func thePresentNodeIsAlwaysAllowed() throws {
    var pod = PodSamples.pod("p", cpu: 1, on: "n2")
    pod.nodeSelector = ["zone": "a"]
    let instance = try PodSamples.instance(nodes(), [pod])
    #expect(instance.nodeSets[Int(instance.nodeSetOfPod[0])].nodes == [0, 1, 2])
  }

  @Test func podsThatMustStayAreTakenOff() throws {
    var daemon = PodSamples.pod("d", cpu: 300, on: "n0")
    daemon.immovable = .daemonSet
    let instance = try PodSamples.instance(
      PodSamples.nodes(2, cpu: 1000), [daemon, PodSamples.pod("p", cpu: 1, on: "n0")])
    #expect(instance.podNames == ["p"])
    #expect(instance.capacity == [700, 1000])
    #expect(instance.allocatable == [1000, 1000])
    #expect(instance.fixedPods.map(\.reason) == ["a DaemonSet's pod"])
    #expect(instance.holdsFixedWork == [false, false])
  }

  @Test func podsOnAnOverfullNodeStay() throws {
    let instance = try PodSamples.instance(
      PodSamples.nodes(2, cpu: 100),
      [PodSamples.pod("a", cpu: 70, on: "n0"), PodSamples.pod("b", cpu: 40, on: "n0"), PodSamples.pod("c", cpu: 10)])
    #expect(instance.podNames == ["c"])
    #expect(instance.capacity == [-10, 100])
  }

  @Test func theNumberOfPodsIsAResource() throws {
    var nodes = PodSamples.nodes(1, cpu: 100)
    nodes[0].allocatable["pods"] = 2
    let instance = try PodSamples.instance(nodes, [PodSamples.pod("a", cpu: 1), PodSamples.pod("b", cpu: 0)])
    #expect(instance.resourceNames == ["cpu", "pods"])
    #expect(instance.capacity == [100, 2])
    #expect(instance.request == [1, 1, 0, 1])
  }

  @Test func hostPortsConflictWhereAddressesMeet() throws {
    func pod(_ name: String, _ address: String?) -> PodSamples.Pod {
      var pod = PodSamples.pod(name, cpu: 1)
      pod.hostPorts = [.init(port: 80, address: address)]
      return pod
    }
    let all = [pod("any", nil), pod("one", "10.0.0.1"), pod("two", "10.0.0.2"), pod("again", "10.0.0.1")]
    let instance = try PodSamples.instance(PodSamples.nodes(1, cpu: 100), all)
    func together(_ a: Int, _ b: Int) -> Bool {
      var places = ["", "", "", ""]
      places[a] = "n0"
      places[b] = "n0"
      return (try? PodPacking.check(PodSamples.solution(places, instance), of: instance)) != nil
    }
    #expect(!together(0, 1) && !together(0, 2) && !together(1, 3))
    #expect(together(1, 2) && together(2, 3))
  }

  @Test func aUsedUpBudgetFixesItsPodsAndAnotherOneLimits() throws {
    func pod(_ name: String, _ label: String) -> PodSamples.Pod {
      var pod = PodSamples.pod(name, cpu: 1, on: "n0")
      pod.labels = ["app": label]
      return pod
    }
    var snapshot = ClusterSnapshot(
      name: "budgets", nodes: PodSamples.nodes(2, cpu: 100),
      pods: [pod("a", "x"), pod("b", "y"), pod("c", "y"), pod("d", "z")])
    snapshot.disruptionBudgets = [
      .init(namespace: "", name: "none", selector: .init(matching: ["app": "x"]), disruptionsAllowed: 0),
      .init(namespace: "", name: "one", selector: .init(matching: ["app": "y"]), disruptionsAllowed: 1),
      .init(namespace: "other", name: "foreign", selector: .init([]), disruptionsAllowed: 0),
    ]
    let instance = try snapshot.compiled()
    #expect(instance.podNames == ["b", "c", "d"])
    #expect(instance.budgets == [.init(name: "one", pods: [0, 1], allowed: 1)])
  }

  @Test func fixedPodsForbidDomainsThroughAntiAffinity() throws {
    var nodes = PodSamples.nodes(3, cpu: 100)
    for (index, zone) in ["a", "a", "b"].enumerated() { nodes[index].labels = ["zone": zone] }
    var fixed = PodSamples.pod("fixed", cpu: 1, on: "n0")
    fixed.immovable = .mirror
    fixed.labels = ["app": "db"]
    var owner = PodSamples.pod("owner", cpu: 1)
    owner.antiAffinity = [Term(topologyKey: "zone", selector: .init(matching: ["app": "db"]), namespaces: [""])]
    let instance = try PodSamples.instance(nodes, [fixed, owner])
    #expect(instance.nodeSets[Int(instance.nodeSetOfPod[0])].nodes == [2])
    #expect(instance.exclusions.isEmpty)
  }

  @Test func equalPodsAndNodesShareTheirTypes() throws {
    var nodes = PodSamples.nodes(3, cpu: 100)
    nodes[2].allocatable["cpu"] = 200
    let instance = try PodSamples.instance(
      nodes,
      [
        PodSamples.pod("a", cpu: 5), PodSamples.pod("b", cpu: 5, on: "n1"), PodSamples.pod("c", cpu: 6),
        PodSamples.pod("d", cpu: 5, priority: 1),
      ])
    #expect(instance.podType == [0, 0, 1, 2])
    #expect(instance.nodeType == [0, 0, 1])
  }
}
