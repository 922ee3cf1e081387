import Basics
import Testing

@testable import Pods

@Suite("A cluster whose objects are read one by one")
struct LiveClusterTests {
  /// Objects as a mirror has them, and snapshots of them, made anew and made from the last one.
  private struct Mirror {
    var pods: [String: ClusterItem] = [:]
    var others: [String: ClusterItem] = [:]
    var revision = 0
    var live = LiveCluster()

    mutating func put(_ kind: String, _ uid: String, _ json: String) {
      let item = ClusterItem(kind, json: Array(json.utf8))
      if kind == "Pod" {
        pods[uid] = item
      } else {
        others[uid] = item
        revision += 1
      }
    }

    mutating func snapshots() throws -> (kept: ClusterSnapshot, fresh: ClusterSnapshot) {
      func make(_ live: inout LiveCluster) throws -> ClusterSnapshot {
        let items = others.sorted { $0.key < $1.key }.map(\.value)
        var snapshot = try live.snapshot(
          ofPods: pods, item: { $0 }, others: { items }, revision: revision, named: "x")
        snapshot.pods.sort { $0.label < $1.label }
        return snapshot
      }
      var fresh = LiveCluster()
      return (try make(&live), try make(&fresh))
    }
  }

  private func node(_ name: String, ready: Bool = true) -> String {
    #"{"metadata":{"name":"\#(name)","uid":"\#(name)"},"status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"10"},"#
      + #""conditions":[{"type":"Ready","status":"\#(ready ? "True" : "False")"}]}}"#
  }

  private func pod(_ name: String, _ node: String?, cpu: Int = 1, more: String = "", status: String = "") -> String {
    let place = node.map { #""nodeName":"\#($0)","# } ?? ""
    return #"{"metadata":{"name":"\#(name)","namespace":"d","uid":"\#(name)","labels":{"app":"a"},"#
      + #""ownerReferences":[{"kind":"ReplicaSet","name":"r","controller":true}]},"#
      + #""spec":{\#(place)"priority":0,\#(more)"containers":[{"name":"c","resources":{"requests":{"cpu":"\#(cpu)"}}}]},"#
      + #""status":{"phase":"\#(node == nil ? "Pending" : "Running")"\#(status)}}"#
  }

  @Test("after random changes it is the snapshot that would be made anew", arguments: 0..<30)
  func changes(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    var mirror = Mirror()
    for name in ["n1", "n2", "n3"] { mirror.put("Node", name, node(name)) }
    mirror.put("Namespace", "d", #"{"metadata":{"name":"d","uid":"d"}}"#)
    mirror.put(
      "PodDisruptionBudget", "b",
      #"{"metadata":{"name":"b","namespace":"d","uid":"b"},"spec":{"selector":{"matchLabels":{"app":"a"}}},"#
        + #""status":{"disruptionsAllowed":1}}"#)
    for round in 0..<60 {
      let name = "p\(Int.random(in: 0..<12, using: &random))"
      let node = Int.random(in: 0..<4, using: &random) == 0 ? nil : "n\(Int.random(in: 1...3, using: &random))"
      let cpu = Int.random(in: 1...3, using: &random)
      switch Int.random(in: 0..<12, using: &random) {
      case 0, 1: mirror.pods[name] = nil
      case 2: mirror.put("Pod", name, pod(name, node, cpu: cpu, more: #""schedulingGates":[{"name":"g"}],"#))
      case 3:
        mirror.put(
          "Pod", name,
          pod(name, node, cpu: cpu, more: #""volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"c"}}],"#))
      case 4: mirror.put("Pod", name, pod(name, nil, cpu: cpu, status: #","nominatedNodeName":"n1""#))
      case 5: mirror.put("Pod", name, pod(name, node, cpu: cpu, more: #""schedulerName":"other","#))
      case 6: mirror.put("Node", "n2", self.node("n2", ready: round % 2 == 0))
      default: mirror.put("Pod", name, pod(name, node, cpu: cpu))
      }
      let (kept, fresh) = try mirror.snapshots()
      #expect(kept.warnings == fresh.warnings, "round \(round)")
      #expect(kept.pods == fresh.pods, "round \(round)")
      #expect(kept == fresh, "round \(round)")
    }
  }

  @Test("an object that cannot be read is named")
  func unreadable() throws {
    var mirror = Mirror()
    mirror.put("Node", "n1", node("n1"))
    mirror.put("Pod", "p", #"{"metadata":{"name":"p","namespace":"d"},"spec":5}"#)
    do {
      _ = try mirror.snapshots()
      Issue.record("it was read")
    } catch {
      #expect("\(error)".contains("the Pod d/p: "))
    }
  }
}

@Suite("The part of a large cluster that a plan looks at first")
struct ClusterFocusTests {
  /// Forty nodes of four cores, each with three pods of one core.
  private func cluster(_ change: (inout ClusterSnapshot) -> Void = { _ in }) -> ClusterSnapshot {
    var snapshot = ClusterSnapshot(name: "x")
    for number in 0..<40 {
      var node = ClusterSnapshot.Node(name: "n\(number)", allocatable: ["cpu": 4000, "pods": 10])
      node.labels = ["kubernetes.io/hostname": "n\(number)", "gpu": number == 33 ? "yes" : "no"]
      snapshot.nodes.append(node)
      for index in 0..<3 {
        snapshot.pods.append(
          .init(namespace: "d", name: "p\(number)-\(index)", requests: ["cpu": 1000], nodeName: "n\(number)"))
      }
    }
    var pending = ClusterSnapshot.Pod(namespace: "d", name: "w", requests: ["cpu": 2000])
    pending.nodeSelector = ["gpu": "yes"]
    snapshot.pods.append(pending)
    change(&snapshot)
    return snapshot
  }

  @Test("it has the nodes where the pods that wait may be, and all that runs on its nodes")
  func part() throws {
    let whole = cluster()
    let part = try #require(whole.focused(onNodes: 12))
    let names = Set(part.nodes.map(\.name))
    #expect(names.contains("n33"))
    #expect(names.count < 20)
    #expect(part.pods.filter { $0.nodeName != nil }.count == 3 * names.count)
    #expect(part.pods.contains { $0.name == "w" })
  }

  @Test("rules that reach over nodes, small clusters and nothing to do are for the whole")
  func whole() {
    #expect(cluster().focused(onNodes: 14) == nil)
    #expect(cluster { $0.pods.removeLast() }.focused(onNodes: 12) == nil)
    let term = ClusterSnapshot.AffinityTerm(topologyKey: "zone", selector: LabelSelector([]), namespaces: ["d"])
    #expect(cluster { $0.pods[3].antiAffinity = [term] }.focused(onNodes: 12) == nil)
    #expect(cluster { $0.pods[$0.pods.count - 1].affinity = [term] }.focused(onNodes: 12) == nil)
    #expect(cluster { $0.nodes[1].labels["kubernetes.io/hostname"] = "n0" }.focused(onNodes: 12) == nil)
  }

  @Test("pods there whose rules reach over nodes stay where they are")
  func staying() throws {
    let constraint = ClusterSnapshot.SpreadConstraint(topologyKey: "zone", maxSkew: 1, selector: LabelSelector([]))
    let part = try #require(
      cluster { snapshot in
        for index in snapshot.pods.indices where snapshot.pods[index].nodeName == "n33" {
          snapshot.pods[index].spreadConstraints = [constraint]
        }
      }.focused(onNodes: 12))
    let there = part.pods.filter { $0.nodeName == "n33" }
    #expect(there.count == 3)
    #expect(there.allSatisfy { $0.immovable?.kind == .notModelled })
  }
}
