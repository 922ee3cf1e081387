import Basics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Simulated annealing over the teams of chosen tasks: entities move and exchange places, tasks come and go, and what a
/// task lacks costs its price.
///
/// - Source: Kirkpatrick, Gelatt, Vecchi 1983, "Optimization by simulated annealing".
struct TeamAnnealing: ~Copyable {
  private let table: AllocationTable
  private let dimensions: Int
  private let unit: Double
  private var random: RandomSource
  /// By task and ability, what a missing unit costs.
  private let penalty: Buffer<Double>
  private let home: Buffer<Int32>
  private let have: Buffer<Int>
  /// Those that are to be served; only they have entities.
  private var tasks: [Int] = []
  private let isChosen: Buffer<Bool>
  /// Costs less values of the chosen tasks.
  private var loss = 0
  /// All that chosen tasks lack.
  private var missing = 0
  /// The best assignment met that covers all chosen tasks, and its loss.
  private let best: Buffer<Int32>
  private var bestLoss = Int.max
  /// The present assignment is the best one and not kept yet: what follows may be better still.
  private var isPending = false

  init(_ table: AllocationTable, _ scale: AnnealingScale, seed: UInt64) {
    self.table = table
    dimensions = table.dimensions
    unit = scale.unit
    random = RandomSource(seed: seed)
    penalty = Buffer(scale.penalties)
    home = Buffer(repeating: -1, count: table.entityCount)
    have = Buffer(repeating: 0, count: table.taskCount * table.dimensions)
    isChosen = Buffer(repeating: false, count: table.taskCount)
    best = Buffer(repeating: -1, count: table.entityCount)
  }

  /// Begins to serve these tasks, with what of `start` is theirs.
  mutating func begin(_ chosen: [Int], from start: [Int]) {
    tasks = chosen
    have.fill(0)
    isChosen.fill(false)
    loss = 0
    bestLoss = .max
    isPending = false
    for task in tasks {
      isChosen[task] = true
      loss -= table.value[task]
    }
    for entity in 0..<table.entityCount {
      let task = start[entity] >= 0 && isChosen[start[entity]] ? start[entity] : -1
      home[entity] = Int32(task)
      loss += price(entity, task)
      if task >= 0 { add(task, entity, 1) }
    }
    missing = tasks.reduce(0) { $0 + lacking($1) }
    note()
  }

  /// What `task` lacks.
  private func lacking(_ task: Int) -> Int {
    (0..<dimensions).reduce(0) { $0 + max(0, table.needs(task)[$1] - have[task * dimensions + $1]) }
  }

  @inline(__always) private mutating func note() {
    if missing == 0, loss < bestLoss {
      bestLoss = loss
      isPending = true
    }
  }

  private mutating func keep() {
    for entity in 0..<home.count { best[entity] = home[entity] }
    isPending = false
  }

  /// The best assignment of the present tasks; nil where none has covered them.
  var bestAssignment: [Int]? { bestLoss < .max && !isPending ? (0..<best.count).map { Int(best[$0]) } : nil }

  /// Where nothing was covered, what is missing costs more from now on.
  mutating func adapt() {
    guard bestLoss == .max else { return }
    for task in tasks {
      for k in 0..<dimensions { penalty[task * dimensions + k] *= 1.5 }
    }
  }

  /// What it costs more that `task` gets what `incoming` has and loses what `outgoing` has (-1 for nobody), in penalties,
  /// and how much more is missing.
  @inline(__always) private func change(_ task: Int, _ incoming: Int, _ outgoing: Int) -> (Double, Int) {
    var (sum, more) = (0.0, 0)
    let base = task * dimensions
    let needs = table.need.pointer + base
    let held = have.pointer + base
    let weight = penalty.pointer + base
    let zero = 0
    for k in 0..<dimensions {
      var now = needs[k] - held[k]
      let before = max(zero, now)
      if incoming >= 0 { now -= table.gains(task, incoming)[k] }
      if outgoing >= 0 { now += table.gains(task, outgoing)[k] }
      let difference = max(zero, now) - before
      more += difference
      sum += Double(difference) * weight[k]
    }
    return (sum, more)
  }

  @inline(__always) private func add(_ task: Int, _ entity: Int, _ sign: Int) {
    let (held, gains) = (have.pointer + task * dimensions, table.gains(task, entity))
    for k in 0..<dimensions { held[k] += sign * gains[k] }
  }

  @inline(__always) private func price(_ entity: Int, _ task: Int) -> Int {
    task < 0 ? 0 : table.cost[entity * table.taskCount + task]
  }

  /// So many steps, cooling from one temperature to the other by equal factors.
  mutating func run(steps: Int, from hot: Double, to cold: Double, shouldStop: () -> Bool) {
    let rounds = max(1, steps / 1000)
    let factor = exp(log(cold / hot) / Double(rounds))
    var temperature = hot * unit
    defer { if isPending { keep() } }
    for _ in 0..<rounds {
      if shouldStop() { return }
      toggle(temperature)
      if tasks.isEmpty { continue }
      for _ in 0..<1000 {
        if random.next() & 1 == 0 { move(temperature) } else { exchange(temperature) }
      }
      temperature *= factor
    }
  }

  /// A task comes or goes, with its whole team.
  private mutating func toggle(_ temperature: Double) {
    let task = random.below(table.taskCount)
    let base = task * dimensions
    var penalties = 0.0
    for k in 0..<dimensions { penalties += Double(max(0, table.need[base + k] - have[base + k])) * penalty[base + k] }
    if isChosen[task] {
      var saved = 0
      for entity in 0..<home.count where Int(home[entity]) == task { saved += price(entity, task) }
      guard accepts(Double(table.value[task] - saved) - penalties, temperature) else { return }
      if isPending { keep() }
      missing -= lacking(task)
      loss += table.value[task] - saved
      for entity in 0..<home.count where Int(home[entity]) == task { home[entity] = -1 }
      for k in 0..<dimensions { have[base + k] = 0 }
      tasks.removeAll { $0 == task }
    } else {
      guard !table.isFree(task), accepts(penalties - Double(table.value[task]), temperature) else { return }
      if isPending { keep() }
      missing += lacking(task)
      loss -= table.value[task]
      tasks.append(task)
    }
    isChosen[task].toggle()
    note()
  }

  @inline(__always) private mutating func accepts(_ difference: Double, _ temperature: Double) -> Bool {
    difference <= 0 || random.unit() < exp(-difference / temperature)
  }

  private mutating func move(_ temperature: Double) {
    let entity = random.below(table.entityCount)
    let from = Int(home[entity])
    let draw = random.below(tasks.count + 1)
    let to = draw == tasks.count ? -1 : tasks[draw]
    guard to != from, to < 0 || table.isUseful[to * table.entityCount + entity] else { return }
    var (difference, more) = (0.0, 0)
    if from >= 0 { (difference, more) = change(from, -1, entity) }
    if to >= 0 {
      let other = change(to, entity, -1)
      difference += other.0
      more += other.1
    }
    let dearer = price(entity, to) - price(entity, from)
    guard accepts(difference + Double(dearer), temperature) else { return }
    if isPending, dearer >= 0 || more != 0 { keep() }
    if from >= 0 { add(from, entity, -1) }
    if to >= 0 { add(to, entity, 1) }
    home[entity] = Int32(to)
    loss += dearer
    missing += more
    note()
  }

  private mutating func exchange(_ temperature: Double) {
    let first = random.below(table.entityCount)
    let second = random.below(table.entityCount)
    let (a, b) = (Int(home[first]), Int(home[second]))
    guard a != b, a < 0 || table.isUseful[a * table.entityCount + second],
      b < 0 || table.isUseful[b * table.entityCount + first]
    else { return }
    let dearer = price(first, b) + price(second, a) - price(first, a) - price(second, b)
    var (difference, more) = (Double(dearer), 0)
    if a >= 0 {
      let change = change(a, second, first)
      difference += change.0
      more += change.1
    }
    if b >= 0 {
      let change = change(b, first, second)
      difference += change.0
      more += change.1
    }
    guard accepts(difference, temperature) else { return }
    if isPending, dearer >= 0 || more != 0 { keep() }
    if a >= 0 {
      add(a, first, -1)
      add(a, second, 1)
    }
    if b >= 0 {
      add(b, second, -1)
      add(b, first, 1)
    }
    home[first] = Int32(b)
    home[second] = Int32(a)
    loss += dearer
    missing += more
    note()
  }
}
