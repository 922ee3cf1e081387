import Basics

/// A lease of `coordination.k8s.io/v1`: who leads, and what the leader has written down.
package struct Lease: Sendable, Equatable {
  /// nil where nobody holds it.
  package private(set) var holder: String?
  /// Seconds that the holder has from its last renewal.
  package private(set) var duration = 15.0
  package private(set) var renewTime: String?
  /// How often the holder has changed.
  package private(set) var transitions = 0
  package private(set) var annotations: [String: String] = [:]
  private(set) var resourceVersion = ""

  init(_ bytes: [UInt8]) throws(InputError) {
    var json = JSONReader(SourceText(name: "the lease", bytes: bytes), place: .path)
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "metadata": try readMetadata(&json)
      case "spec": try readSpec(&json)
      default: try json.skipValue()
      }
    }
  }

  private mutating func readMetadata(_ json: inout JSONReader) throws(InputError) {
    var annotations: [String: String]?
    var version: String?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "annotations": try json.read(&annotations)
      case "resourceVersion": try json.read(&version)
      default: try json.skipValue()
      }
    }
    self.annotations = annotations ?? [:]
    resourceVersion = version ?? ""
  }

  private mutating func readSpec(_ json: inout JSONReader) throws(InputError) {
    var seconds: Int?
    var transitions: Int?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "holderIdentity": try json.read(&holder)
      case "leaseDurationSeconds": try json.read(&seconds)
      case "renewTime": try json.read(&renewTime)
      case "leaseTransitions": try json.read(&transitions)
      default: try json.skipValue()
      }
    }
    if holder?.isEmpty ?? false { holder = nil }
    duration = Double(seconds ?? 15)
    self.transitions = transitions ?? 0
  }

  /// Whether the holder has shown itself in between; what others annotate says nothing of it.
  func isRenewed(since other: Lease) -> Bool {
    holder != other.holder || renewTime != other.renewTime || transitions != other.transitions
  }
}

/// What is to change in a lease; the server refuses it where the lease has changed since it was read.
struct LeaseChange {
  var holder: String
  var duration: Double
  var time: Double
  /// How often the holder has changed, where it changes now.
  var transitions: Int?
  /// nil takes an annotation away.
  var annotations: [String: String?] = [:]

  /// - Parameter version: of the lease that it changes; nil for a new one.
  func json(named name: String, version: String?) -> [UInt8] {
    let moment = JSONText.quoted(Timestamp.microText(time))
    var spec = [
      #""holderIdentity":\#(JSONText.quoted(holder))"#, #""leaseDurationSeconds":\#(Int(duration.rounded(.up)))"#,
      #""renewTime":\#(moment)"#,
    ]
    if let transitions { spec += [#""acquireTime":\#(moment)"#, #""leaseTransitions":\#(transitions)"#] }
    var metadata = [#""name":\#(JSONText.quoted(name))"#]
    if let version { metadata.append(#""resourceVersion":\#(JSONText.quoted(version))"#) }
    if !annotations.isEmpty {
      let members = annotations.sorted { $0.key < $1.key }.map { key, value in
        "\(JSONText.quoted(key)):\(value.map { JSONText.quoted($0) } ?? "null")"
      }
      metadata.append(#""annotations":{\#(members.joined(separator: ","))}"#)
    }
    let text =
      #"{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{\#(metadata.joined(separator: ","))},"#
      + #""spec":{\#(spec.joined(separator: ","))}}"#
    return Array(text.utf8)
  }
}
