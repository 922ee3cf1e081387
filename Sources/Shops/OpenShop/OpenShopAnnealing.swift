import Basics

/// Annealing over lists of operations, each started as soon as its job and its machine are through with those before it
/// in the list. A step takes two neighbours on a longest path and puts the later one where the earlier one is in the list,
/// or the earlier one where the later one is.
///
/// - Source: Liaw 1999, "Applying simulated annealing to the open shop scheduling problem".
final class OpenShopAnnealing {
  private let count: Int
  private let times: Buffer<Int>
  private let jobs: Buffer<Int>
  private let machines: Buffer<Int>
  private var order: Buffer<Int>
  private var trial: Buffer<Int>
  /// Of each operation, its place in the list.
  private let places: Buffer<Int>
  private let ends: Buffer<Int>
  /// The operations before on the job and on the machine; -1 where there is none.
  private let jobPrevious: Buffer<Int>
  private let machinePrevious: Buffer<Int>
  private let lastOfJob: Buffer<Int>
  private let lastOfMachine: Buffer<Int>
  /// A longest path, from its end.
  private var path: [Int] = []
  private var random: RandomSource
  private(set) var makespan = 0

  init(_ view: OpenShop, seed: UInt64) {
    count = view.durations.count
    times = Buffer(view.durations)
    jobs = Buffer((0..<count).map { $0 / view.machineCount })
    machines = Buffer((0..<count).map { $0 % view.machineCount })
    order = Buffer(0..<count)
    trial = Buffer(0..<count)
    places = Buffer(0..<count)
    ends = Buffer(repeating: 0, count: count)
    jobPrevious = Buffer(repeating: -1, count: count)
    machinePrevious = Buffer(repeating: -1, count: count)
    lastOfJob = Buffer(repeating: -1, count: view.jobCount)
    lastOfMachine = Buffer(repeating: -1, count: view.machineCount)
    random = RandomSource(seed: seed)
  }

  func take(_ list: [Int]) {
    for place in 0..<count { order[place] = list[place] }
    makespan = decode(order)
    sortByStart()
    findPath()
  }

  /// The schedule at hand.
  func candidate() -> OpenShop.Candidate {
    _ = decode(order)
    return OpenShop.Candidate(starts: (0..<count).map { ends[$0] - times[$0] })
  }

  /// - Parameter temperature: of the annealing that takes a worse schedule.
  func step(temperature: Double) {
    guard path.count > 1 else { return }
    let index = random.below(path.count - 1)
    let late = path[index]
    let early = path[index + 1]
    trial.pointer.update(from: order.pointer, count: count)
    if random.below(2) == 0 {
      shift(late, to: places[early])
    } else {
      shift(early, to: places[late])
    }
    let value = decode(trial)
    guard value <= makespan || Double(value - makespan) <= random.toleratedLoss(at: temperature) else { return }
    swap(&order, &trial)
    makespan = value
    sortByStart()
    findPath()
  }

  /// Moves an operation to another place of the trial list.
  private func shift(_ operation: Int, to place: Int) {
    var position = places[operation]
    while position > place {
      trial[position] = trial[position - 1]
      position -= 1
    }
    while position < place {
      trial[position] = trial[position + 1]
      position += 1
    }
    trial[place] = operation
  }

  private func decode(_ list: borrowing Buffer<Int>) -> Int {
    let list = list.pointer
    let ends = ends.pointer
    let times = times.pointer
    let lastOfJob = lastOfJob.pointer
    let lastOfMachine = lastOfMachine.pointer
    self.lastOfJob.fill(-1)
    self.lastOfMachine.fill(-1)
    var makespan = 0
    for place in 0..<count {
      let operation = list[place]
      let job = jobs[operation]
      let machine = machines[operation]
      let before = lastOfJob[job]
      let beside = lastOfMachine[machine]
      jobPrevious[operation] = before
      machinePrevious[operation] = beside
      let start = max(before >= 0 ? ends[before] : 0, beside >= 0 ? ends[beside] : 0)
      let end = start + times[operation]
      ends[operation] = end
      lastOfJob[job] = operation
      lastOfMachine[machine] = operation
      if end > makespan { makespan = end }
    }
    return makespan
  }

  /// Puts the list at hand into the order of the starts just decoded, of equal ones as before, which changes none: so a
  /// step passes only what is between its two operations in time.
  private func sortByStart() {
    let order = order.pointer
    for place in 0..<count {
      let operation = order[place]
      let start = ends[operation] - times[operation]
      var slot = place
      while slot > 0, ends[order[slot - 1]] - times[order[slot - 1]] > start {
        order[slot] = order[slot - 1]
        slot -= 1
      }
      order[slot] = operation
    }
  }

  /// A longest path of the schedule just decoded, of several a random one.
  private func findPath() {
    for place in 0..<count { places[order[place]] = place }
    path.removeAll(keepingCapacity: true)
    var last = -1
    var ties = 0
    for operation in 0..<count where ends[operation] == makespan {
      ties += 1
      if random.below(ties) == 0 { last = operation }
    }
    while last >= 0 {
      path.append(last)
      let start = ends[last] - times[last]
      let before = jobPrevious[last]
      let beside = machinePrevious[last]
      let isJobTight = before >= 0 && ends[before] == start
      let isMachineTight = beside >= 0 && ends[beside] == start
      if isJobTight, isMachineTight {
        last = random.below(2) == 0 ? before : beside
      } else {
        last = isJobTight ? before : isMachineTight ? beside : -1
      }
    }
  }
}
