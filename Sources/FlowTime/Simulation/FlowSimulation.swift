import Basics

/// Plays an instance with a policy, event by event.
///
/// Events are arrivals, ends of operations and ends of turns. At each the policy is told of the jobs that have arrived,
/// gets the job back that had the machine, and says who is next.
/// - Complexity: O(log n) an event for policies that keep a heap.
package struct FlowSimulation {
  private let instance: FlowInstance
  /// The jobs' places in the file by their numbers, which go by arrival.
  private let order: [Int]
  /// What is known of each job that has arrived and is not complete, by number.
  private var views: [RevealedJob?]
  private var completions: [Int]
  private var arrived = 0
  private var active = 0
  private var time = 0
  private var preemptions = 0
  /// The stretch under way, which grows while its job goes on.
  private var segment: FlowSegment?
  /// The number of its job.
  private var holder = 0

  /// - Parameter onSegment: gets every stretch of the machine, in the order of time.
  /// - Throws: `PolicyFault` where the policy names a job that does not wait, or none although some do.
  package static func run(
    _ instance: FlowInstance, _ policy: any FlowPolicy, onSegment: (FlowSegment) -> Void = { _ in }
  ) throws(PolicyFault) -> FlowOutcome {
    var simulation = FlowSimulation(instance)
    var policy = policy
    try simulation.play(&policy, onSegment)
    return FlowOutcome(
      completions: simulation.completions, preemptions: simulation.preemptions, of: instance)
  }

  private init(_ instance: FlowInstance) {
    self.instance = instance
    order = instance.arrivalOrder
    views = Array(repeating: nil, count: order.count)
    completions = Array(repeating: 0, count: order.count)
  }

  private mutating func play(
    _ policy: inout any FlowPolicy, _ onSegment: (FlowSegment) -> Void
  ) throws(PolicyFault) {
    while arrived < order.count || active > 0 {
      if active == 0 { time = max(time, nextRelease) }
      admit(&policy)
      guard let turn = policy.next() else {
        throw PolicyFault("at \(time) it leaves the machine idle although \(counted(active, "job")) could run")
      }
      guard views.indices.contains(turn.job), let remaining = views[turn.job]?.remaining, turn.atMost > 0 else {
        throw PolicyFault("at \(time) it gives \(turn.atMost) units to job number \(turn.job)")
      }
      // Until the turn or the operation ends, or a job arrives.
      let duration = min(turn.atMost, remaining, nextRelease - time)
      note(turn.job, for: duration, onSegment)
      run(turn.job, for: duration, &policy)
    }
    if let segment { onSegment(segment) }
  }

  private var nextRelease: Int { arrived < order.count ? instance.jobs[order[arrived]].release : .max }

  private mutating func admit(_ policy: inout any FlowPolicy) {
    while nextRelease <= time {
      let job = instance.jobs[order[arrived]]
      let view = RevealedJob(number: arrived, release: job.release, first: job.operations[0])
      views[arrived] = view
      arrived += 1
      active += 1
      policy.arrive(view)
    }
  }

  /// Views change in their place: a copy would hold the list of what is finished twice, and cost as much as that is long.
  private mutating func run(_ number: Int, for duration: Int, _ policy: inout any FlowPolicy) {
    time += duration
    views[number]?.run(for: duration)
    if views[number]?.remaining == 0 {
      let operations = instance.jobs[order[number]].operations
      let done = (views[number]?.finished.count ?? 0) + 1
      guard done < operations.count else {
        completions[order[number]] = time
        views[number] = nil
        active -= 1
        return
      }
      views[number]?.reveal(operations[done])
    }
    admit(&policy)
    if let view = views[number] { policy.comeBack(view, after: duration) }
  }

  /// The machine works for a job from now on.
  private mutating func note(_ number: Int, for duration: Int, _ onSegment: (FlowSegment) -> Void) {
    let job = order[number]
    var start = time
    if let segment {
      if segment.job == job, segment.end == time {
        start = segment.start
      } else {
        if views[holder] != nil { preemptions += 1 }
        onSegment(segment)
      }
    }
    segment = FlowSegment(job: job, start: start, end: time + duration)
    holder = number
  }
}

/// A policy broke the rules of the game.
package struct PolicyFault: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String

  init(_ description: String) { self.description = description }
}
