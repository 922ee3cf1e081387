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
  private let onSegment: (FlowSegment) -> Void

  /// - Parameter onSegment: gets every stretch of the machine, in the order of time.
  /// - Throws: `PolicyFault` where the policy names a job that does not wait, or none although some do.
  package static func run(
    _ instance: FlowInstance, _ policy: any FlowPolicy, onSegment: (FlowSegment) -> Void = { _ in }
  ) throws(PolicyFault) -> FlowOutcome {
    var fault: PolicyFault?
    let outcome = withoutActuallyEscaping(onSegment) { sink -> FlowOutcome? in
      var simulation = FlowSimulation(instance, sink)
      do throws(PolicyFault) {
        var policy = policy
        try simulation.play(&policy)
      } catch {
        fault = error
        return nil
      }
      return FlowOutcome(
        completions: simulation.completions, preemptions: simulation.preemptions, of: instance)
    }
    guard let outcome else { throw fault ?? PolicyFault("it has no end") }
    return outcome
  }

  private init(_ instance: FlowInstance, _ onSegment: @escaping (FlowSegment) -> Void) {
    self.instance = instance
    self.onSegment = onSegment
    order = instance.arrivalOrder
    views = Array(repeating: nil, count: order.count)
    completions = Array(repeating: 0, count: order.count)
  }

  private mutating func play(_ policy: inout any FlowPolicy) throws(PolicyFault) {
    while arrived < order.count || active > 0 {
      if active == 0 { time = max(time, nextRelease) }
      admit(&policy)
      guard let turn = policy.next() else {
        throw PolicyFault("at \(time) it leaves the machine idle although \(counted(active, "job")) could run")
      }
      guard views.indices.contains(turn.job), let view = views[turn.job], turn.atMost > 0 else {
        throw PolicyFault("at \(time) it gives \(turn.atMost) units to job number \(turn.job)")
      }
      try run(view, atMost: turn.atMost, &policy)
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

  private mutating func run(
    _ job: RevealedJob, atMost limit: Int, _ policy: inout any FlowPolicy
  ) throws(PolicyFault) {
    var view = job
    let duration = min(limit, view.remaining, nextRelease - time)
    note(view.number, for: duration)
    time += duration
    view.run(for: duration)
    if view.remaining == 0 {
      let (place, done) = (order[view.number], view.finished.count + 1)
      let operations = instance.jobs[place].operations
      guard done < operations.count else {
        completions[place] = time
        views[view.number] = nil
        active -= 1
        return
      }
      view.reveal(operations[done])
    }
    views[view.number] = view
    admit(&policy)
    policy.comeBack(view, after: duration)
  }

  /// The machine works for a job from now on.
  private mutating func note(_ number: Int, for duration: Int) {
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
