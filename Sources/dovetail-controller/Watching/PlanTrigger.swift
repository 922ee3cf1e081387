/// Says when it is time for a plan.
///
/// A pod is planned for once it has waited long enough and the cluster has come to rest for a moment. Afterwards it
/// rests, twice as long each time, and is not planned for again while nothing that matters has changed: a plan of the
/// same cluster would say the same.
struct PlanTrigger: Sendable {
  struct Settings: Sendable {
    /// Seconds that a pod must have waited.
    var pendingFor = 30.0
    /// Seconds without a change that are waited for, and for how long at most, since large clusters never rest.
    var quiet = 2.0
    var quietAtMost = 15.0
    /// Seconds that a pod rests after its first plan, and after many.
    var firstRest = 30.0
    var lastRest = 600.0
  }

  private struct Rest: Sendable {
    let revision: Int
    let length: Double
    let end: Double
  }

  private let settings: Settings
  private var rests: [String: Rest] = [:]
  /// When the first pod became due for which there has been no plan yet.
  private var dueSince: Double?

  init(_ settings: Settings) { self.settings = settings }

  /// - Parameters:
  ///   - pods: all that wait.
  ///   - revision: of the cluster.
  ///   - changed: when that changed last, in the same seconds as `now`, which are since 1970.
  /// - Returns: the pods that have waited long enough, of which one at least is due; nil where it is not time.
  mutating func pods(
    toPlanFor pods: [WaitingPod], revision: Int, changed: Double, now: Double
  ) -> [WaitingPod]? {
    let ripe = pods.filter { now - $0.since >= settings.pendingFor }
    let isDue = ripe.contains { pod in
      guard let rest = rests[pod.uid] else { return true }
      return rest.revision != revision && now >= rest.end
    }
    guard isDue else {
      dueSince = nil
      return nil
    }
    let since = dueSince ?? now
    dueSince = since
    if now - changed < settings.quiet, now - since < settings.quietAtMost { return nil }
    return ripe
  }

  /// Notes a plan for these pods, or an attempt at one.
  mutating func notePlan(for pods: [WaitingPod], revision: Int, now: Double) {
    dueSince = nil
    var rests: [String: Rest] = [:]
    for pod in pods {
      let length = self.rests[pod.uid].map { min(settings.lastRest, 2 * $0.length) } ?? settings.firstRest
      rests[pod.uid] = Rest(revision: revision, length: length, end: now + length)
    }
    self.rests = rests
  }
}
