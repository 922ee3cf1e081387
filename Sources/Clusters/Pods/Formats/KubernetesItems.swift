import Basics

/// The objects of one or several files or answers, by kind; lists are taken apart. Of kinds that are not read, those
/// that would make pods are kept by name, the others counted.
package struct KubernetesItems {
  package var nodes: [KubernetesObjects.Node] = []
  package var pods: [KubernetesObjects.Pod] = []
  package var budgets: [KubernetesObjects.DisruptionBudget] = []
  package var priorityClasses: [KubernetesObjects.PriorityClass] = []
  package var namespaces: [KubernetesObjects.Namespace] = []
  var claims: [KubernetesObjects.VolumeClaim] = []
  var volumes: [KubernetesObjects.PersistentVolume] = []
  var storageClasses: [KubernetesObjects.StorageClass] = []
  var storageNodes: [KubernetesObjects.StorageNode] = []
  var podGroups: [KubernetesObjects.PodGroup] = []
  var workloads: [(kind: String, object: KubernetesObjects.Workload)] = []
  /// Objects that hold a pod's template and are not expanded.
  var otherTemplates: [(kind: String, metadata: KubernetesObjects.Metadata)] = []
  /// How many objects there are of each kind that is not read.
  var otherKinds: [String: Int] = [:]
  var warnings = WarningTally()
  private var seen = ObjectsSeen()

  package init() {}

  /// Takes in one JSON value: an object of the API, or a list or an array of them.
  ///
  /// The kind that a list's objects share may come after the objects. Where these have kinds of their own, as `kubectl`
  /// writes them, they are read at once; else when the kind is known.
  /// - Returns: whether it says what it is, as every object of the API does, or can be nothing else.
  package mutating func append(from json: inout JSONReader) throws(InputError) -> Bool {
    if json.nextByte() == UInt8(ascii: "[") {
      try appendItems(from: &json)
      return true
    }
    let start = json
    var kind: String?
    var hasItems = false
    try json.beginObject()
    while kind == nil, let key = try json.nextKeyOrNull() {
      if json.takeNull() {
        // What Go writes of a list without elements.
        hasItems = hasItems || key == "items"
      } else if key == "kind" {
        kind = try json.text()
      } else if key == "items", KubernetesShapes.haveKinds(json) {
        try appendItems(from: &json)
        while try json.nextKey() != nil { try json.skipValue() }
        return true
      } else {
        hasItems = hasItems || key == "items" && json.nextByte() == UInt8(ascii: "[")
        try json.skipValue()
      }
    }
    let end = json
    json = start
    guard let kind = kind ?? (hasItems ? "List" : KubernetesShapes.guessedKind(of: start)) else {
      if KubernetesShapes.holdsLists(start) {
        try appendMembers(from: &json)
        return true
      }
      json = end
      return false
    }
    let group = KubernetesShapes.group(of: start)
    if kind.hasSuffix("List"), kind == "List" || hasItems || KubernetesShapes.hasItems(start) {
      try appendList(of: kind == "List" ? nil : String(kind.dropLast(4)), group, from: &json)
    } else {
      try append(kind, group, from: &json)
    }
    return true
  }

  /// - Parameter kind: of all objects of the list; nil where each has its own.
  private mutating func appendList(
    of kind: String?, _ group: String?, from json: inout JSONReader
  ) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "items" else {
        try json.skipValue()
        continue
      }
      guard let kind else {
        try appendItems(from: &json)
        continue
      }
      try json.beginArray()
      while try json.nextElement() {
        if !json.takeNull() { try append(kind, group, from: &json) }
      }
    }
  }

  private mutating func appendItems(from json: inout JSONReader) throws(InputError) {
    try json.beginArray()
    while try json.nextElement() {
      if json.takeNull() { continue }
      let start = json
      if try append(from: &json) { continue }
      let name = KubernetesShapes.name(of: start) ?? "one without a name"
      warnings.add("an object without a kind is not looked at", about: name)
    }
  }

  /// Lists under names that somebody has given them, such as `{"nodes": {"items": …}, "pods": […]}`.
  private mutating func appendMembers(from json: inout JSONReader) throws(InputError) {
    try json.beginObject()
    while try json.nextKey() != nil {
      switch json.nextByte() {
      case UInt8(ascii: "["): try appendItems(from: &json)
      case UInt8(ascii: "{"): _ = try append(from: &json)
      default: try json.skipValue()
      }
    }
  }

  private mutating func append(
    _ kind: String, _ group: String?, from json: inout JSONReader
  ) throws(InputError) {
    guard try KubernetesKinds.isRead(kind, group, json) else { return try skip(kind, &json) }
    switch kind {
    case "Node": try read(kind, &json, into: \.nodes)
    case "Pod": try read(kind, &json, into: \.pods)
    case "PodDisruptionBudget": try read(kind, &json, into: \.budgets)
    case "PriorityClass": try read(kind, &json, into: \.priorityClasses)
    case "Namespace": try read(kind, &json, into: \.namespaces)
    case "PersistentVolumeClaim": try read(kind, &json, into: \.claims)
    case "PersistentVolume": try read(kind, &json, into: \.volumes)
    case "StorageClass": try read(kind, &json, into: \.storageClasses)
    case "CSINode": try read(kind, &json, into: \.storageNodes)
    case "PodGroup": try read(kind, &json, into: \.podGroups)
    default:
      if let object: KubernetesObjects.Workload = try object(kind, &json) { workloads.append((kind, object)) }
    }
  }

  /// Passes over an object, and keeps what is to be said of that.
  private mutating func skip(_ kind: String, _ json: inout JSONReader) throws(InputError) {
    if kind == "CSIStorageCapacity" || kind == "ResourceQuota" {
      let name = KubernetesShapes.name(of: json) ?? "one without a name"
      warnings.add("objects of the kind \(kind) are not looked at", about: name)
    } else if KubernetesShapes.holdsPodTemplate(json), let metadata = KubernetesShapes.metadata(of: json) {
      otherTemplates.append((kind, metadata))
    } else {
      otherKinds[kind, default: 0] += 1
    }
    try json.skipValue()
  }

  private mutating func read<Item: KubernetesObject>(
    _ kind: String, _ json: inout JSONReader, into list: WritableKeyPath<Self, [Item]>
  ) throws(InputError) {
    if let item: Item = try object(kind, &json) { self[keyPath: list].append(item) }
  }

  /// Reads an object; a mistake in it names it, and what it has that is not known and does not matter is a warning.
  /// - Returns: nil where it has been read already.
  private mutating func object<Item: KubernetesObject>(
    _ kind: String, _ json: inout JSONReader
  ) throws(InputError) -> Item? {
    _ = json.nextByte()
    let start = json
    let item: Item
    do throws(InputError) {
      item = try Item(from: &json)
      if Item.needsName, item.metadata.name?.isEmpty ?? true {
        throw json.mistake(at: start.position, "'metadata.name' is missing")
      }
    } catch {
      let name = KubernetesShapes.name(of: start)
      let place = name.map { "in the \(kind) '\($0)'" } ?? "in a \(kind) without a name"
      throw InputError(file: error.file, line: error.line, "\(error.message) (\(place))")
    }
    if !json.unknown.isEmpty {
      let name = KubernetesShapes.name(of: start) ?? "one without a name"
      for text in json.unknown { warnings.add("\(text) is not known here", about: "\(kind) \(name)") }
      json.unknown = []
    }
    guard try seen.isNew(kind, item.metadata, from: start, to: json.position) else {
      let name = KubernetesShapes.name(of: start) ?? ""
      warnings.add("an object is there twice, the first one counts", about: "\(kind) \(name)")
      return nil
    }
    return item
  }
}

/// What has metadata, as every object of the API does.
protocol KubernetesObject: JSONReadable {
  var metadata: KubernetesObjects.Metadata { get }
  /// Whether nothing can be said of it without a name.
  static var needsName: Bool { get }
}

extension KubernetesObject {
  static var needsName: Bool { false }
}
