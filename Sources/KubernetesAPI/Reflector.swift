import Basics
import Logging

/// How lists and watches are asked for.
package struct ReflectorSettings: Sendable {
  /// Objects of one page of a list.
  package var pageSize = 500
  /// Seconds after which the server ends a watch; up to twice as many, so that not all end at once.
  package var watchTime = 300
  package var backOff = BackOff()

  package init() {}
}

/// What a reflector has met with, to be counted.
package enum ReflectorOccurrence: Sendable, Equatable {
  case listed(objects: Int)
  case watchBegan
  case watchEnded
  /// The server no longer keeps the version that the watch was to go on from.
  case gone
  case failed(APIFailure)
}

/// Keeps a store equal to what the server has of one kind: lists it, watches it from there on, goes on behind the last
/// version after a cut, and lists again when the server no longer keeps that version.
///
/// - Source: "Efficient detection of changes" in Kubernetes' API concepts.
package struct Reflector<Content: Sendable>: Sendable {
  package let store = ObjectStore<Content>()
  private let reading: ObjectReading<Content>
  private let client: APIClient
  private let settings: ReflectorSettings
  private let logger: Logger
  private let observe: @Sendable (ReflectorOccurrence) -> Void

  /// - Parameter observe: called for what happens, from any thread.
  package init(
    _ reading: ObjectReading<Content>, _ client: APIClient, settings: ReflectorSettings = ReflectorSettings(),
    logger: Logger,
    observe: @escaping @Sendable (ReflectorOccurrence) -> Void = { _ in }
  ) {
    self.reading = reading
    self.client = client
    self.settings = settings
    self.observe = observe
    var logger = logger
    logger[metadataKey: "kind"] = "\(reading.kind.name)"
    self.logger = logger
  }

  package var kind: ResourceKind { reading.kind }

  /// Until the task is cancelled.
  package func run() async {
    var backOff = settings.backOff
    /// The version that the store is at; nil where it is to be listed.
    var version: String?
    while !Task.isCancelled {
      let start = ContinuousClock.now
      let known = version
      do {
        guard let known else {
          version = try await refresh()
          continue
        }
        observe(.watchBegan)
        try await watch(from: known) { version = $0 }
        observe(.watchEnded)
        if version != known || ContinuousClock.now - start > .seconds(1) {
          backOff.reset()
        } else {
          // A server that ends each watch at once is not to be asked without pause.
          try await Task.sleep(for: .seconds(backOff.wait()))
        }
      } catch is CancellationError {
        return
      } catch {
        if known != nil, version != known || ContinuousClock.now - start > .seconds(10) { backOff.reset() }
        let failure = error as? APIFailure ?? APIFailure("\(error)")
        if failure.isGone { version = nil }
        await rest(after: failure, &backOff)
      }
    }
  }

  private func rest(after failure: APIFailure, _ backOff: inout BackOff) async {
    observe(failure.isGone ? .gone : .failed(failure))
    var seconds = backOff.wait()
    if let asked = failure.retryAfter { seconds = max(seconds, min(asked, 60)) }
    logger.warning(
      failure.isGone ? "the version is gone, listing again" : "the API server does not answer as it should",
      metadata: ["error": "\(failure)", "seconds": "\(seconds)"])
    try? await Task.sleep(for: .seconds(seconds))
  }

  /// Fills the store by a list.
  ///
  /// - Returns: the version of the list.
  /// - Throws: `APIFailure`; `CancellationError`.
  @discardableResult
  package func refresh() async throws -> String {
    let objects: [APIObject<Content>]
    let version: String
    do {
      (objects, version) = try await pages(of: settings.pageSize)
    } catch let failure as APIFailure where failure.isGone {
      // The pages took so long that their version is gone; all in one answer has no such end.
      (objects, version) = try await pages(of: nil)
    }
    store.replace(with: objects)
    observe(.listed(objects: objects.count))
    logger.debug("listed", metadata: ["objects": "\(objects.count)", "version": "\(version)"])
    return version
  }

  private func pages(of size: Int?) async throws -> ([APIObject<Content>], version: String) {
    var objects: [APIObject<Content>] = []
    var query = size.map { "?limit=\($0)" } ?? ""
    while true {
      let page = try ListPage(try await client.call(.get, kind.path + query), reading)
      objects += page.items
      guard let next = page.next else { return (objects, page.resourceVersion) }
      query = "?limit=\(size ?? settings.pageSize)&continue=\(Self.escaped(next))"
    }
  }

  /// Takes events into the store until the server ends the watch.
  ///
  /// - Parameter advance: called with each version that the store is at from now on.
  /// - Throws: `APIFailure`, also for what an ERROR event says; `CancellationError`.
  private func watch(from version: String, _ advance: (String) -> Void) async throws {
    let seconds = Int.random(in: settings.watchTime...(2 * settings.watchTime))
    let query =
      "?watch=true&allowWatchBookmarks=true&timeoutSeconds=\(seconds)&resourceVersion=" + Self.escaped(version)
    var lines = WatchLines()
    func reach(_ version: String) {
      if !version.isEmpty { advance(version) }
    }
    try await client.stream(kind.path + query, within: Double(seconds) + 30) { part in
      try lines.append(part) { line in
        switch try WatchEvent(line, reading) {
        case .changed(let object):
          store.put(object)
          reach(object.resourceVersion)
        case .deleted(let object):
          store.remove(object)
          reach(object.resourceVersion)
        case .bookmark(let version):
          store.hear()
          reach(version)
        case .failed(let failure): throw failure
        }
      }
    }
  }

  /// What a query's value may not hold, in percents.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// Lines put together from parts that end anywhere.
private struct WatchLines {
  /// Larger than any object that the API server takes.
  private static let limit = 16 << 20
  private var rest: [UInt8] = []

  mutating func append(_ part: [UInt8], _ take: ([UInt8]) throws -> Void) throws {
    var start = part.startIndex
    while let end = part[start...].firstIndex(of: 10) {
      let line = rest + part[start..<end]
      rest = []
      start = end + 1
      if line.contains(where: { $0 > 32 }) { try take(line) }
    }
    rest += part[start...]
    guard rest.count <= Self.limit else { throw APIFailure("a line of a watch has more than 16 MiB") }
  }
}
