import Race

/// The objects of one kind as the server last told them, by UID. Safe to use from any thread.
package final class ObjectStore<Content: Sendable>: Sendable {
  /// All of it at one moment.
  package struct Contents: Sendable {
    package typealias Object = APIObject<Content>

    package fileprivate(set) var objects: [String: APIObject<Content>] = [:]
    /// Grows when an object comes, goes or differs in what is read.
    package fileprivate(set) var revision = 0
    /// Whether there has been a complete list.
    package fileprivate(set) var isListed = false
    /// When the server was last heard of; nil before the first list.
    package fileprivate(set) var heard: ContinuousClock.Instant?
    /// When `revision` grew last.
    package fileprivate(set) var changed = ContinuousClock.now
  }

  private let state = Condition(Contents())

  package init() {}

  package var contents: Contents { state.update { $0 } }

  func replace(with objects: [APIObject<Content>]) {
    change { contents in
      let new = Dictionary(objects.map { ($0.uid, $0) }, uniquingKeysWith: { $1 })
      let isSame =
        contents.isListed && new.count == contents.objects.count
        && new.allSatisfy { contents.objects[$0]?.digest == $1.digest }
      contents.objects = new
      contents.isListed = true
      return !isSame
    }
  }

  func put(_ object: APIObject<Content>) {
    change { contents in
      let isSame = contents.objects[object.uid]?.digest == object.digest
      contents.objects[object.uid] = object
      return !isSame
    }
  }

  func remove(_ object: APIObject<Content>) { change { $0.objects.removeValue(forKey: object.uid) != nil } }

  /// Notes that the server is there and has nothing new.
  func hear() { change { _ in false } }

  private func change(_ body: (inout Contents) -> Bool) {
    state.update { contents in
      contents.heard = .now
      if body(&contents) {
        contents.revision += 1
        contents.changed = .now
      }
    }
  }
}
