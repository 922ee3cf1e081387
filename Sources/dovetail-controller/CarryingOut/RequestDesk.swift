import KubernetesAPI
import Telemetry

/// The request that is on the lease, from its plan to its answer there.
struct RequestDesk: Sendable {
  /// A plan that the cluster overtakes is made anew so many times.
  private static let attempts = 10
  /// Seconds between attempts, and for which a used-up budget is waited for.
  private static let pause = 5.0
  private static let patience = 600.0

  private let election: LeaderElection
  private let telling: Telling
  private var attempt = 0
  private var nextTry = 0.0
  private var waitsSince: Double?
  private var told = ""
  /// The one whose plan is being carried out, with what the plan makes of it.
  private var active: (request: ClusterRequest, words: String)?

  init(_ election: LeaderElection, _ telling: Telling) {
    self.election = election
    self.telling = telling
  }

  /// The request to plan for now. One that is not understood is answered at once.
  mutating func next() async -> ClusterRequest? {
    guard active == nil, Timestamp.now >= nextTry, let text = await election.annotations[Annotations.request],
      !text.isEmpty
    else { return nil }
    if let request = ClusterRequest(text) { return request }
    await answer(text, "not understood: \(ClusterRequest.grammar)")
    return nil
  }

  /// Whether it may go on waiting for budgets.
  var mayWait: Bool { Timestamp.now - (waitsSince ?? Timestamp.now) < Self.patience }

  /// It cannot be begun now and stays on the lease; why is told once.
  mutating func postpone(_ request: ClusterRequest, _ why: String) async {
    let now = Timestamp.now
    nextTry = now + Self.pause
    waitsSince = waitsSince ?? now
    guard told != why else { return }
    told = why
    telling.chronicle.add("request", "\(request.text): waiting: \(why)")
    try? await election.write([
      Annotations.requestResult: "\(Timestamp.text(now)) \(request.text): waiting: \(why)"
    ])
  }

  /// Its plan has been begun.
  mutating func begin(_ request: ClusterRequest, _ words: String) {
    active = (request, words)
    attempt += 1
    (waitsSince, told) = (nil, "")
  }

  /// What was carried out has ended, if it was a request's.
  mutating func end(_ ending: PlanCarrier.Ending) async {
    guard let (request, words) = active else { return }
    active = nil
    switch ending {
    case .done: await answer(request.text, "done: \(words)")
    case .abandoned(let reason) where attempt >= Self.attempts: await answer(request.text, "abandoned: \(reason)")
    // It stays on the lease, for the next plan or the next leader.
    case .abandoned, .stopped: nextTry = Timestamp.now + Self.pause
    }
  }

  mutating func answer(_ request: String, _ words: String) async {
    (attempt, nextTry, waitsSince, told) = (0, 0, nil, "")
    let result = "\(request): \(words)"
    telling.logger.notice("request", metadata: ["words": "\(result)"])
    telling.chronicle.add("request", result)
    try? await election.write([
      Annotations.request: nil, Annotations.requestResult: "\(Timestamp.text(Timestamp.now)) \(result)",
    ])
  }
}
