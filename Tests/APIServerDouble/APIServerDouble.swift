import Race

/// An API server for tests, written from Kubernetes' description of lists and watches: one version counts all changes,
/// lists come in pages, watches go on from a version, and versions that are too old are gone.
package final class APIServerDouble: Sendable {
  /// What was asked.
  package struct Call: Sendable {
    package let method: String
    package let path: String
    package let query: [String: String]
    package let authorization: String?
    package let body: String

    package var isWatch: Bool { query["watch"] == "true" }
  }

  /// How a watch from a version that is gone is answered: servers do both.
  package enum GoneForm: Sendable { case status, event }

  struct Change: Sendable {
    let version: Int
    let path: String
    let line: String
  }

  struct Item: Sendable {
    let key: String
    let json: String
  }

  struct State: Sendable {
    var version = 100
    /// Watches from versions below are gone.
    var oldest = 0
    var items: [String: [Item]] = [:]
    var changes: [Change] = []
    /// The lists that pages are of, by version and path.
    var pages: [String: [Item]] = [:]
    /// Statuses of the next answers, by path.
    var failures: [String: [Int]] = [:]
    var goneForm = GoneForm.status
    /// Watches that began before the last cut end as a broken connection does.
    var cuts = 0
    var isSlow = false
    var watches = 0
    var calls: [Call] = []
  }

  let state = Condition(State())

  package init() {}

  package var calls: [Call] { state.update { $0.calls } }
  /// Watches that are open.
  package var watches: Int { state.update { $0.watches } }
  package var version: Int { state.update { $0.version } }

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
      let key = "\(namespace ?? "")/\(name)"
      var items = state.items[path] ?? []
      let index = items.firstIndex { $0.key == key }
      if let index { items[index] = Item(key: key, json: json) } else { items.append(Item(key: key, json: json)) }
      state.items[path] = items
      let type = index == nil ? "ADDED" : "MODIFIED"
      state.changes.append(
        Change(version: state.version, path: path, line: #"{"type":"\#(type)","object":\#(json)}"#))
    }
  }

  package func delete(_ path: String, _ name: String, namespace: String? = nil) {
    state.update { state in
      let key = "\(namespace ?? "")/\(name)"
      guard let item = state.items[path]?.first(where: { $0.key == key }) else { return }
      state.version += 1
      state.items[path]?.removeAll { $0.key == key }
      state.changes.append(
        Change(version: state.version, path: path, line: #"{"type":"DELETED","object":\#(item.json)}"#))
    }
  }

  /// Tells the watches of a kind that nothing has happened up to a new version.
  package func bookmark(_ path: String) {
    state.update { state in
      state.version += 1
      let object = #"{"kind":"Any","metadata":{"resourceVersion":"\#(state.version)","creationTimestamp":null}}"#
      state.changes.append(
        Change(version: state.version, path: path, line: #"{"type":"BOOKMARK","object":\#(object)}"#))
    }
  }

  /// Forgets all changes up to now and breaks the watches, so that they cannot go on.
  package func compact(_ form: GoneForm) {
    state.update { state in
      state.version += 1
      state.oldest = state.version
      state.changes = []
      state.pages = [:]
      state.goneForm = form
      state.cuts += 1
    }
  }

  /// Breaks the connections of all watches.
  package func cut() { state.update { $0.cuts += 1 } }

  /// Answers the next calls of a path with these statuses.
  package func fail(_ path: String, with statuses: [Int]) { state.update { $0.failures[path] = statuses } }

  /// Sends a few bytes at a time.
  package func slowDown() { state.update { $0.isSlow = true } }
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
