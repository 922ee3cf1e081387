import Basics
import KubernetesAPI
import Logging
import Telemetry

/// What the cluster has of each kind that plans depend on.
struct ClusterMirror: Sendable {
  /// Of all kinds at one moment.
  struct View: Sendable {
    fileprivate let contents: [(kind: ResourceKind, contents: ObjectStore.Contents)]

    /// Grows when something that matters changes.
    var revision: Int { contents.reduce(0) { $0 + $1.contents.revision } }

    /// Whether every kind has been listed; until then a plan would break rules that it does not know.
    var isComplete: Bool { contents.allSatisfy(\.contents.isListed) }

    /// When something that matters changed last.
    var changed: ContinuousClock.Instant { contents.map(\.contents.changed).max() ?? .now }

    /// Seconds since the server was heard of for the kind that is oldest; nil while a list is missing.
    var age: Double? {
      let heard = contents.compactMap(\.contents.heard)
      guard heard.count == contents.count, let oldest = heard.min() else { return nil }
      return (ContinuousClock.now - oldest).inSeconds
    }

    /// In a fixed order.
    func objects(of kind: ResourceKind) -> [APIObject] {
      (contents.first { $0.kind == kind }?.contents.objects.values).map { objects in
        objects.sorted { ($0.namespace, $0.name, $0.uid) < ($1.namespace, $1.name, $1.uid) }
      } ?? []
    }

    /// A list a kind, as the reader of snapshots takes them.
    var text: [UInt8] {
      var text: [UInt8] = []
      for (kind, _) in contents {
        text += #"{"kind":"\#(kind.name)List","apiVersion":"\#(kind.apiVersion)","items":["#.utf8
        for (index, object) in objects(of: kind).enumerated() {
          if index > 0 { text.append(UInt8(ascii: ",")) }
          text += object.json
        }
        text += "]}\n".utf8
      }
      return text
    }
  }

  private let reflectors: [Reflector]

  init(_ client: APIClient, settings: Reflector.Settings, metrics: Metrics, logger: Logger) {
    reflectors = ResourceKind.ofSnapshots.map { kind in
      Reflector(kind, client, settings: settings, logger: logger) { occurrence in
        let label: KeyValuePairs = ["kind": kind.name]
        switch occurrence {
        case .listed: metrics.count(.lists, label)
        case .watchBegan: metrics.count(.watches, label)
        case .watchEnded: break
        case .gone: metrics.count(.versionsGone, label)
        case .failed: metrics.count(.apiFailures, label)
        }
      }
    }
  }

  var view: View { View(contents: reflectors.map { ($0.kind, $0.store.contents) }) }

  /// Lists and watches until the task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      for reflector in reflectors { group.addTask { await reflector.run() } }
    }
  }

  /// Lists everything once.
  ///
  /// - Throws: `APIFailure` for the first list that fails.
  func refresh() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for reflector in reflectors { group.addTask { try await reflector.refresh() } }
      try await group.waitForAll()
    }
  }
}
