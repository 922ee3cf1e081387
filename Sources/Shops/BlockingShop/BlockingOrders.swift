import Basics

/// The order of the operations on every machine of a blocking shop, and the earliest times that follow from it.
///
/// The nodes of a job are its moves: entering each of its machines, and leaving the last one. Operation and duration
/// lead from a move to the job's next one; "x before y" leads, with length 0, from the move behind x to the move
/// into y. A circle of such arcs alone is a swap; every other circle makes the orders infeasible. (A swap through an
/// operation of duration 0 is taken for infeasible: the search loses nothing but such schedules.)
final class BlockingOrders {
  let shop: BlockingShop
  let nodeCount: Int
  let jobCount: Int
  /// The first node of each job; one entry more than jobs. The last node of a job is its leaving.
  let jobNodes: Buffer<Int32>
  let jobOf: Buffer<Int32>
  /// The machine that a node enters, −1 for a job's leaving.
  let machineOf: Buffer<Int32>
  let duration: Buffer<Int>
  /// The work of the job behind a node.
  let workBehind: Buffer<Int>
  /// The orders: machine k has the places `machineStarts[k]..<machineStarts[k + 1]` of `sequence`.
  let machineStarts: Buffer<Int32>
  /// Whether machines are down at times or jobs stand on machines at time 0; and by node, whether it is one of these.
  let hasDowntimes: Bool
  let hasStanding: Bool
  let isStanding: Buffer<Bool>
  /// The downtimes of machine k from `downtimeStarts[k]` on, and one at the end of time behind the last of each.
  let downtimeStarts: Buffer<Int32>
  let downFrom: Buffer<Int>
  let downUntil: Buffer<Int>
  /// By machine, the first downtime that ends behind the time at which it was entered last, in an evaluation.
  let nextDowntime: Buffer<Int32>
  let sequence: Buffer<Int32>
  let place: Buffer<Int32>
  /// The neighbours in the order, −1 for none, also for leavings.
  let before: Buffer<Int32>
  let after: Buffer<Int32>
  /// The times of the last evaluation that ended.
  let head: Buffer<Int>
  /// With downtimes: when a job arrived at a move, and from when on it could have arrived without making it earlier.
  let reached: Buffer<Int>
  let since: Buffer<Int>
  /// Nodes whose job has arrived, and nodes whose time is final, in the evaluation with this number.
  let arrived: Buffer<Int>
  let final: Buffer<Int>
  let stack: Buffer<Int32>
  /// Jobs that count: the others stand behind all of these on every machine.
  let active: Buffer<Bool>
  /// Scratch memory of the insertion: see there.
  let label: Buffer<Int32>
  let labelled: Buffer<Int>
  let isWaiting: Buffer<Bool>
  let target: Buffer<Int32>
  let firstVisit: Buffer<Int32>
  let nextVisit: Buffer<Int32>
  /// The moves of the last insertion: node, the place that it had.
  let moved: Buffer<Int32>
  /// How many those are; how many evaluations and how many insertions there were.
  let movedCount: Buffer<Int>
  let evaluations: Buffer<Int>
  let insertions: Buffer<Int>

  /// - Parameter orders: the operations of each machine, all of them.
  init(_ shop: BlockingShop, orders: [[Int]]) {
    let chains = shop.chains
    self.shop = shop
    jobCount = chains.jobCount
    nodeCount = chains.operationCount + chains.jobCount
    jobNodes = Buffer(repeating: 0, count: jobCount + 1)
    jobOf = Buffer(repeating: 0, count: nodeCount)
    machineOf = Buffer(repeating: -1, count: nodeCount)
    duration = Buffer(repeating: 0, count: nodeCount)
    workBehind = Buffer(repeating: 0, count: nodeCount)
    machineStarts = Buffer(repeating: 0, count: chains.machineCount + 1)
    sequence = Buffer(repeating: 0, count: chains.operationCount)
    place = Buffer(repeating: 0, count: nodeCount)
    before = Buffer(repeating: -1, count: nodeCount)
    after = Buffer(repeating: -1, count: nodeCount)
    head = Buffer(repeating: 0, count: nodeCount)
    reached = Buffer(repeating: 0, count: nodeCount)
    since = Buffer(repeating: 0, count: nodeCount)
    hasStanding = shop.standing.contains(true)
    hasDowntimes = shop.hasDowntimes || hasStanding
    isStanding = Buffer(repeating: false, count: nodeCount)
    downtimeStarts = Buffer(repeating: 0, count: chains.machineCount)
    nextDowntime = Buffer(repeating: 0, count: chains.machineCount)
    let closed = shop.downtimes.map { $0.map { ($0.lowerBound, $0.upperBound) } + [(Int.max, Int.max)] }
    downFrom = Buffer(closed.joined().map(\.0))
    downUntil = Buffer(closed.joined().map(\.1))
    arrived = Buffer(repeating: 0, count: nodeCount)
    final = Buffer(repeating: 0, count: nodeCount)
    stack = Buffer(repeating: 0, count: nodeCount)
    active = Buffer(repeating: true, count: jobCount)
    label = Buffer(repeating: 0, count: nodeCount)
    labelled = Buffer(repeating: 0, count: nodeCount)
    isWaiting = Buffer(repeating: false, count: nodeCount)
    target = Buffer(repeating: -1, count: nodeCount)
    firstVisit = Buffer(repeating: -1, count: chains.machineCount)
    nextVisit = Buffer(repeating: -1, count: nodeCount)
    moved = Buffer(repeating: 0, count: 2 * nodeCount)
    movedCount = Buffer(repeating: 0, count: 1)
    evaluations = Buffer(repeating: 0, count: 1)
    insertions = Buffer(repeating: 0, count: 1)
    var downtimeCount = 0
    for machine in 0..<chains.machineCount {
      downtimeStarts[machine] = Int32(downtimeCount)
      downtimeCount += closed[machine].count
    }
    for job in 0..<jobCount {
      if shop.standing[job] { isStanding[chains.offsets[job] + job] = true }
      for operation in chains.operations(of: job) {
        machineOf[operation + job] = Int32(chains.machines[operation])
        duration[operation + job] = chains.durations[operation]
      }
      let first = chains.offsets[job] + job
      let leaving = chains.offsets[job + 1] + job
      jobNodes[job] = Int32(first)
      jobNodes[job + 1] = Int32(leaving + 1)
      for node in first...leaving { jobOf[node] = Int32(job) }
      for node in stride(from: leaving - 1, through: first, by: -1) {
        workBehind[node] = workBehind[node + 1] + duration[node]
      }
    }
    set(orders)
  }

  /// Takes other orders.
  func set(_ orders: [[Int]]) {
    var next = 0
    for machine in 0..<orders.count {
      machineStarts[machine] = Int32(next)
      for operation in orders[machine] {
        sequence[next] = Int32(operation + shop.chains.jobs[operation])
        next += 1
      }
      machineStarts[machine + 1] = Int32(next)
      link(machine)
    }
    movedCount[0] = 0
  }

  /// Takes other orders, as they were in `sequence`.
  func take(_ saved: borrowing Buffer<Int32>) {
    sequence.pointer.update(from: saved.pointer, count: saved.count)
    for machine in 0..<shop.chains.machineCount { link(machine) }
    movedCount[0] = 0
  }

  /// Writes places and neighbours of a machine anew.
  func link(_ machine: Int) {
    let end = Int(machineStarts[machine + 1])
    var previous: Int32 = -1
    for index in Int(machineStarts[machine])..<end {
      let node = sequence[index]
      place[node] = Int32(index)
      before[node] = previous
      if previous >= 0 { after[previous] = node }
      previous = node
    }
    if previous >= 0 { after[previous] = -1 }
  }

  /// The starts of the operations by the last evaluation.
  var starts: [Int] {
    (0..<shop.chains.operationCount).map { head[$0 + shop.chains.jobs[$0]] }
  }
}
