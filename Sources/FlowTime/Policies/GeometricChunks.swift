import Basics

/// Jobs in classes by the power of two of their revealed work, the lowest class first.
///
/// Operations that do not raise the class form a chunk of the job whose size is known within a factor of two. Within a
/// class the job with the least that is left of its current operation goes first, among equals the earlier arrival; and
/// the job that has the machine keeps it against others of its class until its own grows. A job of a lower class takes it
/// at once.
///
/// This is a policy of ours, in the spirit of grouping operations of estimable size. It is not the published algorithm.
struct GeometricChunks: FlowPolicy {
  private struct Entry: Comparable {
    let chunk: Int
    let remaining: Int
    let number: Int

    static func < (a: Entry, b: Entry) -> Bool {
      (a.chunk, a.remaining, a.number) < (b.chunk, b.remaining, b.number)
    }
  }

  private var waiting = MinHeap<Entry>()
  /// The class in which the last turn was given.
  private var chunk = 0

  mutating func arrive(_ job: RevealedJob) {
    waiting.push(Entry(chunk: Self.chunk(of: job), remaining: job.remaining, number: job.number))
  }

  mutating func comeBack(_ job: RevealedJob, after time: Int) {
    let own = Self.chunk(of: job)
    // Nothing that waits has less than one unit left.
    waiting.push(Entry(chunk: own, remaining: own == chunk ? 0 : job.remaining, number: job.number))
  }

  mutating func next() -> Turn? {
    guard let entry = waiting.pop() else { return nil }
    chunk = entry.chunk
    return Turn(job: entry.number)
  }

  /// floor(log2 of the revealed work), which is at least 1.
  private static func chunk(of job: RevealedJob) -> Int {
    Int.bitWidth - 1 - job.revealedWork.leadingZeroBitCount
  }
}
