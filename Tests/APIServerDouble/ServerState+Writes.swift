/// The verbs that change objects, as the API's concepts describe them.
extension ServerState {
  /// - Throws: `AlreadyExists`, and what makes the object unfit.
  mutating func create(
    _ type: ResourceType, _ namespace: String?, _ body: JSONTree, dryRun: Bool = false
  ) throws(APIError) -> StoredObject {
    var value = body
    if let kind = body["kind"]?.text, kind != type.kind {
      throw .badRequest("the object is of the kind \(kind), and the path is for \(type.kind)")
    }
    if let inBody = body["metadata", "namespace"]?.text, inBody != namespace ?? "" {
      throw .badRequest("the namespace of the provided object does not match the namespace sent on the request")
    }
    var name = body["metadata", "name"]?.text ?? ""
    if name.isEmpty {
      guard let prefix = body["metadata", "generateName"]?.text, !prefix.isEmpty else {
        throw .invalid(type, "", "metadata.name: Required value: name or generateName is required")
      }
      name = prefix + newSuffix()
    }
    let key = StoredObject.key(namespace, name)
    if tables[type.path]?.objects[key] != nil { throw .exists(type, name) }
    value["kind"] = .text(type.kind)
    value["apiVersion"] = .text(type.apiVersion)
    value["metadata", "name"] = .text(name)
    if let namespace { value["metadata", "namespace"] = .text(namespace) }
    value["metadata", "uid"] = .text(newUID())
    value["metadata", "creationTimestamp"] = .text(APITime.text())
    value["metadata", "deletionTimestamp"] = nil
    if value["spec"] != nil { value["metadata", "generation"] = 1 }
    if type == .pods { try admitPod(&value, name) }
    return dryRun ? StoredObject(key: key, version: version, value) : commit(type.path, key, value)
  }

  /// Takes the whole of an object, or its status alone.
  ///
  /// - Throws: `NotFound`; `Conflict` where it has changed since the version in it.
  mutating func replace(
    _ type: ResourceType, _ key: String, with body: JSONTree, subresource: String? = nil, dryRun: Bool = false
  ) throws(APIError) -> StoredObject {
    guard let object = tables[type.path]?.objects[key] else { throw .notFound(type, Self.name(key)) }
    let old = object.value
    if let name = body["metadata", "name"]?.text, name != object.name {
      throw .badRequest("the name of the object (\(name)) does not match the name on the URL (\(object.name))")
    }
    if let seen = body["metadata", "resourceVersion"]?.text, !seen.isEmpty, seen != "0", seen != String(object.version)
    {
      throw .conflict(
        type, object.name,
        "the object has been modified; please apply your changes to the latest version and try again")
    }
    if let uid = body["metadata", "uid"]?.text, uid != object.uid {
      throw .conflict(
        type, object.name, "Precondition failed: UID in precondition: \(uid), UID in object meta: \(object.uid)")
    }
    var new = body
    if subresource == "status" {
      new = old
      new["status"] = body["status"]
    } else if type.hasStatus {
      new["status"] = old["status"]
    }
    for member in ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"] {
      new["metadata", member] = old["metadata", member]
    }
    for member in ["name", "namespace", "resourceVersion"] { new["metadata", member] = old["metadata", member] }
    new["kind"] = .text(type.kind)
    new["apiVersion"] = .text(type.apiVersion)
    if type == .pods, new["spec", "nodeName"] != old["spec", "nodeName"] {
      throw .invalid(type, object.name, "spec: Forbidden: pod updates may not change fields other than a few")
    }
    if new["spec"] != old["spec"], let generation = old["metadata", "generation"]?.integer {
      new["metadata", "generation"] = JSONTree(generation + 1)
    }
    if new == old { return object }
    if dryRun { return StoredObject(key: key, version: object.version, new) }
    if new["metadata", "deletionTimestamp"] != nil, type != .pods,
      (new["metadata", "finalizers"]?.elements ?? []).isEmpty
    {
      return remove(type.path, key) ?? object
    }
    return commit(type.path, key, new)
  }

  /// The options of a deletion or an eviction.
  struct DeleteOptions: Sendable {
    var uid: String?
    var resourceVersion: String?
    var grace: Int?
    var dryRun = false

    init(_ body: JSONTree?, _ query: [String: String] = [:]) {
      uid = body?["preconditions", "uid"]?.text
      resourceVersion = body?["preconditions", "resourceVersion"]?.text
      grace = body?["gracePeriodSeconds"]?.integer ?? query["gracePeriodSeconds"].flatMap { Int($0) }
      dryRun = query["dryRun"] == "All" || body?["dryRun"]?.elements.contains("All") ?? false
    }

    /// - Throws: `Conflict` where the object is another one than the caller thinks.
    func check(_ type: ResourceType, _ object: StoredObject) throws(APIError) {
      if let uid, uid != object.uid {
        throw .conflict(
          type, object.name, "Precondition failed: UID in precondition: \(uid), UID in object meta: \(object.uid)")
      }
      if let resourceVersion, resourceVersion != String(object.version) {
        throw .conflict(
          type, object.name,
          "Precondition failed: ResourceVersion in precondition: \(resourceVersion), "
            + "ResourceVersion in object meta: \(object.version)")
      }
    }
  }

  /// Pods that run stay until their grace is over, and what has finalizers until these are gone.
  ///
  /// - Returns: the object, and whether it is gone already.
  mutating func delete(
    _ type: ResourceType, _ key: String, _ options: DeleteOptions
  ) throws(APIError) -> (object: StoredObject, isGone: Bool) {
    guard let object = tables[type.path]?.objects[key] else { throw .notFound(type, Self.name(key)) }
    try options.check(type, object)
    var value = object.value
    var grace = 0
    if type == .pods {
      grace = options.grace ?? value["spec", "terminationGracePeriodSeconds"]?.integer ?? 30
      let phase = value["status", "phase"]?.text ?? ""
      if (value["spec", "nodeName"]?.text ?? "").isEmpty || phase == "Succeeded" || phase == "Failed" { grace = 0 }
    }
    let isHeld = !(value["metadata", "finalizers"]?.elements ?? []).isEmpty
    if grace <= 0, !isHeld {
      if options.dryRun { return (object, true) }
      return (remove(type.path, key) ?? object, true)
    }
    let known = value["metadata", "deletionGracePeriodSeconds"]?.integer
    if value["metadata", "deletionTimestamp"] != nil, known.map({ $0 <= grace }) ?? true { return (object, false) }
    value["metadata", "deletionTimestamp"] = .text(APITime.text(in: Double(grace)))
    value["metadata", "deletionGracePeriodSeconds"] = JSONTree(grace)
    if options.dryRun { return (StoredObject(key: key, version: object.version, value), false) }
    return (commit(type.path, key, value), false)
  }

  private static func name(_ key: String) -> String { StoredObject(key: key, version: 0, text: []).name }

  /// What admission and defaults add to a pod.
  private func admitPod(_ pod: inout JSONTree, _ name: String) throws(APIError) {
    guard !(pod["spec", "containers"]?.elements ?? []).isEmpty else {
      throw .invalid(.pods, name, "spec.containers: Required value")
    }
    for (member, value) in [
      ("schedulerName", "default-scheduler"), ("terminationGracePeriodSeconds", 30), ("restartPolicy", "Always"),
    ] as [(String, JSONTree)] where pod["spec", member] == nil {
      pod["spec", member] = value
    }
    let classes = tables[ResourceType.priorityClasses.path]?.objects.values.map(\.value) ?? []
    let wanted = pod["spec", "priorityClassName"]?.text
    let builtIn = ["system-node-critical": 2_000_001_000, "system-cluster-critical": 2_000_000_000]
    let found = classes.first {
      wanted == nil ? $0["globalDefault"]?.boolean == true : $0["metadata", "name"]?.text == wanted
    }
    if let wanted, !wanted.isEmpty, found == nil, builtIn[wanted] == nil {
      throw APIError(403, "Forbidden", "pods \"\(name)\" is forbidden: no PriorityClass with name \(wanted) was found")
    }
    pod["spec", "priority"] = found?["value"] ?? JSONTree(wanted.flatMap { builtIn[$0] } ?? 0)
    pod["status"] = ["phase": "Pending", "qosClass": "Burstable"]
    if let node = pod["spec", "nodeName"]?.text, !node.isEmpty {
      pod["status", "conditions"] = [["type": "PodScheduled", "status": "True"]]
    }
  }
}
