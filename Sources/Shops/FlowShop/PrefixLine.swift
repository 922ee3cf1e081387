import Basics

/// A line whose objective is a sum over the jobs, or any objective where jobs do not wait: what follows a changed place
/// is computed again, up to where it costs too much.
///
/// The ends of all machines after a job are its row; where jobs do not wait, the start of the last job is all there is.
/// Without setups a job more never lets another one end earlier, so the old costs of the rest bound their new costs.
final class PrefixLine: FlowLine {
  let tables: FlowTables
  let machines, width: Int
  private let kind: FlowShop.Kind
  private let objective: FlowShop.Objective
  let jobs: Buffer<Int>
  private let counters: Buffer<Int>
  /// Row r and what the first r jobs cost: the objective's part and, for ties, their completions.
  let rows, costs, completions: Buffer<Int>
  let front: Buffer<Int>
  /// Where a trial puts the jobs that it moves.
  let sequence: Buffer<Int>

  init(_ tables: FlowTables) {
    self.tables = tables
    machines = tables.machines
    kind = tables.shop.kind
    objective = tables.shop.objective
    width = kind == .noWait ? 1 : machines
    jobs = Buffer(repeating: 0, count: tables.jobs)
    counters = Buffer(repeating: 0, count: 1)
    rows = Buffer(repeating: 0, count: (tables.jobs + 1) * width)
    costs = Buffer(repeating: 0, count: tables.jobs + 1)
    completions = Buffer(repeating: 0, count: tables.jobs + 1)
    front = Buffer(repeating: 0, count: width)
    sequence = Buffer(repeating: 0, count: tables.jobs)
  }

  var count: Int { counters[0] }
  var cost: Int { costs[count] }
  var tie: Int { completions[count] }
  var workPerPlace: Int { (count / 2 + 1) * width }
  func job(at place: Int) -> Int { jobs[place] }

  @inline(__always) func neighbour(_ place: Int) -> Int { place < 0 ? -1 : jobs[place] }

  func insertion(of job: Int, at places: ClosedRange<Int>, below known: FlowInsertion) -> FlowInsertion {
    var best = known
    let bounded = !tables.hasSetups && objective != .makespan
    for place in places.reversed() {
      if let here = cost(of: job, at: place, bounded, below: best), here < best { best = here }
    }
    return best
  }

  /// The cost with a job at a place; nil once it is not below that of `best`.
  private func cost(of job: Int, at place: Int, _ bounded: Bool, below best: FlowInsertion) -> FlowInsertion? {
    let front = front.pointer
    front.update(from: rows.pointer + place &* width, count: width)
    var cost = objective == .makespan ? 0 : costs[place]
    var completions = completions[place]
    let count = count
    let oldCost = costs[count]
    let oldCompletions = self.completions[count]
    var last = neighbour(place &- 1)
    var index = place
    var next = job
    while true {
      let completion = advance(front, last, next)
      cost = objective == .makespan ? completion : cost &+ jobCost(next, completion)
      completions &+= completion
      let costAtLeast = bounded ? cost &+ oldCost &- costs[index] : objective == .makespan ? 0 : cost
      if costAtLeast > best.cost { return nil }
      if costAtLeast == best.cost {
        let tie = bounded ? completions &+ oldCompletions &- self.completions[index] : completions
        if tie >= best.tie { return nil }
      }
      if index == count { break }
      last = next
      next = jobs[index]
      index &+= 1
    }
    return FlowInsertion(place: place, cost: cost, tie: completions)
  }

  func exchange(at place: Int) -> Bool {
    var best = FlowInsertion(place: place, cost: cost, tie: tie)
    var other = place &+ 1
    while other < count {
      if let here = exchanged(place, other, below: best) { best = here }
      other &+= 1
    }
    if best.place == place { return false }
    let isLess = best.cost < cost
    jobs.swapAt(place, best.place)
    rebuild(from: place)
    return isLess
  }

  /// The cost with the jobs at two places exchanged, the later one as the place; nil unless it is below that of `best`.
  private func exchanged(_ place: Int, _ other: Int, below best: FlowInsertion) -> FlowInsertion? {
    let front = front.pointer
    front.update(from: rows.pointer + place &* width, count: width)
    var cost = objective == .makespan ? 0 : costs[place]
    var completions = completions[place]
    var last = neighbour(place &- 1)
    let count = count
    for index in place..<count {
      let job = index == place ? jobs[other] : index == other ? jobs[place] : jobs[index]
      let completion = advance(front, last, job)
      cost = objective == .makespan ? completion : cost &+ jobCost(job, completion)
      completions &+= completion
      if objective != .makespan && cost > best.cost { return nil }
      last = job
    }
    let here = FlowInsertion(place: other, cost: cost, tie: completions)
    return here < best ? here : nil
  }

  @inline(__always)
  func jobCost(_ job: Int, _ completion: Int) -> Int {
    switch objective {
    case .makespan: completion
    case .totalCompletion: tables.weights[job] &* completion
    case .totalTardiness: tables.weights[job] &* max(0, completion &- tables.dueDates[job])
    }
  }

  /// Moves a row from behind the job `last`, -1 for nobody, to behind `job`, and gives this one's completion.
  @inline(__always)
  func advance(_ row: UnsafeMutablePointer<Int>, _ last: Int, _ job: Int) -> Int {
    if kind == .noWait {
      if last >= 0 { row[0] &+= tables.lag(last, job) }
      return row[0] &+ tables.totals[job]
    }
    let durations = tables.durations(of: job)
    if kind == .blocking {
      let setups = tables.setups(last, job)
      var entry = row[0] &+ setups[0]
      for machine in 0..<machines &- 1 {
        entry = max(entry &+ durations[machine], row[machine &+ 1] &+ setups[machine &+ 1])
        row[machine] = entry
      }
      entry &+= durations[machines &- 1]
      row[machines &- 1] = entry
      return entry
    }
    var end = 0
    if tables.hasSetups {
      let setups = tables.setups(last, job)
      for machine in 0..<machines {
        end = max(end, row[machine] &+ setups[machine]) &+ durations[machine]
        row[machine] = end
      }
    } else {
      for machine in 0..<machines {
        end = max(end, row[machine]) &+ durations[machine]
        row[machine] = end
      }
    }
    return end
  }

  func insert(_ job: Int, at place: Int) {
    let count = count
    var index = count
    while index > place {
      jobs[index] = jobs[index &- 1]
      index &-= 1
    }
    jobs[place] = job
    counters[0] = count &+ 1
    rebuild(from: place)
  }

  func remove(at place: Int) {
    let count = count &- 1
    for index in place..<count { jobs[index] = jobs[index &+ 1] }
    counters[0] = count
    rebuild(from: place)
  }

  func load(_ order: [Int]) {
    counters[0] = order.count
    for (place, job) in order.enumerated() { jobs[place] = job }
    rebuild(from: 0)
  }

  func rebuild(from first: Int) {
    for place in first..<max(first, count) {
      let row = rows.pointer + (place &+ 1) &* width
      row.update(from: row - width, count: width)
      let completion = advance(row, neighbour(place &- 1), jobs[place])
      let cost = jobCost(jobs[place], completion)
      costs[place &+ 1] = objective == .makespan ? completion : costs[place] &+ cost
      completions[place &+ 1] = completions[place] &+ completion
    }
  }
}
