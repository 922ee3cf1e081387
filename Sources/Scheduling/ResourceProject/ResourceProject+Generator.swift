import Basics
import Solving

extension ResourceProject {
  /// Parameters of random projects; their meaning follows ProGen, the construction is our own.
  ///
  /// - Source: of the measures: Kolisch, Sprecher, Drexl 1995, "Characterization and generation of a general class of
  ///   resource-constrained project scheduling problems".
  public struct GeneratorParameters: Sendable {
    /// Activities without the dummy source and sink.
    public var activityCount = 30
    /// Renewable resources.
    public var resourceCount = 4
    /// Precedences for each activity, those of the dummies included: 1.5, 1.8 or 2.1 in PSPLIB.
    public var networkComplexity = 1.5
    /// The share of resources that an activity demands, in [0, 1].
    public var resourceFactor = 0.5
    /// 0: capacities are the largest demands; 1: the schedule of earliest starts fits.
    public var resourceStrength = 0.3
    /// The longest duration.
    public var maximumDuration = 10
    /// The largest demand.
    public var maximumDemand = 10
    /// Of the random numbers.
    public var seed: UInt64 = 1

    /// Thirty activities on four resources.
    public init() {}
  }

  /// A random project.
  ///
  /// Activities are numbered topologically. One in ten (at least one) starts and one in ten ends the project; every
  /// other one has a predecessor and a successor, drawn from the next n / 3 places; then precedences that neither are
  /// redundant nor make others so are added until the network is as complex as asked or none was found in 50 n draws. Durations and demands are
  /// uniform from 1; each resource is demanded with probability `resourceFactor`, one at least. A capacity is the
  /// largest demand plus `resourceStrength` times what the earliest-start schedule's peak is above it, rounded.
  /// - Throws: `InvalidInstance` for parameters out of range.
  public static func generate(_ parameters: GeneratorParameters) throws(InvalidInstance) -> Instance {
    try validate(parameters)
    var random = RandomSource(seed: parameters.seed)
    let count = parameters.activityCount + 2
    let successors = network(parameters, &random)
    var durations = [Int](repeating: 0, count: count)
    var demands = [[Int]](repeating: [Int](repeating: 0, count: parameters.resourceCount), count: count)
    for activity in 1..<count - 1 {
      durations[activity] = random.within(1...parameters.maximumDuration)
      guard parameters.resourceCount > 0, parameters.resourceFactor > 0 else { continue }
      let sure = random.below(parameters.resourceCount)
      for resource in 0..<parameters.resourceCount
      where random.unit() < parameters.resourceFactor || resource == sure {
        demands[activity][resource] = random.within(1...parameters.maximumDemand)
      }
    }
    let capacities = capacities(parameters, durations: durations, demands: demands, successors: successors)
    return try Instance(
      name: "random-\(parameters.activityCount)-\(parameters.resourceCount)-\(parameters.seed)",
      durations: durations, demands: demands, successors: successors, capacities: capacities)
  }

  private static func validate(_ parameters: GeneratorParameters) throws(InvalidInstance) {
    guard (1...2000).contains(parameters.activityCount) else {
      throw InvalidInstance("the number of activities is outside 1 to 2000")
    }
    guard (0...1000).contains(parameters.resourceCount) else {
      throw InvalidInstance("the number of resources is outside 0 to 1000")
    }
    guard (0...1).contains(parameters.resourceFactor), (0...1).contains(parameters.resourceStrength) else {
      throw InvalidInstance("resource factor and resource strength are from 0 to 1")
    }
    guard (0...100).contains(parameters.networkComplexity) else {
      throw InvalidInstance("the network complexity is from 0 to 100")
    }
    guard (1...1000).contains(parameters.maximumDuration), (1...1000).contains(parameters.maximumDemand) else {
      throw InvalidInstance("durations and demands go up to a number from 1 to 1000")
    }
  }

  /// Successor lists with the dummies 0 and count - 1.
  private static func network(_ parameters: GeneratorParameters, _ random: inout RandomSource) -> [[Int]] {
    let inner = parameters.activityCount
    let reach = max(2, inner / 3)
    let ends = max(1, inner / 10)
    // reachable[i][j]: a path leads from i to j.
    var reachable = [[Bool]](repeating: [Bool](repeating: false, count: inner + 1), count: inner + 1)
    var successors = [[Int]](repeating: [], count: inner + 2)
    var hasPredecessor = [Bool](repeating: false, count: inner + 2)
    var arcs = 0

    func connect(_ before: Int, _ after: Int) {
      successors[before].append(after)
      hasPredecessor[after] = true
      arcs += 1
      for source in 1...before where source == before || reachable[source][before] {
        for target in after...inner where target == after || reachable[after][target] {
          reachable[source][target] = true
        }
      }
    }

    for activity in 1...inner where activity > ends {
      connect(max(1, activity - 1 - random.below(reach)), activity)
    }
    for activity in 1...inner where activity <= inner - ends && successors[activity].isEmpty {
      connect(activity, min(inner, activity + 1 + random.below(reach)))
    }
    let wanted = Int(parameters.networkComplexity * Double(inner + 2))
    let dummies = (1...inner).count { !hasPredecessor[$0] } + (1...inner).count { successors[$0].isEmpty }
    for _ in 0..<50 * inner where arcs + dummies < wanted && inner > 1 {
      let before = random.within(1...inner - 1)
      let after = min(inner, before + 1 + random.below(reach))
      if !reachable[before][after], !wouldBeRedundant(before, after, reachable, successors) { connect(before, after) }
    }
    for activity in 1...inner {
      if !hasPredecessor[activity] { successors[0].append(activity) }
      if successors[activity].isEmpty { successors[activity].append(inner + 1) }
    }
    return successors
  }

  /// Whether the new precedence would make one that is there redundant.
  private static func wouldBeRedundant(
    _ before: Int, _ after: Int, _ reachable: [[Bool]], _ successors: [[Int]]
  ) -> Bool {
    for source in 1...before where source == before || reachable[source][before] {
      for target in successors[source] where target == after || reachable[after][target] { return true }
    }
    return false
  }

  private static func capacities(
    _ parameters: GeneratorParameters, durations: [Int], demands: [[Int]], successors: [[Int]]
  ) -> [Int] {
    var starts = [Int](repeating: 0, count: durations.count)
    for (activity, list) in successors.enumerated() {
      for successor in list { starts[successor] = max(starts[successor], starts[activity] + durations[activity]) }
    }
    return (0..<parameters.resourceCount).map { resource in
      let largest = demands.reduce(0) { max($0, $1[resource]) }
      // Usage is highest when some activity starts.
      let peak = starts.reduce(0) { best, time in
        max(
          best,
          starts.indices.reduce(0) {
            $0 + (starts[$1] <= time && time < starts[$1] + durations[$1] ? demands[$1][resource] : 0)
          })
      }
      return largest + Int((parameters.resourceStrength * Double(peak - largest)).rounded())
    }
  }
}

extension ResourceProject: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("activities", .integer(1...2000, default: 30), "activities without the dummy source and sink"),
    .init("resources", .integer(0...1000, default: 4), "renewable resources"),
    .init("complexity", .number(0...100, default: 1.5), "precedences for each activity"),
    .init("factor", .number(0...1, default: 0.5), "resource factor: the share of resources that an activity demands"),
    .init(
      "strength", .number(0...1, default: 0.3),
      "resource strength: from 0, as scarce as can be, to 1, the earliest starts fit"),
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
  ]

  /// - Returns: the project as PSPLIB `.sm`.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    var parameters = GeneratorParameters()
    parameters.activityCount = arguments.integer("activities")
    parameters.resourceCount = arguments.integer("resources")
    parameters.networkComplexity = arguments.number("complexity")
    parameters.resourceFactor = arguments.number("factor")
    parameters.resourceStrength = arguments.number("strength")
    parameters.seed = UInt64(arguments.integer("seed"))
    do {
      return try generate(parameters).psplibText
    } catch {
      throw GeneratorError(error.description)
    }
  }
}
