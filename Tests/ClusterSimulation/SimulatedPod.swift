import APIServerDouble

/// What the simulated components need of a pod.
struct SimulatedPod: Sendable {
  let uid: String
  let namespace: String
  let name: String
  let labels: [String: String]
  /// The UID of the controller that made it.
  let owner: String?
  /// Nil while it waits for a node.
  let node: String?
  var nominatedNode: String?
  let phase: String
  let isReady: Bool
  var isLeaving: Bool
  /// Seconds that it has to end.
  let grace: Double
  let priority: Int
  let requests: Amounts
  let selector: [String: String]
  let tolerations: [JSONTree]
  let created: Int

  /// Whether it has an end, or is on its way there.
  var isActive: Bool { !isLeaving && phase != "Succeeded" && phase != "Failed" }

  init(_ object: StoredObject, created: Int) {
    let pod = object.value
    uid = pod["metadata", "uid"]?.text ?? ""
    namespace = object.namespace
    name = object.name
    labels = pod["metadata", "labels"]?.texts ?? [:]
    owner = pod["metadata", "ownerReferences"]?.elements.first { $0["controller"]?.boolean == true }?["uid"]?.text
    node = pod["spec", "nodeName"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    nominatedNode = pod["status", "nominatedNodeName"]?.text
    phase = pod["status", "phase"]?.text ?? "Pending"
    isReady = (pod["status", "conditions"]?.elements ?? []).contains {
      $0["type"]?.text == "Ready" && $0["status"]?.text == "True"
    }
    isLeaving = pod["metadata", "deletionTimestamp"] != nil
    grace = Double(
      pod["metadata", "deletionGracePeriodSeconds"]?.integer
        ?? pod["spec", "terminationGracePeriodSeconds"]?.integer ?? 30)
    priority = pod["spec", "priority"]?.integer ?? 0
    var requests = Amounts(pods: 1)
    for container in pod["spec", "containers"]?.elements ?? [] {
      requests.cpu += Amounts.millicores(container["resources", "requests", "cpu"]?.text ?? "0")
      requests.memory += Amounts.bytes(container["resources", "requests", "memory"]?.text ?? "0")
    }
    self.requests = requests
    selector = pod["spec", "nodeSelector"]?.texts ?? [:]
    tolerations = pod["spec", "tolerations"]?.elements ?? []
    self.created = created
  }
}

/// Millicores, bytes and places.
struct Amounts: Sendable, Equatable {
  var cpu = 0
  var memory = 0
  var pods = 0

  static func + (left: Self, right: Self) -> Self {
    Self(cpu: left.cpu + right.cpu, memory: left.memory + right.memory, pods: left.pods + right.pods)
  }

  static func - (left: Self, right: Self) -> Self {
    Self(cpu: left.cpu - right.cpu, memory: left.memory - right.memory, pods: left.pods - right.pods)
  }

  static func += (left: inout Self, right: Self) { left = left + right }
  static func -= (left: inout Self, right: Self) { left = left - right }

  func fits(in room: Self) -> Bool { cpu <= room.cpu && memory <= room.memory && pods <= room.pods }

  /// "1", "1.5" or "250m".
  static func millicores(_ text: String) -> Int {
    text.hasSuffix("m") ? Int(text.dropLast()) ?? 0 : Int((Double(text) ?? 0) * 1000)
  }

  /// "1024", "512Mi" or "2Gi".
  static func bytes(_ text: String) -> Int {
    for (suffix, shift) in [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40)] where text.hasSuffix(suffix) {
      return (Int(text.dropLast(2)) ?? 0) << shift
    }
    return Int(text) ?? 0
  }
}

/// What the simulated components need of a node.
struct SimulatedNode: Sendable {
  let name: String
  let labels: [String: String]
  let taints: [JSONTree]
  let isCordoned: Bool
  let isReady: Bool
  let allocatable: Amounts
  /// Of pods that have a place here.
  var used = Amounts()
  var pods: Set<String> = []

  init(_ object: StoredObject) {
    let node = object.value
    name = object.name
    labels = node["metadata", "labels"]?.texts ?? [:]
    taints = node["spec", "taints"]?.elements ?? []
    isCordoned = node["spec", "unschedulable"]?.boolean ?? false
    isReady = (node["status", "conditions"]?.elements ?? []).contains {
      $0["type"]?.text == "Ready" && $0["status"]?.text == "True"
    }
    allocatable = Amounts(
      cpu: Amounts.millicores(node["status", "allocatable", "cpu"]?.text ?? "0"),
      memory: Amounts.bytes(node["status", "allocatable", "memory"]?.text ?? "0"),
      pods: Int(node["status", "allocatable", "pods"]?.text ?? "110") ?? 110)
  }

  var free: Amounts { allocatable - used }

  /// Whether the pod may come here, were there room.
  func admits(_ pod: SimulatedPod) -> Bool {
    guard isReady, !isCordoned else { return false }
    for (key, value) in pod.selector where labels[key] != value { return false }
    return taints.allSatisfy { taint in
      taint["effect"]?.text == "PreferNoSchedule" || pod.tolerations.contains { Self.tolerates($0, taint) }
    }
  }

  private static func tolerates(_ toleration: JSONTree, _ taint: JSONTree) -> Bool {
    if let effect = toleration["effect"]?.text, !effect.isEmpty, effect != taint["effect"]?.text { return false }
    if let key = toleration["key"]?.text, !key.isEmpty, key != taint["key"]?.text { return false }
    return toleration["operator"]?.text == "Exists" || toleration["value"]?.text ?? "" == taint["value"]?.text ?? ""
  }
}
