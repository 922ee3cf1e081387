import Basics
import KubernetesAPI

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A pod for which the scheduler has found no node.
struct WaitingPod: Sendable, Equatable {
  let uid: String
  let namespace: String
  let name: String
  /// Seconds since 1970 at which the scheduler gave up on it first.
  let since: Double

  /// "namespace/name".
  var label: String { "\(namespace)/\(name)" }
}

/// The pods that wait, of all pods; each version of a pod is read once.
struct WaitingPods {
  private struct Read {
    let version: String
    let pod: WaitingPod?
  }

  private var reads: [String: Read] = [:]

  /// - Parameter now: since when a pod waits that does not say it, in seconds since 1970.
  mutating func pods(among objects: [APIObject], now: Double) -> [WaitingPod] {
    var kept: [String: Read] = [:]
    kept.reserveCapacity(objects.count)
    var result: [WaitingPod] = []
    for object in objects {
      let known = reads[object.uid]
      let read =
        known?.version == object.resourceVersion
        ? known : Read(version: object.resourceVersion, pod: Self.pod(object, now: known?.pod?.since ?? now))
      kept[object.uid] = read
      if let pod = read?.pod { result.append(pod) }
    }
    reads = kept
    return result
  }

  private static func pod(_ object: APIObject, now: Double) -> WaitingPod? {
    var json = JSONReader(SourceText(name: object.name, bytes: object.json), place: .path)
    // What cannot be read here, the reader of the snapshot refuses with words.
    guard let state = try? PodState(from: &json), let failure = state.failure else { return nil }
    return WaitingPod(
      uid: object.uid, namespace: object.namespace, name: object.name, since: failure.since ?? now)
  }
}

/// What says whether a pod waits.
private struct PodState: JSONReadable {
  struct Failure {
    let since: Double?
  }

  /// Since when the scheduler has had no node for it; nil where it has one, has ended, or is being deleted.
  var failure: Failure? { isLeaving || hasNode || phase != "Pending" ? nil : unschedulable }

  private var isLeaving = false
  private var hasNode = false
  private var phase: String?
  private var unschedulable: Failure?

  init(from json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "metadata":
        try json.beginObject()
        while let member = try json.nextKey() {
          if member == "deletionTimestamp" { isLeaving = true }
          try json.skipValue()
        }
      case "spec":
        try json.beginObject()
        while let member = try json.nextKey() {
          if member == "nodeName" { hasNode = try !json.text().isEmpty } else { try json.skipValue() }
        }
      case "status": try readStatus(&json)
      default: try json.skipValue()
      }
    }
  }

  private mutating func readStatus(_ json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "phase": try json.read(&phase)
      case "conditions":
        try json.beginArray()
        while try json.nextElement() {
          var texts: [String: String] = [:]
          try json.beginObject()
          while let member = try json.nextKey() {
            if ["type", "status", "reason", "lastTransitionTime"].contains(member) {
              texts[member] = try json.text()
            } else {
              try json.skipValue()
            }
          }
          if texts["type"] == "PodScheduled", texts["status"] == "False", texts["reason"] == "Unschedulable" {
            unschedulable = Failure(since: texts["lastTransitionTime"].flatMap(Timestamp.seconds))
          }
        }
      default: try json.skipValue()
      }
    }
  }
}

/// Times as the API writes them, such as `2026-01-31T12:00:00Z`.
enum Timestamp {
  static func seconds(_ text: String) -> Double? {
    (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970
  }

  static func text(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).ISO8601Format()
  }

  /// Seconds since 1970.
  static var now: Double { Date.now.timeIntervalSince1970 }
}
