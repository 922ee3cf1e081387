import Race

/// An API server for tests, written from Kubernetes' description of its API: objects by kind, lists in pages, watches
/// that go on from a version, writes with their conflicts, evictions with budgets, and faults where a test wants some.
///
/// What the controllers, the scheduler and the kubelets of a cluster do is done by nobody here.
package final class APIServerDouble: Sendable {
  /// What was asked.
  package struct Call: Sendable {
    package let method: String
    package let path: String
    package let query: [String: String]
    package let authorization: String?
    package let userAgent: String?
    package let contentType: String?
    package let body: String

    package var isWatch: Bool { query["watch"] == "true" || query["watch"] == "1" }

    package init(
      method: String, path: String, query: [String: String], authorization: String?, userAgent: String?,
      contentType: String?, body: String
    ) {
      self.method = method
      self.path = path
      self.query = query
      self.authorization = authorization
      self.userAgent = userAgent
      self.contentType = contentType
      self.body = body
    }
  }

  /// A write that was asked for, and what it came to.
  package struct Audit: Sendable {
    package let call: Call
    /// Of the answer.
    package let status: Int
    /// Seconds since 1970.
    package let time: Double
    /// All objects before it, by the path of their kind.
    package let before: [String: ObjectTable]

    package init(call: Call, status: Int, time: Double, before: [String: ObjectTable]) {
      self.call = call
      self.status = status
      self.time = time
      self.before = before
    }

    /// - Parameter key: "namespace/name".
    package func object(_ type: ResourceType, _ key: String) -> JSONTree? { before[type.path]?.objects[key]?.value }
  }

  /// How a watch from a version that is gone is answered: servers do both.
  package enum GoneForm: Sendable { case status, event }

  let state = Condition(ServerState())

  package init() {}

  package var calls: [Call] { state.update { $0.calls } }
  /// Watches that are open.
  package var watches: Int { state.update { $0.watches } }
  package var version: Int { state.update { $0.version } }

  // MARK: Objects

  /// Adds or changes an object.
  ///
  /// - Parameters:
  ///   - path: of the kind, such as "/api/v1/pods".
  ///   - metadata: further members of its metadata, each behind a comma.
  ///   - rest: further members, each behind a comma.
  package func put(
    _ path: String, _ name: String, namespace: String? = nil, uid: String? = nil, metadata: String = "",
    _ rest: String = ""
  ) {
    state.update { state in
      state.version += 1
      let place = namespace.map { #""namespace":"\#($0)","# } ?? ""
      let json =
        #"{"metadata":{"name":"\#(name)",\#(place)"uid":"\#(uid ?? "uid-\(name)")","#
        + #""resourceVersion":"\#(state.version)"\#(metadata)}\#(rest)}"#
      state.tables[path, default: ObjectTable()].put(
        StoredObject(key: StoredObject.key(namespace, name), version: state.version, text: Array(json.utf8)))
      state.wake(path)
    }
  }

  package func delete(_ path: String, _ name: String, namespace: String? = nil) {
    state.update { _ = $0.remove(path, StoredObject.key(namespace, name)) }
  }

  /// Tells the watches of a kind that nothing has happened up to a new version.
  package func bookmark(_ path: String) {
    state.update { state in
      state.version += 1
      let mark = StoredObject(key: "", version: state.version, text: Self.bookmark(state.version, path))
      state.tables[path, default: ObjectTable()].append(.init(kind: .bookmark, object: mark, previous: nil))
      state.wake(path)
    }
  }

  static func bookmark(_ version: Int, _ path: String) -> [UInt8] {
    let type = ResourceType.byPath[path]
    return Array(
      (#"{"kind":"\#(type?.kind ?? "Any")","apiVersion":"\#(type?.apiVersion ?? "v1")","#
        + #""metadata":{"resourceVersion":"\#(version)","creationTimestamp":null}}"#).utf8)
  }

  // MARK: Faults

  /// Forgets all changes up to now and breaks the watches, so that they cannot go on.
  package func compact(_ form: GoneForm) {
    state.update { state in
      state.version += 1
      for path in Set(state.tables.keys).union(ResourceType.byPath.keys) {
        state.tables[path, default: ObjectTable()].forgetAll(before: state.version)
      }
      state.pages = []
      state.goneForm = form
      state.cuts += 1
      state.wakeAll()
    }
  }

  /// Breaks the connections of all watches.
  package func cut() {
    state.update { state in
      state.cuts += 1
      state.wakeAll()
    }
  }

  /// Answers the next calls of a path with these statuses.
  package func fail(_ path: String, with statuses: [Int]) { state.update { $0.failures[path] = statuses } }

  /// Sends a few bytes at a time.
  package func slowDown() { state.update { $0.isSlow = true } }

  /// Calls that fail by chance.
  package func setFaults(_ faults: APIFaults) { state.update { $0.faults = faults } }

  // MARK: Settings

  /// Shows each write to a hook, in the order in which they take effect; it must not call the server.
  package func audit(_ hook: @escaping @Sendable (Audit) -> Void) { state.update { $0.auditor = hook } }

  /// Whether `calls` grows; a long run has no use for it.
  package func recordCalls(_ records: Bool) { state.update { $0.recordsCalls = records } }

  /// What an eviction is told that a budget refuses; servers say nothing where the budget has nothing left, and clients
  /// such as kubectl, which obey what they are told, ask again by themselves then.
  package func setEvictionRetryAfter(_ seconds: Int?) { state.update { $0.evictionRetryAfter = seconds } }

  /// Pods that are being deleted are gone so many seconds later, whatever their grace, while the server serves.
  package func endPods(after seconds: Double) { state.update { $0.podsEndAfter = seconds } }
}

/// Waits until something holds; tests fail by what they expect next where it never does.
package func eventually(within seconds: Double = 20, _ holds: () async -> Bool) async -> Bool {
  let end = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < end {
    if await holds() { return true }
    try? await Task.sleep(for: .milliseconds(20))
  }
  return await holds()
}
