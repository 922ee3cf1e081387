import Basics

/// The least total flow time: at any time the job with the least work left has the machine, all lengths known.
///
/// Written for itself, without the policies' views, which do not show what it needs.
/// - Complexity: O(n log n).
/// - Source: Schrage 1968, "A proof of the optimality of the shortest remaining processing time discipline".
package enum ClairvoyantSRPT {
  private struct Entry: Comparable {
    let left: Int
    let job: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.left, a.job) < (b.left, b.job) }
  }

  package static func run(
    _ instance: FlowInstance, onSegment: (FlowSegment) -> Void = { _ in }
  ) -> FlowOutcome {
    let order = instance.arrivalOrder
    var completions = Array(repeating: 0, count: order.count)
    var waiting = MinHeap<Entry>()
    var (arrived, time, preemptions) = (0, 0, 0)
    var segment: FlowSegment?
    while arrived < order.count || !waiting.isEmpty {
      if waiting.isEmpty { time = max(time, instance.jobs[order[arrived]].release) }
      while arrived < order.count, instance.jobs[order[arrived]].release <= time {
        waiting.push(Entry(left: instance.jobs[order[arrived]].work, job: order[arrived]))
        arrived += 1
      }
      guard let best = waiting.pop() else { break }
      let next = arrived < order.count ? instance.jobs[order[arrived]].release : Int.max
      let duration = min(best.left, next - time)
      if let last = segment, last.job == best.job, last.end == time {
        segment = FlowSegment(job: best.job, start: last.start, end: time + duration)
      } else {
        if let segment {
          if completions[segment.job] == 0 { preemptions += 1 }
          onSegment(segment)
        }
        segment = FlowSegment(job: best.job, start: time, end: time + duration)
      }
      time += duration
      if duration == best.left {
        completions[best.job] = time
      } else {
        waiting.push(Entry(left: best.left - duration, job: best.job))
      }
    }
    if let segment { onSegment(segment) }
    return FlowOutcome(completions: completions, preemptions: preemptions, of: instance)
  }
}
