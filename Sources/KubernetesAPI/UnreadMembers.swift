import Basics

/// Members of an object that are left out, by key; rules hold for each element of an array.
///
/// What changes every few seconds, such as heartbeats, goes too, so that an object is equal to the one before unless
/// something that matters is different.
package indirect enum UnreadMembers: Sendable, Hashable {
  case all
  case some([String: UnreadMembers])

  private static func all(_ keys: [String]) -> [String: UnreadMembers] {
    Dictionary(uniqueKeysWithValues: keys.map { ($0, .all) })
  }

  private static let ofMetadata = UnreadMembers.some([
    "managedFields": .all, "resourceVersion": .all, "generation": .all, "selfLink": .all,
    "annotations": .some(["kubectl.kubernetes.io/last-applied-configuration": .all]),
  ])

  private static let ofConditions = UnreadMembers.some(
    all(["lastHeartbeatTime", "lastProbeTime", "message", "observedGeneration"]))

  package static let metadata = UnreadMembers.some(["metadata": ofMetadata])

  package static let node = UnreadMembers.some([
    "metadata": ofMetadata,
    "status": .some(
      all(["images", "nodeInfo", "addresses", "daemonEndpoints", "config", "volumesInUse", "volumesAttached"])
        .merging(["conditions": ofConditions], uniquingKeysWith: { $1 })),
  ])

  /// Environments and arguments may hold secrets, which nobody here needs to know.
  private static let ofContainers = UnreadMembers.some(
    all([
      "env", "envFrom", "args", "command", "image", "lifecycle", "livenessProbe", "readinessProbe", "startupProbe",
      "securityContext", "terminationMessagePath", "terminationMessagePolicy", "volumeMounts", "workingDir",
    ]))

  private static let ofContainerStatuses = UnreadMembers.some(
    all(["state", "lastState", "ready", "restartCount", "started", "image", "imageID", "containerID", "volumeMounts"]))

  package static let pod = UnreadMembers.some([
    "metadata": ofMetadata,
    "spec": .some(["containers": ofContainers, "initContainers": ofContainers, "ephemeralContainers": .all]),
    "status": .some(
      all([
        "message", "reason", "hostIP", "hostIPs", "podIP", "podIPs", "startTime", "qosClass",
        "ephemeralContainerStatuses", "observedGeneration",
      ]).merging(
        [
          "conditions": ofConditions, "containerStatuses": ofContainerStatuses,
          "initContainerStatuses": ofContainerStatuses,
        ], uniquingKeysWith: { $1 })),
  ])

  package static let budget = UnreadMembers.some([
    "metadata": ofMetadata, "status": .some(all(["conditions", "observedGeneration"])),
  ])
}

extension JSONReader {
  /// Copies the value that is next without members that are not read; numbers and texts stay as they are written.
  mutating func copy(without unread: UnreadMembers?, to output: inout [UInt8]) throws(InputError) {
    guard case .some(let rules)? = unread else { return try copyWhole(to: &output) }
    switch nextByte() {
    case UInt8(ascii: "{"):
      try beginObject()
      output.append(UInt8(ascii: "{"))
      var isFirst = true
      while let name = try nextKeyOrNull() {
        if rules[name] == .all {
          try skipValue()
          continue
        }
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        output += JSONText.quoted(name).utf8
        output.append(UInt8(ascii: ":"))
        try copy(without: rules[name], to: &output)
      }
      output.append(UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      try beginArray()
      output.append(UInt8(ascii: "["))
      var isFirst = true
      while try nextElement() {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        try copy(without: unread, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    default: try copyWhole(to: &output)
    }
  }

  private mutating func copyWhole(to output: inout [UInt8]) throws(InputError) {
    _ = nextByte()
    let start = position
    try skipValue()
    output += bytes[start..<position]
  }
}
