import Basics

/// The job that has run least has the machine.
///
/// In continuous time, jobs that have run equally long share the machine. Here they take turns of a quantum each; a job
/// that is behind the others runs until it has caught up, and at least for a quantum. Among equals the earlier arrival
/// goes first.
/// - Source: Kleinrock 1976, "Queueing systems", volume 2, as foreground-background scheduling.
struct LeastAttainedService: FlowPolicy {
  private struct Entry: Comparable {
    let attained: Int
    let number: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.attained, a.number) < (b.attained, b.number) }
  }

  private let quantum: Int
  private var waiting = MinHeap<Entry>()

  init(quantum: Int) { self.quantum = quantum }

  mutating func arrive(_ job: RevealedJob) { waiting.push(Entry(attained: job.attained, number: job.number)) }

  mutating func comeBack(_ job: RevealedJob, after time: Int) { arrive(job) }

  mutating func next() -> Turn? {
    guard let first = waiting.pop() else { return nil }
    guard let second = waiting.least else { return Turn(job: first.number) }
    return Turn(job: first.number, atMost: max(quantum, second.attained - first.attained))
  }
}
