import Basics

/// The orders of the jobs on every machine, as a graph of operations. An arc leads from each operation to the next one
/// on its machine and to the same job at the next stage, so any orders make a schedule, and every longest path passes
/// every stage.
///
/// The search is at one stage at a time: heads (longest paths before an operation) are right up to it, tails (longest
/// paths behind an operation) from it on. What the stage does changes neither the heads of those before nor the tails
/// of those behind, so that the makespan of any change inside it is the largest sum of head, duration and tail there.
final class HybridStageGraph {
  let view: HybridFlowShop
  let count: Int
  let stages: Int
  /// The stage at hand.
  private(set) var stage = 0
  /// Operations are numbered stage after stage, its jobs in order.
  let times: Buffer<Int>
  let heads: Buffer<Int>
  let tails: Buffer<Int>
  /// On the operation's machine; -1 where there is none.
  let next: Buffer<Int>
  let previous: Buffer<Int>
  let machines: Buffer<Int>
  /// Machines are numbered through all stages.
  let firsts: Buffer<Int>
  let lasts: Buffer<Int>
  let machineOffsets: [Int]
  let orders: Buffer<Int>
  let keys: Buffer<Int>
  let rests: Buffer<Int>
  let places: Buffer<Int>
  let placeMachines: Buffer<Int>

  /// - Parameter view: has a stage and a job.
  init(_ view: HybridFlowShop) {
    self.view = view
    count = view.jobCount
    stages = view.stageCount
    let operations = count * stages
    times = Buffer(repeating: 0, count: operations)
    heads = Buffer(repeating: 0, count: operations)
    tails = Buffer(repeating: 0, count: operations)
    next = Buffer(repeating: -1, count: operations)
    previous = Buffer(repeating: -1, count: operations)
    machines = Buffer(repeating: 0, count: operations)
    var offsets = [0]
    for machineCount in view.machineCounts { offsets.append(offsets[offsets.count - 1] + machineCount) }
    machineOffsets = offsets
    orders = Buffer(0..<operations)
    keys = Buffer(repeating: 0, count: operations)
    rests = Buffer(repeating: 0, count: operations)
    places = Buffer(repeating: 0, count: stages)
    placeMachines = Buffer(repeating: 0, count: stages)
    firsts = Buffer(repeating: -1, count: offsets[stages])
    lasts = Buffer(repeating: -1, count: offsets[stages])
    for job in 0..<count {
      var rest = 0
      for stage in stride(from: stages - 1, through: 0, by: -1) {
        times[stage * count + job] = view.durations[job * stages + stage]
        rests[stage * count + job] = rest
        rest += times[stage * count + job]
      }
    }
  }

  /// Takes the orders of a candidate, and stands at the first stage.
  func take(_ candidate: HybridFlowShop.Candidate) {
    firsts.fill(-1)
    lasts.fill(-1)
    for stage in 0..<stages {
      for job in view.jobs(of: candidate, at: stage) {
        let machine = machineOffsets[stage] + candidate.machines[job * stages + stage]
        link(stage * count + job, to: machine, after: lasts[machine])
      }
    }
    updateAll()
  }

  /// Stands at the first stage; all heads and tails are right.
  func stand() { stage = 0 }

  /// Goes to the stage before or behind.
  func move(to newStage: Int) {
    if newStage > stage { updateHeads(of: newStage) } else { updateTails(of: newStage) }
    stage = newStage
  }

  /// The largest sum of head, duration and tail at the stage at hand, of the operations on machines.
  var makespan: Int {
    var longest = 0
    for operation in stage * count..<(stage + 1) * count where machines[operation] >= 0 {
      longest = max(longest, heads[operation] + times[operation] + tails[operation])
    }
    return longest
  }

  /// The schedule that starts everything as soon as the orders allow; the stage at hand stays.
  func candidate() -> HybridFlowShop.Candidate {
    var starts = [Int](repeating: 0, count: count * stages)
    var machineNumbers = starts
    for stage in stage + 1..<max(stage + 1, stages) { updateHeads(of: stage) }
    for stage in 0..<stages {
      for job in 0..<count {
        starts[job * stages + stage] = heads[stage * count + job]
        machineNumbers[job * stages + stage] = machines[stage * count + job] - machineOffsets[stage]
      }
    }
    return HybridFlowShop.Candidate(starts: starts, machines: machineNumbers)
  }

  func updateHeads(of stage: Int) {
    for machine in machineOffsets[stage]..<machineOffsets[stage + 1] { updateHeads(from: firsts[machine]) }
  }

  func updateTails(of stage: Int) {
    for machine in machineOffsets[stage]..<machineOffsets[stage + 1] { updateTails(from: lasts[machine]) }
  }

  /// When the job of an operation comes from the stage before.
  @inline(__always)
  func arrival(of operation: Int) -> Int {
    operation < count ? 0 : heads[operation - count] + times[operation - count]
  }

  /// What the job of an operation still needs behind the stage, with its waiting.
  @inline(__always)
  func rest(of operation: Int) -> Int {
    operation + count >= count * stages ? 0 : times[operation + count] + tails[operation + count]
  }

  /// Sets the heads of an operation and those behind it on its machine.
  func updateHeads(from first: Int) {
    guard first >= 0 else { return }
    let before = previous[first]
    var end = before >= 0 ? heads[before] + times[before] : 0
    var operation = first
    while operation >= 0 {
      let head = max(end, arrival(of: operation))
      heads[operation] = head
      end = head + times[operation]
      operation = next[operation]
    }
  }

  /// Sets the tails of an operation and those before it on its machine.
  func updateTails(from last: Int) {
    guard last >= 0 else { return }
    let behind = next[last]
    var needed = behind >= 0 ? times[behind] + tails[behind] : 0
    var operation = last
    while operation >= 0 {
      let tail = max(needed, rest(of: operation))
      tails[operation] = tail
      needed = tail + times[operation]
      operation = previous[operation]
    }
  }

  /// Puts an operation on a machine, behind another one or first (-1); heads and tails stay as they are.
  func link(_ operation: Int, to machine: Int, after before: Int) {
    let behind = before >= 0 ? next[before] : firsts[machine]
    previous[operation] = before
    next[operation] = behind
    machines[operation] = machine
    if before >= 0 { next[before] = operation } else { firsts[machine] = operation }
    if behind >= 0 { previous[behind] = operation } else { lasts[machine] = operation }
  }

  /// Takes an operation off its machine; heads and tails stay as they are.
  func unlink(_ operation: Int) {
    let before = previous[operation]
    let behind = next[operation]
    let machine = machines[operation]
    if before >= 0 { next[before] = behind } else { firsts[machine] = behind }
    if behind >= 0 { previous[behind] = before } else { lasts[machine] = before }
  }
}
