import Basics
import KubernetesAPI

/// What a plan's steps and its trigger need to know of a pod.
struct PodFacts: Sendable, Equatable {
  /// The node it is bound to; nil where it has none.
  private(set) var node: String?
  /// The UID of its controller.
  private(set) var ownerUID: String?
  /// Whether it is being deleted.
  private(set) var isLeaving = false
  /// Ready, or done.
  private(set) var isReady = false
  /// Since when the scheduler has had no node for it, in seconds since 1970; nil where it has one, has ended or is leaving.
  /// Where the condition says no time, -1.
  private(set) var unschedulableSince: Double?
  private var phase: String?

  var hasEnded: Bool { phase == "Succeeded" || phase == "Failed" }

  init(from json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "metadata": try readMetadata(&json)
      case "spec":
        try json.beginObject()
        while let member = try json.nextKey() {
          if member == "nodeName" { node = try json.text() } else { try json.skipValue() }
        }
      case "status": try readStatus(&json)
      default: try json.skipValue()
      }
    }
    if node?.isEmpty ?? false { node = nil }
    if isLeaving || node != nil || phase != "Pending" { unschedulableSince = nil }
    if phase == "Succeeded" { isReady = true }
  }

  private mutating func readMetadata(_ json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "deletionTimestamp":
        isLeaving = true
        try json.skipValue()
      case "ownerReferences":
        try json.beginArray()
        while try json.nextElement() {
          var uid: String?
          var isController: Bool?
          try json.beginObject()
          while let member = try json.nextKey() {
            switch member {
            case "uid": try json.read(&uid)
            case "controller": try json.read(&isController)
            default: try json.skipValue()
            }
          }
          if isController == true { ownerUID = uid }
        }
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
        while try json.nextElement() { try readCondition(&json) }
      default: try json.skipValue()
      }
    }
  }

  private mutating func readCondition(_ json: inout JSONReader) throws(InputError) {
    var texts: [String: String] = [:]
    try json.beginObject()
    while let member = try json.nextKey() {
      if ["type", "status", "reason", "lastTransitionTime"].contains(member), !json.takeNull() {
        texts[member] = try json.text()
      } else {
        try json.skipValue()
      }
    }
    switch texts["type"] {
    case "Ready": isReady = texts["status"] == "True"
    case "PodScheduled" where texts["status"] == "False" && texts["reason"] == "Unschedulable":
      unschedulableSince = texts["lastTransitionTime"].flatMap(Timestamp.seconds) ?? -1
    default: break
    }
  }
}
