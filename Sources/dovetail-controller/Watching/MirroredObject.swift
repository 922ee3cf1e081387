import Basics
import KubernetesAPI
import Pods

/// What is kept of an object of the cluster.
struct MirroredObject: Sendable {
  /// As snapshots have it.
  let item: ClusterItem
  /// Of a pod that can be read; what cannot be, the reader of the snapshot refuses with words.
  let pod: PodFacts?
  /// Whether an annotation of ours asks to leave alone what it is about.
  let isPaused: Bool

  init(_ kind: ResourceKind, _ json: [UInt8]) {
    item = ClusterItem(kind.name, json: json)
    let reader = JSONReader(SourceText(name: "a \(kind.name)", bytes: json), place: .path)
    var podReader = reader
    pod = kind == .pods ? try? PodFacts(from: &podReader) : nil
    isPaused = kind == .nodes || kind == .namespaces || kind == .pods ? Self.isPaused(reader) : false
  }

  private static func isPaused(_ json: JSONReader) -> Bool {
    var json = json
    do throws(InputError) {
      try json.beginObject()
      while let key = try json.nextKey() {
        guard key == "metadata" else {
          try json.skipValue()
          continue
        }
        try json.beginObject()
        while let member = try json.nextKey() {
          guard member == "annotations" else {
            try json.skipValue()
            continue
          }
          try json.beginObject()
          while let name = try json.nextKey() {
            if name == Annotations.paused { return Annotations.isPaused(try json.text()) }
            try json.skipValue()
          }
        }
      }
    } catch {
      return false
    }
    return false
  }
}

/// The annotations by which people and this program speak to each other.
enum Annotations {
  /// On the lease: nobody is evicted; on a namespace, a node or a pod: nobody there is.
  static let paused = "dovetail.dev/paused"

  /// Whoever writes it in haste is understood: every value but "false" pauses.
  static func isPaused(_ value: String?) -> Bool { value.map { $0.lowercased() != "false" } ?? false }

  /// On the lease: what people want done.
  static let request = "dovetail.dev/request"
  /// On the lease: what came of it.
  static let requestResult = "dovetail.dev/request-result"
  /// On the lease: what a leader must know of the one before.
  static let journal = "dovetail.dev/journal"
}
