import Basics

extension Workflow {
  /// Nothing but the rules by their names: what a simulation can be told.
  public enum PolicyName: String, CaseIterable, Sendable {
    case etf, eft, met, stf, heft, plan
  }

  /// What came of a stream under a policy.
  public struct StreamResult: Sendable {
    /// Of the policy.
    public let policy: PolicyName
    /// By job, from its release to its end.
    public let latencies: [Int]
    /// When the last task ended.
    public let lastEnd: Int
    /// Seconds of each decision that had something to decide.
    public let planningTimes: [Double]
    /// Where and when each task ran.
    public let solution: Solution

    /// Over all jobs.
    public var meanLatency: Double { Double(latencies.reduce(0, +)) / Double(max(1, latencies.count)) }

    /// What a share of the jobs does not exceed: the smallest latency that this holds for.
    public func latency(ofShare share: Double) -> Int {
      let sorted = latencies.sorted()
      let place = Int((share * Double(sorted.count)).rounded(.up)) - 1
      return sorted.isEmpty ? 0 : sorted[min(max(0, place), sorted.count - 1)]
    }
  }

  /// Plays the jobs of an instance, each known from its release on, with a policy.
  ///
  /// - Parameters:
  ///   - noise: execution times are the nominal ones times factors that are uniform in 1 - noise ... 1 + noise; policies
  ///     know the nominal ones.
  ///   - seed: of these factors, which do not depend on the policy, and of what is random in the policy.
  ///   - seconds: a clock, for the time that decisions take.
  /// - Returns: nil where it was stopped.
  public static func play(
    _ instance: Instance, _ policy: PolicyName, clock: StreamClock = .exact, noise: Double = 0, seed: UInt64 = 1,
    seconds: @escaping () -> Double = { 0 }, shouldStop: () -> Bool = { false }
  ) -> StreamResult? {
    var simulation = Simulation(instance, clock: clock, noise: noise, seed: seed)
    func result(_ made: some StreamPolicy) -> StreamResult? {
      var timed = TimedPolicy(policy: made, seconds: seconds)
      guard simulation.run(&timed, shouldStop: shouldStop) else { return nil }
      return StreamResult(
        policy: policy, latencies: simulation.latencies, lastEnd: simulation.lastEnd, planningTimes: timed.times,
        solution: simulation.solution)
    }
    switch policy {
    case .etf: return result(DispatchPolicy(.etf))
    case .eft: return result(DispatchPolicy(.eft))
    case .met: return result(DispatchPolicy(.met))
    case .stf: return result(DispatchPolicy(.stf))
    case .heft: return result(PlanPolicy(.ranks, clock: clock, seed: seed))
    case .plan: return result(PlanPolicy(.search, clock: clock, seed: seed))
    }
  }
}

/// A policy with the time that its decisions take.
private struct TimedPolicy<Policy: Workflow.StreamPolicy>: Workflow.StreamPolicy {
  var policy: Policy
  let seconds: () -> Double
  var times: [Double] = []

  init(policy: Policy, seconds: @escaping () -> Double) {
    self.policy = policy
    self.seconds = seconds
  }

  mutating func decide(_ view: Workflow.StreamView) -> Workflow.StreamDecision {
    let isIdle = view.jobs.isEmpty
    let start = seconds()
    let decision = policy.decide(view)
    if !isIdle { times.append(seconds() - start) }
    return decision
  }
}
