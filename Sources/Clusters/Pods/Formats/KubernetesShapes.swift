import Basics

/// What an object can be told to be from a look ahead, before it is read.
///
/// Whatever is wrong with it is found again where it is read, so mistakes are no errors here.
enum KubernetesShapes {
  /// Whether the first of the objects in the array that is next has a kind.
  static func haveKinds(_ json: JSONReader) -> Bool {
    var json = json
    guard (try? json.beginArray()) != nil, (try? json.nextElement()) == true else { return false }
    return has("kind", json)
  }

  static func hasItems(_ json: JSONReader) -> Bool { has("items", json) }

  /// Of an object without a kind, by the fields that only its kind has: a pod has containers, a node has room for them.
  static func guessedKind(of json: JSONReader) -> String? {
    var own: Set<String> = []
    var spec: Set<String> = []
    var status: Set<String> = []
    walk(json) { key, json in
      own.insert(key)
      if key == "spec" { spec = keys(of: json) }
      if key == "status" { status = keys(of: json) }
      return true
    }
    func has(_ keys: Set<String>, _ words: String...) -> Bool { words.contains { keys.contains($0) } }
    if has(spec, "containers") { return "Pod" }
    if has(spec, "accessModes") {
      return has(spec, "capacity", "persistentVolumeReclaimPolicy") ? "PersistentVolume" : "PersistentVolumeClaim"
    }
    if has(status, "disruptionsAllowed") { return "PodDisruptionBudget" }
    if has(spec, "minAvailable", "maxUnavailable"), has(spec, "selector") { return "PodDisruptionBudget" }
    // What cluster autoscalers and the cluster API call a machine has these too.
    let isMachine = has(spec, "nodeClassRef", "clusterName")
    if has(status, "allocatable", "capacity", "nodeInfo") || has(spec, "podCIDR", "podCIDRs"), !isMachine {
      return "Node"
    }
    if has(own, "value"), has(own, "globalDefault", "preemptionPolicy", "description"), spec.isEmpty {
      return "PriorityClass"
    }
    if has(own, "provisioner") { return "StorageClass" }
    if has(spec, "drivers") { return "CSINode" }
    if has(spec, "minMember") { return "PodGroup" }
    if spec == ["finalizers"] || own == ["metadata", "spec", "status"] && spec.isEmpty && status == ["phase"] {
      return "Namespace"
    }
    return nil
  }

  /// The group of its `apiVersion`, empty for the core of the API; nil where it has none.
  static func group(of json: JSONReader) -> String? {
    var version: String?
    walk(json) { key, json in
      guard key == "apiVersion" else { return true }
      var json = json
      version = try? json.text()
      return false
    }
    return version.map { version in
      version.firstIndex(of: "/").map { String(version[..<$0]) } ?? ""
    }
  }

  /// Whether it has members that are lists of objects with metadata.
  static func holdsLists(_ json: JSONReader) -> Bool {
    var found = false
    walk(json) { _, json in
      switch json.peek {
      case UInt8(ascii: "["): found = anyElement(json) { has("metadata", $0) || hasItems($0) }
      case UInt8(ascii: "{"): found = hasItems(json)
      default: break
      }
      return !found
    }
    return found
  }

  /// Whether the specification holds containers somewhere, as templates of pods do.
  static func holdsPodTemplate(_ json: JSONReader) -> Bool {
    var found = false
    walk(json) { key, json in
      if key == "spec" || key == "template" { found = holdsContainers(json) }
      return !found
    }
    return found
  }

  private static func holdsContainers(_ json: JSONReader) -> Bool {
    var found = false
    walk(json) { key, json in
      let isArray = json.peek == UInt8(ascii: "[")
      found = key == "containers" ? isArray : isArray ? anyElement(json, holdsContainers) : holdsContainers(json)
      return !found
    }
    return found
  }

  static func metadata(of json: JSONReader) -> KubernetesObjects.Metadata? {
    var metadata: KubernetesObjects.Metadata?
    walk(json) { key, json in
      guard key == "metadata" else { return true }
      var json = json
      metadata = try? KubernetesObjects.Metadata(from: &json)
      return false
    }
    return metadata
  }

  /// "namespace/name", or the name of what has no namespace; nil where there is no name.
  static func name(of json: JSONReader) -> String? {
    var parts: [String: String] = [:]
    walk(json) { key, json in
      guard key == "metadata" else { return true }
      walk(json) { key, json in
        var json = json
        if key == "name" || key == "namespace" { parts[key] = try? json.text() }
        return true
      }
      return false
    }
    guard let name = parts["name"] else { return nil }
    return parts["namespace"].map { "\($0)/\(name)" } ?? name
  }

  /// The keys of its members, those that are null included.
  private static func keys(of json: JSONReader) -> Set<String> {
    var json = json
    var keys: Set<String> = []
    guard json.peek == UInt8(ascii: "{"), (try? json.beginObject()) != nil else { return [] }
    while let key = (try? json.nextKeyOrNull()) ?? nil {
      keys.insert(key)
      guard (try? json.skipValue()) != nil else { break }
    }
    return keys
  }

  private static func has(_ key: String, _ json: JSONReader) -> Bool {
    var found = false
    walk(json) { member, _ in
      found = member == key
      return !found
    }
    return found
  }

  /// Shows the members of the object that is next, until `visit` has seen enough or something is wrong.
  private static func walk(_ json: JSONReader, _ visit: (String, JSONReader) -> Bool) {
    var json = json
    guard json.peek == UInt8(ascii: "{"), (try? json.beginObject()) != nil else { return }
    while let key = (try? json.nextKey()) ?? nil {
      guard visit(key, json), (try? json.skipValue()) != nil else { return }
    }
  }

  private static func anyElement(_ json: JSONReader, _ holds: (JSONReader) -> Bool) -> Bool {
    var json = json
    guard (try? json.beginArray()) != nil else { return false }
    while (try? json.nextElement()) == true {
      if holds(json) { return true }
      guard (try? json.skipValue()) != nil else { return false }
    }
    return false
  }
}

extension JSONReader {
  /// Passes over what stands between JSON texts: logs, and the `---` of documents.
  mutating func skipSeparators() {
    repeat {
      skipLogs()
      if nextByte() == UInt8(ascii: "-"), isNext("---\n") { position += 3 }
    } while nextByte() == UInt8(ascii: "=") && isNext("==== START logs") || isNext("---\n")
  }

  /// Passes over the logs of containers, which `kubectl cluster-info dump` writes between the lists. A log may end
  /// within a line, and the mark of its end then stands on that line.
  mutating func skipLogs() {
    let begin = "==== START logs"
    while nextByte() == UInt8(ascii: "="), isNext(begin) {
      let line = bytes[position...].prefix { $0 != 10 }
      let ending = Array("==== END logs".utf8) + line.dropFirst(begin.utf8.count)
      position = line.endIndex
      while position < bytes.count, !bytes[position...].starts(with: ending) {
        position = bytes[(position + 1)...].firstIndex(of: ending[0]) ?? bytes.count
      }
      position = min(bytes.count, position + ending.count)
    }
  }

  /// The first byte of the value that is next.
  fileprivate var peek: UInt8? {
    var json = self
    return json.nextByte()
  }
}
