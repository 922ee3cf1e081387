import Basics

extension JobShop {
  /// Builds active schedules: no operation could start earlier without delaying another one; or schedules with less
  /// idle time than that allows.
  ///
  /// Each step takes the machine with the least possible completion c of a waiting operation, and of those operations
  /// on it that could start before c it starts the one that the dispatching rule prefers. With `lookAhead` below 1 only
  /// those compete that could start within that share of the time from the first possible start to c; with 0, no machine
  /// waits for a job while another one is there.
  ///
  /// Machines keep the jobs that wait for them in lists and compete in a tournament, so a step costs the length of two
  /// lists and two paths in a tree: O(N (n/m + log m)) for N operations in all. The buffers are made once and serve many
  /// schedules.
  /// - Source: Giffler, Thompson 1960, "Algorithms for solving production-scheduling problems"; the look-ahead: Bierwirth,
  ///   Mattfeld 1999, "Production scheduling and rescheduling with genetic algorithms".
  struct GifflerThompson: ~Copyable {
    private let table: OperationTable
    /// By job: its next operation, and when the one before ends.
    private let next: Buffer<Int32>
    private let ready: Buffer<Int32>
    /// By job: the next one in the list of the machine that it waits for; -1 at the end.
    private let following: Buffer<Int32>
    /// By machine: the first waiting job or -1, when the machine is free, and the least completion of a waiting one.
    private let waiting: Buffer<Int32>
    private let free: Buffer<Int32>
    private let leastCompletion: Buffer<Int32>
    /// A binary tree over the machines, their count rounded up to a power of two: the root 1, node k over 2k and 2k + 1;
    /// in each the first of the machines below it with the least completion.
    private let winners: Buffer<Int32>
    /// Of 1024.
    private var lookAhead: Int32 = 1024
    /// By operation: the least goes first, where schedules are built by rank.
    let ranks: Buffer<Int32>
    private var isByRank = false
    /// By operation, for the schedule built last.
    let starts: Buffer<Int32>
    /// The operations in the order in which they were started: a topological order of the schedule.
    let order: Buffer<Int32>
    private(set) var makespan = 0
    private var placed = 0

    init(_ instance: Instance) {
      table = OperationTable(instance)
      next = Buffer(repeating: 0, count: table.jobCount)
      ready = Buffer(repeating: 0, count: table.jobCount)
      following = Buffer(repeating: -1, count: table.jobCount)
      waiting = Buffer(repeating: -1, count: table.machineCount)
      free = Buffer(repeating: 0, count: table.machineCount)
      var leafCount = 1
      while leafCount < table.machineCount { leafCount *= 2 }
      leastCompletion = Buffer(repeating: .max, count: leafCount)
      winners = Buffer(repeating: 0, count: 2 * leafCount)
      ranks = Buffer(repeating: 0, count: table.count)
      starts = Buffer(repeating: 0, count: table.count)
      order = Buffer(repeating: 0, count: table.count)
    }

    /// - Parameter lookAhead: from 0, no avoidable idle time, to 1, active schedules.
    mutating func build(by rule: DispatchingRule, lookAhead: Double = 1, _ random: inout RandomSource) {
      isByRank = false
      run(rule, lookAhead, &random)
    }

    /// Builds a schedule in which the competing operation of least rank goes first; see `ranks`.
    mutating func buildByRank(lookAhead: Double) {
      isByRank = true
      var unused = RandomSource(seed: 0)
      run(.random, lookAhead, &unused)
    }

    private mutating func run(_ rule: DispatchingRule, _ lookAhead: Double, _ random: inout RandomSource) {
      self.lookAhead = Int32(lookAhead * 1024)
      waiting.fill(-1)
      free.fill(0)
      ready.fill(0)
      leastCompletion.fill(.max)
      beginTournament()
      makespan = 0
      placed = 0
      // Backwards, so that the lists begin in the order of jobs.
      for job in stride(from: table.jobCount - 1, through: 0, by: -1) {
        next[job] = table.firstOperation[job]
        release(Int32(job))
      }
      while placed < table.count {
        let machine = machineToDispatch()
        let job = preferredJob(on: machine, rule, &random)
        let start = max(ready[job], free[machine])
        remove(job, from: machine)
        place(next[job], of: job, at: start)
        free[machine] = ready[job]
        updateLeastCompletion(of: machine)
        release(job)
      }
    }

    private mutating func place(_ operation: Int32, of job: Int32, at start: Int32) {
      starts[operation] = start
      order[placed] = operation
      placed += 1
      let end = start + table.duration[operation]
      ready[job] = end
      next[job] = operation + 1
      makespan = max(makespan, Int(end))
    }

    /// Starts the job's next operations as far as they have no duration, since these take no capacity, and adds the job
    /// to the list of the machine that the one behind them needs.
    private mutating func release(_ job: Int32) {
      let end = table.firstOperation[job + 1]
      while next[job] < end, table.duration[next[job]] == 0 { place(next[job], of: job, at: ready[job]) }
      if next[job] < end { enqueue(job) }
    }

    private func beginTournament() {
      let leafCount = leastCompletion.count
      for machine in 0..<leafCount { winners[leafCount + machine] = Int32(machine) }
      for node in stride(from: leafCount - 1, to: 0, by: -1) { winners[node] = winners[2 * node] }
    }

    /// The least completion of `machine` is `completion` from now on.
    private func setLeastCompletion(of machine: Int32, to completion: Int32) {
      leastCompletion[machine] = completion
      var node = (leastCompletion.count + Int(machine)) / 2
      while node > 0 {
        let left = winners[2 * node]
        let right = winners[2 * node + 1]
        winners[node] = leastCompletion[right] < leastCompletion[left] ? right : left
        node /= 2
      }
    }

    private func machineToDispatch() -> Int32 { leastCompletion.count == 1 ? 0 : winners[1] }

    /// When the competitors for `machine` must be able to start.
    private func limit(on machine: Int32) -> Int32 {
      let completion = leastCompletion[machine]
      if lookAhead == 1024 { return completion }
      var first = Int32.max
      var job = waiting[machine]
      while job >= 0 {
        first = min(first, max(ready[job], free[machine]))
        job = following[job]
      }
      return max(first + 1, first + Int32(Int(completion - first) * Int(lookAhead) / 1024))
    }

    private func preferredJob(on machine: Int32, _ rule: DispatchingRule, _ random: inout RandomSource) -> Int32 {
      let limit = limit(on: machine)
      var chosen: Int32 = -1
      var best = Int.min
      var job = waiting[machine]
      while job >= 0 {
        let start = max(ready[job], free[machine])
        if start < limit {
          let priority = self.priority(of: job, rule, &random)
          if priority > best {
            best = priority
            chosen = job
          }
        }
        job = following[job]
      }
      return chosen
    }

    private func priority(of job: Int32, _ rule: DispatchingRule, _ random: inout RandomSource) -> Int {
      let operation = next[job]
      if isByRank { return -Int(ranks[operation]) }
      let duration = Int(table.duration[operation])
      let remaining = Int(table.workFrom[operation])
      switch rule {
      case .mwkr: return remaining
      case .lwkr: return -remaining
      case .mopnr: return Int(table.firstOperation[job + 1] - operation)
      case .spt: return -duration
      case .lpt: return duration
      case .fifo: return -Int(ready[job])
      case .ratio: return remaining * 64 / max(1, duration)
      case .random: return Int(truncatingIfNeeded: random.next() >> 2)
      }
    }

    /// Adds `job` to the list of the machine that its next operation needs.
    private func enqueue(_ job: Int32) {
      let operation = next[job]
      let machine = table.machine[operation]
      following[job] = waiting[machine]
      waiting[machine] = job
      let completion = max(ready[job], free[machine]) + table.duration[operation]
      if completion < leastCompletion[machine] { setLeastCompletion(of: machine, to: completion) }
    }

    private func remove(_ job: Int32, from machine: Int32) {
      if waiting[machine] == job {
        waiting[machine] = following[job]
        return
      }
      var previous = waiting[machine]
      while following[previous] != job { previous = following[previous] }
      following[previous] = following[job]
    }

    private func updateLeastCompletion(of machine: Int32) {
      var least = Int32.max
      var job = waiting[machine]
      while job >= 0 {
        least = min(least, max(ready[job], free[machine]) + table.duration[next[job]])
        job = following[job]
      }
      setLeastCompletion(of: machine, to: least)
    }

    func solution() -> Solution { table.solution(makespan: makespan, starts) }
  }
}
