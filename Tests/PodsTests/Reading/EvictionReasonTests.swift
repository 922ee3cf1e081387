import Basics
import Solving
import Testing

@testable import Pods

/// Pods that nobody would evict, and what lifts that.
@Suite struct EvictionReasonTests {
  typealias Text = ClusterText

  private static let bare = #"{"kind":"Pod","metadata":{"name":"p","namespace":"shop"},"spec":{"nodeName":"n"}}"#

  static func annotated(_ key: String, _ value: String, spec: String = "") -> String {
    Text.pod("p", on: "n", spec: spec, metadata: ",\"annotations\":{\"\(key)\":\"\(value)\"}")
  }

  static let local = #","volumes":[{"name":"d","hostPath":{"path":"/x"}}]"#

  static let cases: [(pod: String, kinds: [ClusterSnapshot.Immovable.Kind])] = [
    (Text.pod("p", on: "n"), []),
    (bare, [.bare]),
    (Text.pod("p", on: "n", spec: local), [.localData]),
    (Text.pod("p", on: "n", spec: #","volumes":[{"name":"d","emptyDir":{"medium":"Memory"}}]"#), [.localData]),
    (Text.pod("p", on: "n", spec: #","volumes":[{"name":"d"}]"#), [.localData]),
    (Text.pod("p", on: "n", spec: #","volumes":[{"name":"d","configMap":{}},{"name":"e","secret":{}}]"#), []),
    (annotated("cluster-autoscaler.kubernetes.io/safe-to-evict", "false"), [.annotation]),
    (annotated("karpenter.sh/do-not-disrupt", "true"), [.annotation]),
    (annotated("karpenter.sh/do-not-disrupt", "30m"), [.annotation]),
    (annotated("karpenter.sh/do-not-disrupt", "false"), []),
    (annotated("karpenter.sh/do-not-evict", "true"), [.annotation]),
    (annotated("descheduler.alpha.kubernetes.io/prefer-no-eviction", ""), [.annotation]),
    (annotated("cluster-autoscaler.kubernetes.io/safe-to-evict", "false", spec: local), [.annotation, .localData]),
    (annotated("cluster-autoscaler.kubernetes.io/safe-to-evict", "true", spec: local), []),
    (annotated("cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes", "d", spec: local), []),
    (annotated("cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes", "e", spec: local), [.localData]),
  ]

  @Test(arguments: cases)
  func everyReasonIsKept(pod: String, kinds: [ClusterSnapshot.Immovable.Kind]) throws {
    #expect(try Text.snapshot(Text.node("n"), pod).pod("p").reasonsToStay.map(\.kind) == kinds)
  }

  private func fixed(_ pods: String..., asking words: [String]) throws -> [String] {
    let text = Text.list([Text.node("n")] + pods)
    let arguments = try Arguments(words, for: PodPacking.questions)
    let instance = try PodPacking.asking(arguments, of: PodPacking.parse(SourceText(name: "f", text: text)))
    return instance.fixedPods.map(\.reason)
  }

  @Test func optionsLiftTheirOwnReasonOnly() throws {
    let both = Self.annotated("karpenter.sh/do-not-disrupt", "true", spec: Self.local)
    #expect(try fixed(both, asking: []) == ["annotated with karpenter.sh/do-not-disrupt"])
    #expect(try fixed(both, asking: ["--ignore-annotations"]) == ["has local data: hostPath"])
    #expect(try fixed(both, asking: ["--evict-local-data"]) == ["annotated with karpenter.sh/do-not-disrupt"])
    #expect(
      try fixed(both, asking: ["--ignore-annotations", "--evict-local-data"]) == [])
    #expect(try fixed(Self.bare, asking: ["--evict-local-data"]) == ["without a controller that would make it anew"])
    #expect(try fixed(Self.bare, asking: ["--evict-bare-pods"]) == [])
    let claims = Text.pod("q", on: "n", spec: #","resourceClaims":[{"name":"x"}]"#)
    #expect(
      try fixed(claims, asking: ["--ignore-annotations", "--evict-local-data", "--evict-bare-pods"]).count == 1)
  }

  /// Other formats have no owners, so that nothing is told from their absence.
  @Test func podsOfOtherFormatsAreNotBare() throws {
    let plain = #"{"nodes":[{"name":"n","cpu":1,"mem":1}],"pods":[{"name":"p","cpu":1,"mem":1,"node":"n"}]}"#
    #expect(try PodPacking.parse(SourceText(name: "f", text: plain)).fixedPods.isEmpty)
  }

  @Test func podsOfOtherSchedulersAreNotPlanned() throws {
    func notPlanned(_ names: [String]) throws -> [Bool] {
      let text = Text.list([
        Text.node("n"), Text.pod("a", spec: #","schedulerName":"volcano""#),
        Text.pod("b", spec: #","schedulerName":"dovetail-scheduler""#), Text.pod("c"),
        Text.pod("d", on: "n", spec: #","schedulerName":"volcano""#),
      ])
      let words = names.map { "--scheduler-name=\($0)" }
      let instance = try PodPacking.asking(
        Arguments(words, for: PodPacking.questions), of: PodPacking.parse(SourceText(name: "f", text: text)))
      return instance.snapshot.pods.map { $0.notPlanned != nil }
    }
    #expect(try notPlanned([]) == [true, false, false, false])
    #expect(try notPlanned(["volcano"]) == [false, true, true, false])
    #expect(try notPlanned(["volcano", "default-scheduler"]) == [false, true, false, false])
  }

  /// The scheduler has evicted for it already where a less important pod is on its way out.
  @Test func aNominatedPodHasItsPlaceWhileItsVictimLeaves() throws {
    let leaving = Text.pod("victim", on: "n", metadata: #","deletionTimestamp":"2026-01-01T00:00:00Z""#)
    let nominated = #","nominatedNodeName":"n""#
    let important = Text.pod("p", spec: #","priority":5"#, status: nominated)
    let waits = try Text.snapshot(Text.node("n"), leaving, important).pod("p")
    #expect(waits.nodeName == "n" && waits.immovable == .nominated)
    #expect(try Text.snapshot(Text.node("n"), leaving, Text.pod("p", status: nominated)).pod("p").nodeName == nil)
    #expect(try Text.snapshot(Text.node("n"), Text.pod("o", on: "n"), important).pod("p").nodeName == nil)
  }

  @Test func preemptionPoliciesComeFromThePodOrItsClass() throws {
    let never = #"{"kind":"PriorityClass","metadata":{"name":"calm"},"value":-7,"preemptionPolicy":"Never"}"#
    func pod(_ spec: String) throws -> ClusterSnapshot.Pod {
      try Text.snapshot(Text.node("n"), never, Text.pod("p", spec: spec)).pod("p")
    }
    #expect(try pod(#","preemptionPolicy":"Never""#).neverPreempts)
    #expect(try pod(#","priorityClassName":"calm""#).neverPreempts)
    #expect(try pod(#","priorityClassName":"calm""#).priority == -7)
    #expect(try !pod(#","priorityClassName":"calm","preemptionPolicy":"PreemptLowerPriority""#).neverPreempts)
    #expect(try !pod("").neverPreempts)
  }

  @Test func aPriorityClassThatIsMissingIsZeroWithAWarning() throws {
    let snapshot = try Text.snapshot(Text.node("n"), Text.pod("p", spec: #","priorityClassName":"top""#))
    #expect(try snapshot.pod("p").priority == 0)
    #expect(snapshot.allWarnings().count { $0.contains("'top'") && $0.hasSuffix("shop/p") } == 1)
  }

  /// component-helpers' PodRequests: the most of wanted, given and had; without what the kubelet has refused.
  @Test func aRefusedResizeIsNotCounted() throws {
    func cpu(_ conditions: String) throws -> Int? {
      let status = """
        ,"conditions":[\(conditions)],"containerStatuses":[{"name":"c","allocatedResources":{"cpu":"500m"},
        "resources":{"requests":{"cpu":"250m"}}}]
        """
      return try Text.snapshot(Text.node("n"), Text.pod("p", on: "n", status: status)).pod("p").requests["cpu"]
    }
    #expect(try cpu(#"{"type":"PodResizePending","status":"True","reason":"Infeasible"}"#) == 500)
    #expect(try cpu(#"{"type":"PodResizePending","status":"True","reason":"Deferred"}"#) == 1000)
    #expect(try cpu("") == 1000)
  }
}
