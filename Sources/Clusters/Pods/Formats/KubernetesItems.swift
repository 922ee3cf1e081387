import Basics

/// The objects of one or several files or answers, by kind; lists are taken apart. Of kinds that are not read, those
/// that would make pods are counted.
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
  var warnings = WarningTally()

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
    while kind == nil, let key = try json.nextKey() {
      if key == "kind" {
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
      json = end
      return false
    }
    if kind.hasSuffix("List"), kind == "List" || hasItems || KubernetesShapes.hasItems(start) {
      try appendList(of: kind == "List" ? nil : String(kind.dropLast(4)), from: &json)
    } else {
      try append(kind, from: &json)
    }
    return true
  }

  /// - Parameter kind: of all objects of the list; nil where each has its own.
  private mutating func appendList(of kind: String?, from json: inout JSONReader) throws(InputError) {
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
      while try json.nextElement() { try append(kind, from: &json) }
    }
  }

  private mutating func appendItems(from json: inout JSONReader) throws(InputError) {
    try json.beginArray()
    while try json.nextElement() {
      let start = json
      if try append(from: &json) { continue }
      let name = KubernetesShapes.name(of: start) ?? "one without a name"
      warnings.add("an object without a kind is not looked at", about: name)
    }
  }

  private mutating func append(_ kind: String, from json: inout JSONReader) throws(InputError) {
    switch kind {
    case "Node": nodes.append(try object(kind, &json))
    case "Pod": pods.append(try object(kind, &json))
    case "PodDisruptionBudget": budgets.append(try object(kind, &json))
    case "PriorityClass": priorityClasses.append(try object(kind, &json))
    case "Namespace": namespaces.append(try object(kind, &json))
    case "PersistentVolumeClaim": claims.append(try object(kind, &json))
    case "PersistentVolume": volumes.append(try object(kind, &json))
    case "StorageClass": storageClasses.append(try object(kind, &json))
    case "CSINode": storageNodes.append(try object(kind, &json))
    case "PodGroup": podGroups.append(try object(kind, &json))
    case _ where WorkloadExpansion.kinds.contains(kind) && KubernetesShapes.isWorkload(json):
      workloads.append((kind, try object(kind, &json)))
    case "CSIStorageCapacity", "ResourceQuota":
      let name = KubernetesShapes.name(of: json) ?? "one without a name"
      warnings.add("objects of the kind \(kind) are not looked at", about: name)
      try json.skipValue()
    default:
      if KubernetesShapes.holdsPodTemplate(json), let metadata = KubernetesShapes.metadata(of: json) {
        otherTemplates.append((kind, metadata))
      }
      try json.skipValue()
    }
  }

  /// Reads an object; a mistake in it names it, and what it has that is not known and does not matter is a warning.
  private mutating func object<Item: JSONReadable>(
    _ kind: String, _ json: inout JSONReader
  ) throws(InputError) -> Item {
    let start = json
    let item: Item
    do {
      item = try Item(from: &json)
    } catch {
      guard let name = KubernetesShapes.name(of: start) else { throw error }
      throw InputError(file: error.file, line: error.line, "\(error.message) (in the \(kind) '\(name)')")
    }
    if !json.unknown.isEmpty {
      let name = KubernetesShapes.name(of: start) ?? "one without a name"
      for text in json.unknown { warnings.add("\(text) is not known here", about: "\(kind) \(name)") }
      json.unknown = []
    }
    return item
  }
}
