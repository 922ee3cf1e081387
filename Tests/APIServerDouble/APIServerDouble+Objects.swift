/// What the cluster's own components do to objects, without a way over HTTP and without faults.
extension APIServerDouble {
  package func object(_ type: ResourceType, _ namespace: String?, _ name: String) -> JSONTree? {
    state.update { $0.tables[type.path]?.objects[StoredObject.key(namespace, name)] }?.value
  }

  /// In the order of namespaces and names.
  package func objects(_ type: ResourceType) -> [StoredObject] {
    state.update { $0.tables[type.path]?.sorted() ?? [] }
  }

  /// All objects of a moment, by the path of their kind.
  package var tables: [String: ObjectTable] { state.update { $0.tables } }

  @discardableResult
  package func create(_ type: ResourceType, _ namespace: String?, _ body: JSONTree) throws(APIError) -> StoredObject {
    try state.update { state in
      Result { () throws(APIError) in try state.create(type, namespace, body) }
    }.get()
  }

  /// Changes an object where it is there; statuses too.
  ///
  /// - Parameter change: returns whether to keep what it has done.
  @discardableResult
  package func modify(
    _ type: ResourceType, _ namespace: String?, _ name: String, _ change: (inout JSONTree) -> Bool
  ) -> Bool {
    state.update { state in
      let key = StoredObject.key(namespace, name)
      guard let object = state.tables[type.path]?.objects[key] else { return false }
      var value = object.value
      guard change(&value), value != object.value else { return false }
      state.commit(type.path, key, value)
      return true
    }
  }

  /// At once, whatever its grace.
  @discardableResult
  package func remove(_ type: ResourceType, _ namespace: String?, _ name: String) -> Bool {
    state.update { $0.remove(type.path, StoredObject.key(namespace, name)) != nil }
  }

  /// As DELETE does, with the grace of a pod.
  @discardableResult
  package func deleteGracefully(_ type: ResourceType, _ namespace: String?, _ name: String, uid: String? = nil) -> Bool
  {
    state.update { state in
      var options = ServerState.DeleteOptions(nil)
      options.uid = uid
      do throws(APIError) {
        _ = try state.delete(type, StoredObject.key(namespace, name), options)
        return true
      } catch {
        return false
      }
    }
  }

  /// - Returns: whether it was bound.
  package func bind(pod name: String, in namespace: String, uid: String, to node: String) -> Bool {
    state.update { state in
      do throws(APIError) {
        try state.bind(
          namespace, name, ["metadata": ["uid": .text(uid)], "target": ["kind": "Node", "name": .text(node)]],
          dryRun: false)
        return true
      } catch {
        return false
      }
    }
  }

  /// The changes of a kind from a position on, and the position behind them.
  ///
  /// - Parameter position: of an earlier call; nil for all objects that there are, as additions.
  package func changes(
    _ type: ResourceType, from position: Int?
  ) -> (changes: [ObjectTable.Change], next: Int) {
    state.update { state in
      var table = state.tables[type.path] ?? ObjectTable()
      if let position, let changes = table.changes(from: position) { return (Array(changes), table.end) }
      return (table.sorted().map { .init(kind: .added, object: $0, previous: nil) }, table.end)
    }
  }
}
