import Basics
import Testing

@testable import Pods

/// Where volumes let pods run, each worked out by hand from the scheduler's filters.
@Suite struct VolumeTests {
  typealias Text = ClusterText

  static let claimed = #","volumes":[{"name":"data","persistentVolumeClaim":{"claimName":"c"}}]"#

  static func claim(_ spec: String, metadata: String = "", status: String = "{}", name: String = "c") -> String {
    """
    {"kind":"PersistentVolumeClaim","apiVersion":"v1","metadata":{"name":"\(name)","namespace":"shop"\(metadata)},
     "spec":{"accessModes":["ReadWriteOnce"],\(spec)},"status":\(status)}
    """
  }

  static func volume(_ spec: String, labels: String = "{}", name: String = "v") -> String {
    """
    {"kind":"PersistentVolume","apiVersion":"v1","metadata":{"name":"\(name)","labels":\(labels)},
     "spec":{"accessModes":["ReadWriteOnce"],\(spec)}}
    """
  }

  static func storageClass(_ members: String, name: String = "s", metadata: String = "") -> String {
    """
    {"kind":"StorageClass","apiVersion":"storage.k8s.io/v1","metadata":{"name":"\(name)"\(metadata)},
     "provisioner":"disk.example.org",\(members)}
    """
  }

  static func required(_ key: String, _ value: String) -> String {
    """
    "nodeAffinity":{"required":{"nodeSelectorTerms":[{"matchExpressions":[
      {"key":"\(key)","operator":"In","values":["\(value)"]}]}]}}
    """
  }

  /// The nodes that the volumes of the pod `p` leave.
  private func nodes(_ objects: String...) throws -> [String] {
    let zones = [
      Text.node("a", labels: #"{"topology.kubernetes.io/zone":"a","kubernetes.io/hostname":"a"}"#),
      Text.node("b", labels: #"{"failure-domain.beta.kubernetes.io/zone":"b"}"#), Text.node("c"),
    ]
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list(zones + objects)))
    let pod = try snapshot.pod("p")
    #expect(pod.notPlanned == nil)
    return snapshot.nodes.filter { node in
      pod.volumeAffinity.allSatisfy { terms in terms.contains { $0.matches(node) } }
    }.map(\.name)
  }

  @Test func aBoundVolumeBringsItsNodes() throws {
    let bound = Self.claim(#""volumeName":"v""#)
    let pod = Text.pod("p", spec: Self.claimed)
    let zone = Self.required("topology.kubernetes.io/zone", "a")
    #expect(try nodes(pod, bound, Self.volume(zone)) == ["a"])
    #expect(try nodes(pod, bound, Self.volume(#""nfs":{}"#)) == ["a", "b", "c"])
  }

  /// VolumeZone: either name of the label, and nodes without any take all.
  @Test func zoneLabelsOfVolumesCount() throws {
    let bound = Self.claim(#""volumeName":"v""#)
    let pod = Text.pod("p", spec: Self.claimed)
    func left(_ key: String, _ value: String) throws -> [String] {
      try nodes(pod, bound, Self.volume(#""nfs":{}"#, labels: "{\"\(key)\":\"\(value)\"}"))
    }
    #expect(try left("topology.kubernetes.io/zone", "a") == ["a", "c"])
    #expect(try left("failure-domain.beta.kubernetes.io/zone", "a") == ["a", "c"])
    #expect(try left("topology.kubernetes.io/zone", "b") == ["b", "c"])
    #expect(try left("topology.kubernetes.io/zone", "a__b") == ["a", "b", "c"])
    #expect(try left("topology.kubernetes.io/zone", "z") == ["c"])
  }

  @Test func aClaimThatWaitsForItsPodHasTheTopologiesOfItsClass() throws {
    let pod = Text.pod("p", spec: Self.claimed)
    let waiting = #""volumeBindingMode":"WaitForFirstConsumer""#
    let zones =
      #","allowedTopologies":[{"matchLabelExpressions":[{"key":"topology.kubernetes.io/zone","values":["a","x"]}]}]"#
    let claim = Self.claim(#""storageClassName":"s""#)
    #expect(try nodes(pod, claim, Self.storageClass(waiting + zones)) == ["a"])
    #expect(try nodes(pod, claim, Self.storageClass(waiting)) == ["a", "b", "c"])
    let standard = #","annotations":{"storageclass.kubernetes.io/is-default-class":"true"}"#
    #expect(
      try nodes(pod, Self.claim(#""x":null"#), Self.storageClass(waiting, metadata: standard)) == ["a", "b", "c"])
    let selected = #","annotations":{"volume.kubernetes.io/selected-node":"b"}"#
    let chosen = Self.claim(#""storageClassName":"s""#, metadata: selected)
    #expect(try nodes(pod, chosen, Self.storageClass(waiting)) == ["b"])
    let own =
      #","volumes":[{"name":"d","ephemeral":{"volumeClaimTemplate":{"spec":{"storageClassName":"s"}}}}]"#
    #expect(try nodes(Text.pod("p", spec: own), Self.storageClass(waiting + zones)) == ["a"])
  }

  static let obstacles: [(objects: [String], reason: String)] = [
    ([], "uses a volume claim that the input does not have"),
    ([claim(#""volumeName":"v""#)], "uses a volume that the input does not have"),
    ([claim(#""volumeName":"v""#, status: #"{"phase":"Lost"}"#)], "has lost its volume"),
    ([claim(#""storageClassName":"s""#)], "uses a storage class that the input does not have"),
    ([claim(#""storageClassName":"""#), storageClass(#""x":null"#)], "waits for a volume made beforehand"),
    (
      [claim(#""storageClassName":"s""#), storageClass(#""volumeBindingMode":"Immediate""#)],
      "its storage class does not wait"
    ),
    ([claim(#""storageClassName":"s""#), storageClass(#""volumeBindingMode":"Later""#)], "the word 'Later'"),
    ([claim(#""storageClassName":"s","mood":1"#), storageClass(#""x":null"#)], "the field 'mood'"),
    ([claim(#""volumeName":"v""#), volume(#""nodeFriendship":{}"#)], "the field 'nodeFriendship'"),
    (
      [claim(#""volumeName":"v""#, metadata: #","deletionTimestamp":"2026-01-01T00:00:00Z""#), volume(#""nfs":{}"#)],
      "is being deleted"
    ),
  ]

  @Test(arguments: obstacles)
  func whatCannotBeResolvedIsToldAndLeftAlone(objects: [String], reason: String) throws {
    func snapshot(_ pod: String) throws -> ClusterSnapshot {
      try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list([Text.node("n"), pod] + objects)))
    }
    let pending = try snapshot(Text.pod("p", spec: Self.claimed))
    #expect(try pending.pod("p").notPlanned?.contains(reason) == true)
    #expect(pending.allWarnings().contains { $0.contains(reason) && $0.hasSuffix("shop/p") })
    guard reason != "is being deleted" else { return }
    let running = try snapshot(Text.pod("p", on: "n", spec: Self.claimed))
    #expect(try running.pod("p").immovable?.kind == .notModelled)
    #expect(try running.pod("p").immovable?.rawValue.contains(reason) == true)
  }

  @Test(arguments: [
    (#","resourceClaims":[{"name":"gpu"}]"#, "claims resources"),
    (#","volumes":[{"name":"d","iscsi":{}}]"#, "a volume of the kind 'iscsi'"),
    (#","runtimeClassName":"vm""#, "names a runtime class"),
  ])
  func otherThingsThatDecideThePlaceDoTheSame(spec: String, reason: String) throws {
    let snapshot = try Text.snapshot(Text.node("n"), Text.pod("p", spec: spec), Text.pod("q", on: "n", spec: spec))
    #expect(try snapshot.pod("p").notPlanned?.contains(reason) == true)
    #expect(try snapshot.pod("q").immovable?.rawValue.contains(reason) == true)
  }

  /// One node at a time: beside the pod that runs, or nowhere that is known.
  @Test func aSharedClaimTiesItsPodsTogether() throws {
    let objects = [
      Text.node("a"), Text.node("b"), Self.claim(#""volumeName":"v""#), Self.volume(#""nfs":{}"#),
      Text.pod("old", on: "a", spec: Self.claimed), Text.pod("new", spec: Self.claimed),
    ]
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list(objects)))
    let new = try snapshot.pod("new")
    let allowed = snapshot.nodes.filter { node in new.volumeAffinity.allSatisfy { $0.contains { $0.matches(node) } } }
    #expect(allowed.map(\.name) == ["a"])
    #expect(try snapshot.pod("old").immovable?.rawValue.contains("one node at a time") == true)
    let alone = objects.map { $0.replacing("ReadWriteOnce", with: "ReadWriteOncePod") }
    let exclusive = try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list(alone)))
    #expect(try exclusive.pod("new").notPlanned?.contains("for one pod alone") == true)
    let shared = objects.map { $0.replacing("ReadWriteOnce", with: "ReadWriteMany") }
    let many = try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list(shared)))
    #expect(try many.pod("new").volumeAffinity == [])
    #expect(try many.pod("old").reasonsToStay == [])
  }

  /// Node a takes two volumes of the driver, of which one is there; b has no limit.
  @Test func attachLimitsAreAResource() throws {
    let csi = #""csi":{"driver":"disk.example.org"}"#
    func pod(_ number: Int, on node: String? = nil) -> String {
      Text.pod(
        "p\(number)", on: node, spec: Self.claimed.replacing("\"c\"", with: "\"c\(number)\""))
    }
    let objects =
      [
        Text.node("a"), Text.node("b"), pod(0, on: "a"), pod(1), Text.pod("none"),
        #"""
        {"kind":"CSINode","metadata":{"name":"a"},"spec":{"drivers":[
          {"name":"disk.example.org","nodeID":"x","allocatable":{"count":2}},{"name":"other","nodeID":"x"}]}}
        """#,
      ]
      + (0..<2).flatMap { number in
        [
          Self.claim("\"volumeName\":\"v\(number)\"", name: "c\(number)"), Self.volume(csi, name: "v\(number)"),
        ]
      }
    let snapshot = try PodPacking.snapshot(from: SourceText(name: "f", text: Text.list(objects)))
    let column = "attachable-volumes-csi-disk.example.org"
    #expect(snapshot.nodes.map { $0.allocatable[column] } == [2, 2])
    #expect(try ["p0", "p1", "none"].map { try snapshot.pod($0).requests[column] } == [1, 1, nil])
    #expect(try snapshot.pod("p0").ownRequests == ["cpu": 1000])
    let instance = try snapshot.compiled()
    #expect(instance.resourceNames.contains(column))
    #expect(snapshot.allWarnings() == [])
  }

  @Test func aVolumeOnANodesDiskIsLocalData() throws {
    let snapshot = try Text.snapshot(
      Text.node("n"), Text.pod("p", on: "n", spec: Self.claimed), Self.claim(#""volumeName":"v""#),
      Self.volume(#""local":{"path":"/d"},\#(Self.required("kubernetes.io/hostname", "n"))"#))
    #expect(try snapshot.pod("p").immovable == .localData("a volume on its node"))
    #expect(try snapshot.lifting([.localData]).pod("p").immovable == nil)
  }
}
