import Basics
import Race

/// Schedules by serial generation: in a few orders at first, then around the best one in orders that differ a little.
struct GenerationSearch: Strategy {
  let name: String
  let instance: GeneralSchedule.Instance
  let seed: UInt64
  /// Passes after which it ends; for first schedules before something better takes over.
  let passLimit: Int

  init(_ instance: GeneralSchedule.Instance, seed: UInt64, passLimit: Int = .max) {
    self.instance = instance
    self.seed = seed
    self.passLimit = passLimit
    name = passLimit == .max ? "generation search" : "generation"
  }

  func run(on scoreboard: Scoreboard<GeneralSchedule.Solution>) {
    var random = RandomSource(seed: seed)
    let plan = GenerationPlan(instance)
    var generation = Generation(plan)
    var orders = Orders(plan)
    var pass = 0
    while pass < passLimit, !scoreboard.shouldStop {
      guard let wishes = orders.next(pass, scoreboard.best?.solution, &random) else { return }
      pass += 1
      guard generation.run(wishes, &random, until: { scoreboard.shouldStop }) else {
        if let obstacle = generation.obstacle { orders.hurry(obstacle) }
        continue
      }
      let found = generation.solution
      // What a pass does not look at may be broken; only the checker knows.
      guard let objective = try? GeneralSchedule.check(found, of: instance) else { continue }
      if let best = scoreboard.best, best.objective <= objective { continue }
      scoreboard.offer(found, from: name)
    }
  }
}

/// In which order, and with which modes, the next schedule is built.
private struct Orders {
  private let plan: GenerationPlan
  /// By task, how much earlier it is to come since passes have ended at it.
  private var urgency: [Double]
  private let scale: Double

  private var instance: GeneralSchedule.Instance { plan.instance }

  init(_ plan: GenerationPlan) {
    self.plan = plan
    urgency = Array(repeating: 0, count: plan.instance.tasks.count)
    scale = Double(plan.tails.max() ?? 1) + 1
  }

  mutating func hurry(_ task: Int) { for member in plan.groups[plan.groupOf[task]] { urgency[member] += 0.1 * scale } }

  /// nil where no choice of tasks goes together.
  func next(
    _ pass: Int, _ best: GeneralSchedule.Solution?, _ random: inout RandomSource
  ) -> Generation.Wishes? {
    let plan = instance.description.plan
    if pass == 0, !plan.isEmpty { return following(plan, &random) }
    if let best, pass >= Self.ruleCount { return around(best, &random) }
    guard let isPresent = instance.presences(&random, isRandom: pass >= Self.ruleCount) else { return nil }
    var wishes = Generation.Wishes(
      priorities: rule(pass, &random), modes: Array(repeating: nil, count: isPresent.count), isPresent: isPresent)
    if pass >= Self.ruleCount {
      for task in wishes.priorities.indices { wishes.priorities[task] += (random.unit() - 0.5) * 0.3 * scale }
      wishes.rarity = 10
    }
    for task in wishes.priorities.indices { wishes.priorities[task] -= urgency[task] }
    return wishes
  }

  /// In the order and the modes of a plan; what it has not comes last.
  private func following(
    _ plan: [GeneralSchedule.Placement?], _ random: inout RandomSource
  ) -> Generation.Wishes? {
    guard var isPresent = instance.presences(&random, isRandom: false) else { return nil }
    for (task, content) in instance.tasks.enumerated() where content.isOptional && plan[task] != nil {
      isPresent[task] = true
    }
    return Generation.Wishes(
      priorities: plan.map { $0.map { Double($0.start) } ?? 1e12 }, modes: plan.map { $0?.mode }, isPresent: isPresent)
  }

  private static let ruleCount = 4

  /// Least latest start, by due dates or deadlines where there are some; most work behind; in the order of the instance;
  /// shortest first.
  private func rule(_ pass: Int, _ random: inout RandomSource) -> [Double] {
    let tasks = instance.tasks
    switch pass % Self.ruleCount {
    case 0:
      return tasks.indices.map { task in
        let job = tasks[task].job.map { instance.jobs[$0] }
        let limits = [tasks[task].latestEnd, job?.deadline, job?.due].compactMap(\.self)
        return Double((limits.min() ?? Int(scale)) - plan.tails[task])
      }
    case 1: return plan.tails.map { -Double($0) }
    case 2: return tasks.indices.map { task in Double(tasks[task].job ?? task) }
    default: return tasks.map { Double($0.modes.reduce(Int.max) { min($0, $1.duration) }) }
    }
  }

  /// In the order and the modes of the best schedule, but for some tasks: those of a stretch of time, of a job or any.
  private func around(_ best: GeneralSchedule.Solution, _ random: inout RandomSource) -> Generation.Wishes {
    let tasks = instance.tasks
    let isPresent = best.tasks.map { $0 != nil }
    var priorities = best.tasks.map { Double($0?.start ?? 0) }
    var modes = best.tasks.map { $0?.mode }
    let last = best.tasks.reduce(1) { max($0, $1?.end ?? 0) }
    let freed = max(1, min(tasks.count / 4, 2 + random.below(20)))
    func free(_ task: Int, _ noise: Double) {
      priorities[task] += (random.unit() - 0.5) * noise
      modes[task] = nil
    }
    if tasks.isEmpty { return Generation.Wishes(priorities: [], modes: [], isPresent: []) }
    switch random.below(3) {
    case 0:
      for _ in 0..<freed { free(random.below(tasks.count), 0.3 * Double(last)) }
    case 1:
      let middle = random.below(last)
      let width = max(1, last / 20)
      for task in tasks.indices where abs((best.tasks[task]?.start ?? 0) - middle) < width && random.below(2) == 0 {
        free(task, Double(2 * width))
      }
    default:
      let job = tasks[random.below(tasks.count)].job
      let shift = (random.unit() - 0.5) * 0.3 * Double(last)
      for task in tasks.indices where tasks[task].job == job && job != nil {
        priorities[task] += shift
        modes[task] = nil
      }
    }
    return Generation.Wishes(priorities: priorities, modes: modes, isPresent: isPresent, rarity: 8)
  }
}
