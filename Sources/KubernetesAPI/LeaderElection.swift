import Basics
import Logging

/// Keeps one of several replicas in the lead, by a lease that it renews.
///
/// A replica may act until `renewDeadline` seconds after it began its last renewal that succeeded, and nobody takes the
/// lease over before `duration` seconds without a renewal have gone by on its own clock: so long as the deadline is well
/// before the duration, no two act at one time, whatever their clocks say. Each renewal is a change of the version that was
/// read, so of two that try one wins.
///
/// - Source: `coordination.k8s.io/v1` in Kubernetes' API reference.
package actor LeaderElection {
  package struct Settings: Sendable {
    package var namespace: String
    package var name = "dovetail-controller"
    /// Of this replica, unlike all others.
    package var identity: String
    /// Seconds without a renewal after which others may take over.
    package var duration = 15.0
    /// Seconds after which a leader that could not renew stops acting.
    package var renewDeadline = 10.0
    /// Seconds between renewals, and between looks of those that wait.
    package var retryPeriod = 2.0

    package init(namespace: String, identity: String) {
      self.namespace = namespace
      self.identity = identity
    }
  }

  /// The lease is not ours, or not for long enough.
  package struct NotLeading: Error {}

  package nonisolated let settings: Settings
  private let client: APIClient
  private let logger: Logger
  /// As it was read last.
  private var lease: Lease?
  /// When the lease was seen renewed last.
  private var seen = ContinuousClock.now
  private var actsUntil: ContinuousClock.Instant?
  private var hasLed = false

  package init(_ client: APIClient, _ settings: Settings, logger: Logger) {
    self.client = client
    self.settings = settings
    self.logger = logger
  }

  /// Who holds the lease, as far as is known.
  package var holder: String? { lease?.holder }
  package var annotations: [String: String] { lease?.annotations ?? [:] }
  package var isLeading: Bool { secondsLeft > 0 }

  /// For how long this replica may act without a further renewal; 0 where it may not.
  package var secondsLeft: Double {
    guard let actsUntil else { return 0 }
    return max(0, (actsUntil - .now).inSeconds)
  }

  private var path: String { "/apis/coordination.k8s.io/v1/namespaces/\(settings.namespace)/leases" }

  /// Takes the lease when it can be had and renews it until the task is cancelled, and then gives it back.
  package func run() async {
    while !Task.isCancelled {
      await attempt()
      try? await Task.sleep(for: .seconds(settings.retryPeriod * .random(in: 0.9...1.1)))
    }
    await release()
  }

  /// One look, and where it is ours or free, one renewal.
  func attempt() async {
    do {
      if lease == nil || lease?.holder != settings.identity { try await look() }
      guard mayTake else { return }
      try await write([:])
    } catch is NotLeading {
      // Somebody was faster.
    } catch let failure as APIFailure where failure.status == 409 {
      lease = nil
    } catch is CancellationError {
    } catch {
      logger.warning("the lease cannot be renewed", metadata: ["error": "\(error)"])
    }
    tellOfChange()
  }

  private func tellOfChange() {
    let leads = isLeading
    guard leads != hasLed else { return }
    hasLed = leads
    logger.notice(leads ? "leading" : "no longer leading", metadata: ["identity": "\(settings.identity)"])
  }

  /// Renews the lease and writes annotations with it, in one change. When this returns, nobody else has led since the last
  /// renewal, and what was written is what the next leader will read.
  ///
  /// - Parameter annotations: nil takes one away.
  /// - Throws: `NotLeading`; `APIFailure` where the server does not answer; `CancellationError`.
  package func write(_ annotations: [String: String?]) async throws {
    for _ in 0..<3 {
      guard mayTake else { throw NotLeading() }
      let known = lease
      var change = LeaseChange(
        holder: settings.identity, duration: settings.duration, time: Timestamp.now, annotations: annotations)
      if known?.holder != settings.identity { change.transitions = (known?.transitions ?? -1) + 1 }
      let start = ContinuousClock.now
      do {
        let answer = try await send(change, over: known)
        take(answer)
        actsUntil = start + .seconds(settings.renewDeadline)
        return
      } catch let failure as APIFailure where failure.status == 409 || failure.status == 404 {
        // Somebody else has it, only an annotation has changed, or the lease has been deleted.
        try await look()
      }
    }
    throw NotLeading()
  }

  private func send(_ change: LeaseChange, over known: Lease?) async throws -> Lease {
    let within = max(1, settings.renewDeadline / 2)
    let json = change.json(named: settings.name, version: known?.resourceVersion)
    let answer: [UInt8]
    if known == nil {
      answer = try await client.call(.post, path, .init(type: "application/json", json), within: within)
    } else {
      answer = try await client.call(
        .patch, "\(path)/\(settings.name)", .init(type: "application/merge-patch+json", json), within: within)
    }
    return try Lease(answer)
  }

  /// Whether the lease is ours, or nobody's, or of somebody who has not been heard of for its duration.
  private var mayTake: Bool {
    guard let lease, let holder = lease.holder, holder != settings.identity else { return true }
    return .now - seen > .seconds(max(lease.duration, settings.duration))
  }

  /// Reads the lease.
  private func look() async throws {
    do {
      take(try Lease(try await client.call(.get, "\(path)/\(settings.name)", within: settings.renewDeadline / 2)))
    } catch let failure as APIFailure where failure.status == 404 {
      lease = nil
    }
  }

  private func take(_ new: Lease) {
    if let lease, !new.isRenewed(since: lease) {} else { seen = .now }
    lease = new
    if new.holder != settings.identity { actsUntil = nil }
  }

  /// So that the next one need not wait.
  private func release() async {
    guard isLeading else { return }
    actsUntil = nil
    // The task that runs this has been cancelled, and a call would not even begin.
    await Task.detached { await self.giveBack() }.value
  }

  private func giveBack() async {
    for _ in 0..<3 {
      guard let known = lease, known.holder == settings.identity else { return }
      do {
        let change = LeaseChange(holder: "", duration: 1, time: Timestamp.now)
        lease = try await send(change, over: known)
      } catch let failure as APIFailure where failure.status == 409 {
        // A line of the journal was on its way.
        try? await look()
      } catch {
        return
      }
    }
  }
}
