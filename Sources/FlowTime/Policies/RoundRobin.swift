/// All jobs have the machine in turn, for a quantum each.
///
/// Processor sharing, where n jobs run at 1/n of the speed each, is the limit for small quanta. A job whose operation ends
/// within its quantum keeps the rest of it, and an arrival does not cut it short. Jobs that arrive when a quantum ends
/// queue up before the job that had it.
struct RoundRobin: FlowPolicy {
  private let quantum: Int
  /// A queue: what lies before `first` is gone.
  private var queue: [Int] = []
  private var first = 0
  /// The job that has not used up its quantum, and what is left of it.
  private var holder: Turn?
  /// What the last turn was at most.
  private var given = 0

  init(quantum: Int) { self.quantum = quantum }

  mutating func arrive(_ job: RevealedJob) { queue.append(job.number) }

  mutating func comeBack(_ job: RevealedJob, after time: Int) {
    let left = given - time
    if left > 0 {
      holder = Turn(job: job.number, atMost: left)
    } else {
      queue.append(job.number)
    }
  }

  mutating func next() -> Turn? {
    if let turn = holder {
      holder = nil
      given = turn.atMost
      return turn
    }
    guard first < queue.count else { return nil }
    let job = queue[first]
    first += 1
    if first > 1024, 2 * first > queue.count {
      queue.removeFirst(first)
      first = 0
    }
    given = quantum
    return Turn(job: job, atMost: quantum)
  }
}
