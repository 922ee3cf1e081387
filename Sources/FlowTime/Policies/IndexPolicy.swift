import Basics

/// A policy that gives the machine to the job of the least index, where the index is a matter of the job's view alone.
///
/// Among equals the earlier arrival goes first.
struct IndexPolicy: FlowPolicy {
  private struct Entry: Comparable {
    let index: Int
    let number: Int

    static func < (a: Entry, b: Entry) -> Bool { (a.index, a.number) < (b.index, b.number) }
  }

  private let index: @Sendable (RevealedJob) -> Int
  private var waiting = MinHeap<Entry>()

  init(_ index: @escaping @Sendable (RevealedJob) -> Int) { self.index = index }

  mutating func arrive(_ job: RevealedJob) { waiting.push(Entry(index: index(job), number: job.number)) }

  mutating func comeBack(_ job: RevealedJob, after time: Int) { arrive(job) }

  mutating func next() -> Turn? { waiting.pop().map { Turn(job: $0.number) } }
}
