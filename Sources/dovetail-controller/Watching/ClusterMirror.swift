import Basics
import KubernetesAPI
import Logging
import Pods
import Telemetry

/// What the cluster has of each kind that plans depend on.
struct ClusterMirror: Sendable {
  typealias Contents = ObjectStore<MirroredObject>.Contents

  /// Of all kinds at one moment.
  struct View: Sendable {
    fileprivate let contents: [(kind: ResourceKind, contents: Contents)]

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

    /// By UID.
    func objects(of kind: ResourceKind) -> [String: APIObject<MirroredObject>] {
      contents.first { $0.kind == kind }?.contents.objects ?? [:]
    }

    var pods: [String: APIObject<MirroredObject>] { objects(of: .pods) }

    /// Of all kinds but pods.
    var revisionBesidePods: Int { contents.reduce(0) { $0 + ($1.kind == .pods ? 0 : $1.contents.revision) } }

    /// Of all kinds but pods, in a fixed order.
    var itemsBesidePods: [ClusterItem] {
      contents.filter { $0.kind != .pods }.flatMap { kind in
        kind.contents.objects.values.sorted { $0.label < $1.label }.map(\.content.item)
      }
    }
  }

  private let reflectors: [Reflector<MirroredObject>]

  init(_ client: APIClient, settings: ReflectorSettings, metrics: Metrics, logger: Logger) {
    reflectors = ResourceKind.ofSnapshots.map { kind in
      let reading = ObjectReading(kind) { MirroredObject(kind, $0) }
      return Reflector(reading, client, settings: settings, logger: logger) { occurrence in
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
