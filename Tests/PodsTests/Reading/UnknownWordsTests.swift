import Basics
import Testing

@testable import Pods

/// What the API does not have yet, at every place that decides where a pod runs.
@Suite struct UnknownWordsTests {
  typealias Text = ClusterText

  static let specs: [(spec: String, named: String)] = [
    (#","workloadRef":{"name":"w"}"#, "the field 'workloadRef' of a pod's spec"),
    (#","schedulingGroup":{"podGroupName":"g"}"#, "the field 'schedulingGroup' of a pod's spec"),
    (#","tolerations":[{"key":"k","operator":"Gt","value":"5"}]"#, "the word 'Gt'"),
    (#","tolerations":[{"key":"k","effect":"NoLunch"}]"#, "the word 'NoLunch'"),
    (#","tolerations":[{"key":"k","level":"5"}]"#, "the field 'level' of a toleration"),
    (#","preemptionPolicy":"Sometimes""#, "the word 'Sometimes'"),
    (
      #","affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"#
        + #""matchExpressions":[{"key":"k","operator":"Like","values":["x"]}]}]}}}"#, "the word 'Like'"
    ),
    (
      #","affinity":{"nodeAffinity":{"requiredDuringSchedulingRequiredDuringExecution":{}}}"#,
      "the field 'requiredDuringSchedulingRequiredDuringExecution'"
    ),
    (
      #","affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"z","#
        + #""labelSelector":{"matchExpressions":[{"key":"k","operator":"Gt","values":["1"]}]}}]}}"#, "the word 'Gt'"
    ),
    (#","affinity":{"rackAffinity":{}}"#, "the field 'rackAffinity' of an affinity"),
    (
      #","topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"z","whenUnsatisfiable":"Perhaps"}]"#,
      "the word 'Perhaps'"
    ),
    (
      #","topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"z","whenUnsatisfiable":"DoNotSchedule","#
        + #""nodeTaintsPolicy":"Some"}]"#, "the word 'Some'"
    ),
    (
      #","topologySpreadConstraints":[{"maxSkew":0,"topologyKey":"z","whenUnsatisfiable":"DoNotSchedule"}]"#,
      "the skew 0"
    ),
  ]

  @Test(arguments: specs)
  func aRunningPodStaysAndAPendingOneIsLeftAlone(spec: String, named: String) throws {
    let snapshot = try Text.snapshot(
      Text.node("n"), Text.pod("running", on: "n", spec: spec), Text.pod("pending", spec: spec), Text.pod("other"))
    let running = try snapshot.pod("running").immovable
    #expect(running?.kind == .unknown && running?.rawValue.hasPrefix(named) == true, "\(String(describing: running))")
    #expect(try snapshot.pod("pending").notPlanned?.hasPrefix(named) == true)
    #expect(try snapshot.pod("other").notPlanned == nil)
    #expect(snapshot.allWarnings().count { $0.contains(named) } == 2)
  }

  /// None of these fields moves a pod; `KubernetesFields` says why.
  @Test func harmlessFieldsAreSilent() throws {
    let spec = (KubernetesFields.podSpec.map { ",\"\($0)\":{}" }).joined()
    let metadata = KubernetesFields.metadata.map { ",\"\($0)\":{}" }.joined()
    let status = KubernetesFields.podStatus.map { ",\"\($0)\":{}" }.joined()
    let container =
      #","initContainers":[{"name":"i"\#(KubernetesFields.container.map { ",\"\($0)\":[]" }.joined())}]"#
    let snapshot = try Text.snapshot(
      Text.node("n", spec: #"{"podCIDR":"x","providerID":"y"}"#, status: #","images":[],"nodeInfo":{}"#),
      Text.pod("p", on: "n", spec: spec + container, metadata: metadata, status: status))
    #expect(snapshot.allWarnings() == [])
    #expect(try snapshot.pod("p").reasonsToStay == [])
  }

  /// The fields of `PodSpec` and `Container` in Kubernetes 1.35 that decide nothing, and the one that does and is not
  /// modelled.
  /// - Source: kubernetes/kubernetes, staging/src/k8s.io/api/testdata/HEAD/core.v1.Pod.json
  @Test func theFieldsOfTheAPIAreSorted() throws {
    let spec = """
      ephemeralContainers restartPolicy terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy
      serviceAccountName serviceAccount automountServiceAccountToken hostPID hostIPC shareProcessNamespace
      securityContext imagePullSecrets hostname subdomain hostAliases dnsConfig readinessGates enableServiceLinks
      setHostnameAsFQDN os hostUsers hostnameOverride workloadRef
      """
    let container = """
      image command args workingDir envFrom env resizePolicy restartPolicyRules volumeMounts volumeDevices
      livenessProbe readinessProbe startupProbe lifecycle terminationMessagePath terminationMessagePolicy
      imagePullPolicy securityContext stdin stdinOnce tty
      """
    func members(_ names: String) -> String {
      names.split(whereSeparator: \.isWhitespace).map { ",\"\($0)\":{}" }.joined()
    }
    let text = members(spec) + ",\"initContainers\":[{\"name\":\"i\"\(members(container))}]"
    let pod = try Text.snapshot(Text.node("n"), Text.pod("p", on: "n", spec: text)).pod("p")
    #expect(
      pod.reasonsToStay == [.init("the field 'workloadRef' of a pod's spec is not known here", .unknown)])
  }

  @Test func unknownFieldsOfTheStatusAreToldOnceWithACount() throws {
    let pods = (1...5).map { Text.pod("p\($0)", status: #","mood":"good""#) }
    let snapshot = try PodPacking.snapshot(
      from: SourceText(name: "f", text: Text.list([Text.node("n")] + pods)))
    #expect(
      snapshot.allWarnings() == [
        "the field 'mood' of a pod's status is not known here: 5, such as Pod shop/p1, Pod shop/p2, Pod shop/p3"
      ])
    #expect(snapshot.pods.allSatisfy { $0.notPlanned == nil })
  }

  @Test(arguments: [
    (#"{"taints":[{"key":"k","effect":"NoLunch"}]}"#, "", "the word 'NoLunch'"),
    (#"{"shape":"round"}"#, "", "the field 'shape' of a node's spec"),
    ("{}", #","conditions":[{"type":"Ready","status":"Unknown"}]"#, "it is not ready"),
  ])
  func aNodeThatIsNotUnderstoodOrNotReadyTakesNobody(spec: String, status: String, named: String) throws {
    let tolerant = #","tolerations":[{"operator":"Exists"}]"#
    let snapshot = try Text.snapshot(
      Text.node("odd", spec: spec, status: status), Text.node("good"), Text.pod("new", spec: tolerant),
      Text.pod("old", on: "odd"))
    let instance = try snapshot.compiled()
    let new = try #require(instance.podNames.firstIndex(of: "shop/new"))
    #expect(!instance.allows(pod: new, node: 0) && instance.allows(pod: new, node: 1))
    #expect(snapshot.allWarnings().contains { $0.contains(named) && $0.hasSuffix("odd") })
    #expect(try (snapshot.pod("old").immovable == .nodeNotReady) == (named == "it is not ready"))
  }

  @Test func aNodeThatSaysNothingOfItsRoomIsTold() throws {
    let snapshot = try Text.snapshot(#"{"kind":"Node","metadata":{"name":"n"}}"#)
    #expect(snapshot.allWarnings() == ["a node does not say what it has (status.allocatable): n"])
  }

  @Test func objectsThatDecideAndAreNotReadAreCounted() throws {
    let capacities = ["x", "y"].map { #"{"kind":"CSIStorageCapacity","metadata":{"name":"\#($0)","namespace":"k"}}"# }
    let text = Text.list([Text.node("n")] + capacities)
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: text))
    #expect(
      snapshot.allWarnings() == ["objects of the kind CSIStorageCapacity are not looked at: k/x, k/y"])
  }

  /// A term of a fixed pod that is not understood keeps off more pods, not fewer.
  @Test func anUnknownTermOfAFixedPodKeepsOffEveryone() throws {
    let anti =
      #","affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"#
      + #""topologyKey":"zone","labelFilter":{"app":"web"}}]}}"#
    let snapshot = try Text.snapshot(
      Text.node("a", labels: #"{"zone":"a"}"#), Text.node("b", labels: #"{"zone":"b"}"#),
      Text.pod("owner", on: "a", spec: anti), Text.pod("new"))
    let instance = try snapshot.compiled()
    #expect(instance.podNames == ["shop/new"])
    #expect(!instance.allows(pod: 0, node: 0) && instance.allows(pod: 0, node: 1))
  }

  @Test(arguments: [
    #"{"selector":{"matchLabels":{"a":"b"}},"maxUnavailable":1,"mood":1}"#,
    #"{"selectorOf":{"matchLabels":{"a":"b"}},"maxUnavailable":1}"#,
    #"{"selector":{"matchExpressions":[{"key":"a","operator":"Like"}]},"maxUnavailable":1}"#,
  ])
  func aBudgetThatIsNotUnderstoodPermitsNothing(spec: String) throws {
    let snapshot = try Text.snapshot(
      Text.node("n"), Text.pod("p", on: "n", metadata: #","labels":{"a":"b"}"#),
      #"{"kind":"PodDisruptionBudget","metadata":{"name":"b","namespace":"shop"},"spec":\#(spec)}"#)
    #expect(try snapshot.compiled().fixedPods.map(\.reason) == ["the disruption budget 'b' is used up"])
    #expect(snapshot.allWarnings().contains { $0.hasPrefix("a disruption budget permits nothing") })
  }
}
