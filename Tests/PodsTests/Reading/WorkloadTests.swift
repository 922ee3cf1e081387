import Basics
import Testing

@testable import Pods

/// Deployments and the like, and groups of pods.
@Suite struct WorkloadTests {
  typealias Text = ClusterText

  static let template =
    #""template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c"}],"priority":3}}"#

  static func workload(
    _ kind: String, _ spec: String, group: String = "apps", metadata: String = "", more: String = ""
  ) -> String {
    """
    {"apiVersion":"\(group)/v1","kind":"\(kind)","metadata":{"name":"web","namespace":"shop"\(metadata)},
     "spec":{\(spec),\(template)}\(more)}
    """
  }

  static let expansions: [(object: String, pods: [String])] = [
    (workload("Deployment", #""replicas":3"#), ["web-1", "web-2", "web-3"]),
    (workload("Deployment", #""paused":false"#), ["web-1"]),
    (workload("Deployment", #""replicas":0"#), []),
    (workload("ReplicaSet", #""replicas":2"#), ["web-1", "web-2"]),
    (workload("ReplicaSet", #""replicas":2"#, metadata: "," + Text.replicaSet), []),
    (workload("StatefulSet", #""replicas":2"#), ["web-0", "web-1"]),
    (workload("StatefulSet", #""replicas":2,"ordinals":{"start":5}"#), ["web-5", "web-6"]),
    (workload("Job", #""parallelism":3,"completions":2"#, group: "batch"), ["web-1", "web-2"]),
    (workload("Job", #""completions":9"#, group: "batch"), ["web-1"]),
    (workload("Job", #""parallelism":3,"suspend":true"#, group: "batch"), []),
    (workload("DaemonSet", #""minReadySeconds":1"#), ["web-a", "web-b"]),
  ]

  private static func kind(_ object: String) -> String {
    let kinds = ["Deployment", "StatefulSet", "Job", "DaemonSet", "ReplicaSet"]
    return kinds.first { object.contains("\"kind\":\"\($0)\"") } ?? ""
  }

  @Test(arguments: expansions)
  func manifestsAreExpanded(object: String, pods: [String]) throws {
    let tainted = Text.node("t", spec: #"{"taints":[{"key":"k","effect":"NoSchedule"}]}"#)
    let snapshot = try Text.snapshot(Text.node("a"), Text.node("b"), tainted, object)
    #expect(snapshot.pods.map(\.name) == pods)
    #expect(snapshot.pods.allSatisfy { $0.priority == 3 && $0.namespace == "shop" && $0.labels == ["app": "web"] })
    #expect(snapshot.pods.allSatisfy { $0.nodeName == nil && $0.notPlanned == nil })
    #expect(snapshot.pods.allSatisfy { $0.owner?.hasSuffix(" web") == true })
    let size = pods.last == "web-b" ? "one a node" : "\(pods.count)"
    let name = "\(Self.kind(object)) shop/web (\(size))"
    #expect(snapshot.allWarnings().allSatisfy { $0.hasSuffix("counts as pending pods: \(name)") })
    #expect(snapshot.allWarnings().isEmpty == pods.isEmpty)
  }

  @Test func aDaemonSetsPodsAreForOneNodeEach() throws {
    let daemon = Self.workload("DaemonSet", #""minReadySeconds":1"#)
    let instance = try Text.snapshot(Text.node("a"), Text.node("b"), daemon).compiled()
    #expect((0..<2).map { instance.nodeSets[Int(instance.nodeSetOfPod[$0])].nodes } == [[0], [1]])
  }

  /// As the controller has it: trouble of a node that evicts is tolerated, the same taint as NoSchedule is not, and a
  /// network that is missing only by pods that need none of their own.
  @Test(arguments: [
    ("not-ready", "NoExecute", false, true), ("not-ready", "NoSchedule", false, false),
    ("unschedulable", "NoSchedule", false, true), ("memory-pressure", "NoExecute", false, false),
    ("network-unavailable", "NoSchedule", false, false), ("network-unavailable", "NoSchedule", true, true),
  ])
  func aDaemonToleratesTheTroublesOfNodes(trouble: String, effect: String, onHost: Bool, isThere: Bool) throws {
    let node = Text.node(
      "a", spec: #"{"taints":[{"key":"node.kubernetes.io/\#(trouble)","effect":"\#(effect)"}]}"#)
    let daemon = Self.workload("DaemonSet", #""minReadySeconds":1"#)
      .replacing(#""priority":3"#, with: #""priority":3,"hostNetwork":\#(onHost)"#)
    #expect(try Text.snapshot(node, daemon).pods.map(\.name) == (isThere ? ["web-a"] : []))
  }

  @Test func aStatefulSetsClaimsAreMade() throws {
    let claims = #""replicas":1,"volumeClaimTemplates":[{"metadata":{"name":"d"},"spec":{"storageClassName":"s"}}]"#
    let standard = VolumeTests.storageClass(#""volumeBindingMode":"WaitForFirstConsumer""#)
    let set = Self.workload("StatefulSet", claims)
    #expect(try Text.snapshot(Text.node("a"), set, standard).pod("web-0").notPlanned == nil)
    #expect(try Text.snapshot(Text.node("a"), set).pod("web-0").notPlanned?.contains("storage class") == true)
  }

  /// Pods of it are there, by owner or by selector; then the cluster lives.
  @Test(arguments: [
    #""ownerReferences":[{"kind":"Deployment","name":"web","controller":true}]"#,
    #""labels":{"app":"web"},\#(Text.replicaSet)"#,
  ])
  func aDeploymentWhosePodsAreThereIsNotExpanded(metadata: String) throws {
    let pod = #"{"kind":"Pod","metadata":{"name":"x","namespace":"shop",\#(metadata)},"spec":{"nodeName":"a"}}"#
    let snapshot = try Text.snapshot(Text.node("a"), pod, Self.workload("Deployment", #""replicas":3"#))
    #expect(snapshot.pods.map(\.name) == ["x"])
    #expect(snapshot.allWarnings() == [])
  }

  @Test(arguments: [
    (workload("Deployment", #""replicas":3"#, more: #","status":{"replicas":3}"#), "Deployment shop/web"),
    (
      #"{"kind":"CronJob","metadata":{"name":"web","namespace":"shop"},"spec":{"schedule":"x","jobTemplate":{}}}"#,
      "CronJob shop/web"
    ),
    (workload("Job", #""parallelism":1"#, group: "batch", more: #","status":{"active":1}"#), "Job shop/web"),
    (
      workload("DaemonSet", #""minReadySeconds":1"#, more: #","status":{"desiredNumberScheduled":2}"#),
      "DaemonSet shop/web"
    ),
    (workload("Rollout", #""replicas":3"#, group: "argoproj.io"), "Rollout shop/web"),
    (workload("Job", #""minAvailable":3"#, group: "batch.volcano.sh"), "Job shop/web"),
    (
      #"{"kind":"RayCluster","metadata":{"name":"ray"},"spec":{"groups":[{"template":{"spec":{"containers":[]}}}]}}"#,
      "RayCluster default/ray"
    ),
  ])
  func whatIsNotExpandedIsTold(object: String, name: String) throws {
    let snapshot = try Text.snapshot(Text.node("a"), object)
    #expect(snapshot.pods.isEmpty)
    #expect(snapshot.allWarnings() == ["no pods of it are in the input, and it is not expanded into pods: \(name)"])
  }

  /// A job that is done, a DaemonSet for nodes that there are not, a CronJob between its times.
  @Test(arguments: [
    workload("Job", #""parallelism":1"#, group: "batch", more: #","status":{"succeeded":1}"#),
    workload("DaemonSet", #""minReadySeconds":1"#, more: #","status":{"desiredNumberScheduled":0}"#),
    workload("CronJob", #""schedule":"x""#, group: "batch", metadata: #","uid":"u""#),
    workload("Deployment", #""replicas":0"#, metadata: #","uid":"u""#),
  ])
  func whatHasNoPodsInItsClusterIsSilent(object: String) throws {
    let snapshot = try Text.snapshot(Text.node("a"), object)
    #expect(snapshot.pods.isEmpty && snapshot.allWarnings() == [])
  }

  @Test func numbersBeyondAnyClusterAreNotExpanded() throws {
    let huge = Self.workload("Deployment", #""replicas":9223372036854775807"#)
    let snapshot = try Text.snapshot(Text.node("a"), huge)
    #expect(snapshot.pods.isEmpty)
    #expect(snapshot.allWarnings().first?.contains("more than 200000 pods") == true)
  }

  @Test func kindsThatMakeNoPodsAreCounted() throws {
    let objects = ["Service", "ConfigMap", "Event", "PodMetrics"].map {
      #"{"apiVersion":"v1","kind":"\#($0)","metadata":{"name":"x"},"spec":{"ports":[]},"containers":[]}"#
    }
    let text = Text.list([Text.node("a")] + objects)
    #expect(
      try PodPacking.snapshot(from: SourceText(name: "f", text: text)).allWarnings() == [
        "objects of other kinds are not looked at: 1 ConfigMap, 1 Event, 1 PodMetrics, 1 Service"
      ])
  }

  static let labelled = #","labels":{"scheduling.x-k8s.io/pod-group":"g"}"#

  @Test(arguments: [
    (#","labels":{"scheduling.x-k8s.io/pod-group":"g"}"#, "scheduling.x-k8s.io/v1alpha1"),
    (#","labels":{"pod-group.scheduling.sigs.k8s.io":"g"}"#, "scheduling.sigs.k8s.io/v1alpha1"),
    (#","annotations":{"scheduling.k8s.io/group-name":"g"}"#, "scheduling.volcano.sh/v1beta1"),
  ])
  func podsKnowTheirGroups(mark: String, version: String) throws {
    let group = """
      {"apiVersion":"\(version)","kind":"PodGroup","metadata":{"name":"g","namespace":"shop"},"spec":{"minMember":2}}
      """
    let snapshot = try Text.snapshot(Text.node("a"), group, Text.pod("p", metadata: mark), Text.pod("q"))
    #expect(snapshot.podGroups == [.init(namespace: "shop", name: "g", minMember: 2)])
    #expect(try snapshot.pod("p").podGroup == "g")
    #expect(try snapshot.pod("q").podGroup == nil)
  }

  @Test func aGroupWithoutAnObjectIsAllItsPods() throws {
    let snapshot = try Text.snapshot(
      Text.node("a"), Text.pod("p", metadata: Self.labelled), Text.pod("q", on: "a", metadata: Self.labelled))
    #expect(snapshot.podGroups == [.init(namespace: "shop", name: "g", minMember: 2)])
    #expect(snapshot.allWarnings().count { $0.contains("shop/g") } == 1)
    let told = Self.labelled + #","annotations":{"scheduling.volcano.sh/group-min-member":"1"}"#
    let known = try Text.snapshot(Text.node("a"), Text.pod("p", metadata: told), Text.pod("q", metadata: told))
    #expect(known.podGroups.map(\.minMember) == [1])
    #expect(known.allWarnings() == [])
  }

  @Test func gatedPodsAreCounted() throws {
    let snapshot = try Text.snapshot(Text.node("a"), Text.pod("p", spec: #","schedulingGates":[{"name":"g"}]"#))
    #expect(snapshot.pods.isEmpty)
    #expect(snapshot.allWarnings() == ["a pending pod with a scheduling gate is left out: shop/p"])
  }
}
