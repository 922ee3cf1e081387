import Basics
import MIP
import Race
import Solving

/// Plans for a cluster that aim at something beside its pending pods: fewer nodes in use, a better score, empty nodes.
///
/// Lexicographically: the fewest unplaced pods of each priority, where pods that run keep a place; what is aimed at;
/// the fewest moves. A problem without files of its own: it is asked of clusters that `PodPacking` reads.
public enum PodDescheduling: Problem {
  public typealias Solution = PodPacking.Solution

  public static let name = "descheduling"
  public static let summary = "running pods of a cluster moved for an aim: fewer nodes, a better score, empty nodes"
  public static let formats = PodPacking.formats
  public static let heuristics: [HeuristicDescription] = []

  public static func recognises(_ source: SourceText) -> Bool { false }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    let snapshot = try PodPacking.snapshot(from: source)
    do {
      return try Instance(snapshot, aim: .consolidate)
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  /// The checker of placements, and that no pod that runs loses its place; the aim is counted anew.
  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    let cluster = instance.cluster
    let levels = try PodPacking.check(solution, of: cluster).levels
    guard let nodes = try? solution.nodes(in: cluster) else {
      throw CheckFailure("the placement is of another cluster")
    }
    for pod in nodes.indices where nodes[pod] < 0 && cluster.currentNode[pod] >= 0 {
      throw CheckFailure("pod '\(cluster.podNames[pod])' runs and would have no place")
    }
    let unplaced = Array(levels.prefix(cluster.levelCount))
    let moves = levels[cluster.levelCount]
    guard case .drain(let names) = instance.aim else {
      return Objective(levels: unplaced + levels.suffix(1) + [moves])
    }
    let drained = Set(names)
    var left = [Int](repeating: 0, count: cluster.levelCount)
    for (pod, node) in nodes.enumerated() where node >= 0 && drained.contains(cluster.nodeNames[Int(node)]) {
      left[Int(cluster.priorityLevel[pod])] += 1
    }
    return Objective(levels: unplaced + left + [moves])
  }

  public static func trivialBound(of instance: Instance) -> Objective? {
    Objective(levels: AimBound(instance).levels)
  }

  public static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    let cluster = instance.cluster
    let form: PlacementModel.Form = cluster.isOrderSensitive ? .relaxed : .strict
    let orders: [any Strategy<Solution>] =
      cluster.isOrderSensitive && PodPacking.OrderStrategy.largestCount(of: cluster) <= 1e7
      ? [AimOrderStrategy(instance)] : []
    let proof: [any Strategy<Solution>] = [AimModelStrategy(instance, form, seed: options.seed)]
    var lanes = [Lane([AimHeuristicStrategy(instance, seed: options.seed)] + orders)]
    if cluster.isOrderSensitive {
      lanes[0].strategies.append(AimModelStrategy(instance, .strict, seed: options.seed))
    }
    lanes.append(Lane(proof))
    if let solver = options.mipSolver { lanes[1].relief = [AimLinearStrategy(instance, solver: solver)] }
    return lanes
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    try PodPacking.linearModel(of: instance.cluster, SolveOptions())
  }

  public static func picture(of solution: Solution, of instance: Instance) -> String {
    PodPacking.picture(of: solution, of: instance.cluster)
  }

  public static func warnings(of instance: Instance) -> [String] { PodPacking.warnings(of: instance.cluster) }

  typealias PlacementModel = PodPacking.PlacementModel
}
