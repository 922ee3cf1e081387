import Basics
import Solving

extension Workflow: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("tasks", .integer(1...20_000, default: 40), "tasks of each job"),
    .init("jobs", .integer(1...1_000, default: 1), "jobs"),
    .init("gap", .integer(0...1_000_000, default: 0), "the mean time between the releases of jobs"),
    .init("width", .integer(1...1_000, default: 5), "the mean number of tasks in a layer"),
    .init("degree", .integer(1...100, default: 3), "the most predecessors of a task, all in the layer before it"),
    .init("clusters", .integer(1...50, default: 3), "clusters of elements"),
    .init("elements", .integer(1...100, default: 2), "elements of each cluster"),
    .init("heterogeneity", .number(0...1, default: 0.5), "how far times on clusters are from their mean, relatively"),
    .init("ccr", .number(0...100, default: 0.5), "the mean transfer time by the mean execution time"),
    .init("unfit", .integer(0...90, default: 0), "percent of pairs of tasks and clusters that do not fit"),
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
  ]

  /// Layered graphs as in the experiments of Topcuoglu, Hariri and Wu 2002: mean execution times from 1 to 100, times on
  /// clusters around these, and volumes that take the mean transfer time of `ccr` at the bandwidth 10 between any two
  /// elements.
  ///
  /// - Returns: the instance as JSON.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    guard arguments.integer("tasks") * arguments.integer("jobs") <= 20_000 else {
      throw GeneratorError("--tasks times --jobs is at most 20000")
    }
    var maker = GraphMaker(arguments)
    do {
      return text(of: try maker.instance())
    } catch {
      throw GeneratorError(error.description)
    }
  }
}

private struct GraphMaker {
  private let arguments: Arguments
  private var random: RandomSource
  private var tasks: [Workflow.Task] = []
  private var arcs: [Workflow.Arc] = []
  private let clusters: Int

  init(_ arguments: Arguments) {
    self.arguments = arguments
    clusters = arguments.integer("clusters")
    random = RandomSource(seed: UInt64(arguments.integer("seed")))
  }

  mutating func instance() throws(InvalidInstance) -> Workflow.Instance {
    var jobs: [Workflow.Job] = []
    var release = 0
    for number in 0..<arguments.integer("jobs") {
      addJob(number)
      jobs.append(.init(name: "job \(number + 1)", release: release))
      release += random.within(0...2 * arguments.integer("gap"))
    }
    return try .init(
      name: "layered-\(arguments.integer("tasks"))-\(arguments.integer("seed"))",
      platform: .init(
        clusters: (1...clusters).map { .init(name: "C\($0)", size: arguments.integer("elements")) },
        transfers: .uniform(10, clusters: clusters)), jobs: jobs, tasks: tasks, arcs: arcs)
  }

  private mutating func addJob(_ job: Int) {
    let first = tasks.count
    let end = first + arguments.integer("tasks")
    var before: Range<Int>?
    while tasks.count < end {
      let size = random.within(1...max(1, 2 * arguments.integer("width") - 1))
      let layer = tasks.count..<min(end, tasks.count + size)
      for number in layer {
        tasks.append(task(named: "t\(number - first + 1)", job))
        if let before { addArcs(to: number, from: before) }
      }
      before = layer
    }
  }

  private mutating func task(named name: String, _ job: Int) -> Workflow.Task {
    let mean = Double(random.within(1...100))
    let spread = arguments.number("heterogeneity")
    let kept = random.below(clusters)
    let durations = (0..<clusters).map { cluster -> Int? in
      let time = max(1, Int((mean * (1 + spread * (2 * random.unit() - 1))).rounded()))
      return random.chance(arguments.integer("unfit")) && cluster != kept ? nil : time
    }
    return .init(name: name, job: job, durations: durations)
  }

  private mutating func addArcs(to task: Int, from layer: Range<Int>) {
    let count = random.within(1...min(layer.count, arguments.integer("degree")))
    var sources = Array(layer)
    for place in 0..<count {
      sources.swapAt(place, random.within(place...sources.count - 1))
      let volume = (10 * arguments.number("ccr") * Double(random.within(1...100))).rounded()
      arcs.append(.init(from: sources[place], to: task, volume: Int(volume)))
    }
  }
}
