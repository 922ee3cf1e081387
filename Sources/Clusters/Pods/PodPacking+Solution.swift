import Basics
import Solving

extension PodPacking {
  /// A node, or none, for each pod of an instance.
  ///
  /// Coded by name: `{"placements": [{"pod", "node", "from"}], "plan": {"steps": [...]}}`, where a node that is null is
  /// no place and `from` is the present node. So a decoded solution has names of its own, and `nodes(in:)` finds them
  /// again; and it has the plan of its file, which the checker looks at too.
  public struct Solution: Sendable {
    /// Whose pods and nodes the numbers mean; nil for a decoded solution.
    public let instance: Instance?
    /// The node by pod, -1 for none; empty for a decoded solution.
    public let nodeOfPod: [Int32]
    private let decoded: [Placement]
    /// The plan that came with it, from a file or from the search that found it; `plan()` makes one for others.
    public let givenPlan: Plan?
    /// What `plan()` gave once.
    private(set) var madePlan: Result<Plan, PlanFailure>?
    /// Why pods stay pending, where that has been worked out.
    private(set) var knownReasons: [PendingPod]?

    /// A node for each pod of an instance, -1 for none.
    public init(_ nodeOfPod: [Int32], of instance: Instance, plan: Plan? = nil) {
      self.instance = instance
      self.nodeOfPod = nodeOfPod
      decoded = []
      givenPlan = plan
    }

    /// What runs now, and nothing else.
    public static func present(of instance: Instance) -> Solution { Solution(instance.currentNode, of: instance) }

    /// One line of the solution file.
    public struct Placement: Sendable, Codable, Equatable {
      /// "namespace/name".
      public let pod: String
      /// Null is no place.
      public let node: String?
      /// Where the pod runs now; null while it is pending. Not read back.
      public let from: String?

      /// A line by its parts.
      public init(pod: String, node: String?, from: String? = nil) {
        self.pod = pod
        self.node = node
        self.from = from
      }

      public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(pod, forKey: .pod)
        try container.encode(node, forKey: .node)
        try container.encode(from, forKey: .from)
      }
    }

    /// A solution as a file has it, by name.
    public init(_ placements: [Placement], plan: Plan? = nil) {
      instance = nil
      nodeOfPod = []
      decoded = placements
      givenPlan = plan
    }

    /// The placements by name; pods that must stay are not among them.
    public var placements: [Placement] {
      guard let instance else { return decoded }
      func name(_ node: Int32) -> String? { node < 0 ? nil : instance.nodeNames[Int(node)] }
      return nodeOfPod.indices.map { pod in
        Placement(
          pod: instance.podNames[pod], node: name(nodeOfPod[pod]), from: name(instance.currentNode[pod]))
      }
    }

    /// The node by pod of `instance`, -1 for none.
    ///
    /// - Throws: `InvalidInstance` for a name that `instance` does not have, a pod named twice or left out, or a table
    ///   of another length.
    public func nodes(in instance: Instance) throws(InvalidInstance) -> [Int32] {
      if self.instance === instance {
        guard nodeOfPod.count == instance.podCount else {
          throw InvalidInstance(
            "the solution has \(counted(nodeOfPod.count, "pod")), the instance \(instance.podCount)")
        }
        return nodeOfPod
      }
      var nodes: [String: Int32] = [:]
      for (index, name) in instance.nodeNames.enumerated() { nodes[name] = Int32(index) }
      var pods: [String: Int] = [:]
      for (index, name) in instance.podNames.enumerated() { pods[name] = index }
      var result = [Int32?](repeating: nil, count: instance.podCount)
      for placement in placements {
        guard let pod = pods[placement.pod] else {
          throw InvalidInstance("there is no pod '\(placement.pod)' that may be placed")
        }
        guard result[pod] == nil else { throw InvalidInstance("pod '\(placement.pod)' is placed twice") }
        guard let name = placement.node else {
          result[pod] = -1
          continue
        }
        guard let node = nodes[name] else { throw InvalidInstance("there is no node '\(name)'") }
        result[pod] = node
      }
      var complete: [Int32] = []
      for (pod, node) in result.enumerated() {
        guard let node else { throw InvalidInstance("pod '\(instance.podNames[pod])' is left out") }
        complete.append(node)
      }
      return complete
    }
  }
}

extension PodPacking.Solution {
  /// The same with its plan and the reasons of what stays pending, made now: who codes or explains it does not make
  /// them again.
  func withPlan(shouldStop: () -> Bool) -> PodPacking.Solution {
    guard let instance, givenPlan == nil, madePlan == nil else { return self }
    var solution = self
    do throws(PodPacking.PlanFailure) {
      solution.madePlan = .success(try plan(in: instance, shouldStop: shouldStop))
    } catch {
      solution.madePlan = .failure(error)
    }
    solution.knownReasons = PodPacking.PendingReasons(self, of: instance).all(shouldStop: shouldStop)
    return solution
  }

  /// Why pods stay pending, of `instance` or of the one that it is of.
  package func reasons(in instance: PodPacking.Instance) -> [PodPacking.PendingPod] {
    if self.instance === instance, let knownReasons { return knownReasons }
    return PodPacking.PendingReasons(self, of: instance).all
  }

  /// How to get there from what runs now.
  ///
  /// - Parameter shouldStop: looked at between steps; then `interrupted` is thrown.
  /// - Precondition: the checker has passed the solution.
  public func plan(
    in instance: PodPacking.Instance, shouldStop: () -> Bool = { false }
  ) throws(PodPacking.PlanFailure) -> PodPacking.Plan {
    if let givenPlan { return givenPlan }
    if self.instance === instance, let madePlan { return try madePlan.get() }
    guard let target = try? nodes(in: instance) else { preconditionFailure("the solution is of another instance") }
    // Which no order mends, so none is looked for.
    let running = instance.levelCount
    guard
      !instance.levels(of: instance.currentNode).prefix(running)
        .lexicographicallyPrecedes(instance.levels(of: target).prefix(running))
    else { throw .worseThanNow }
    do {
      var planner = Planner(instance, target: target)
      return try planner.plan(shouldStop: shouldStop)
    } catch .noOrder(let pod) where instance.isOrderSensitive {
      for pods in instance.podsToReorder(for: target) {
        var search = OrderSearch(instance, pods: pods)
        if let plan = search?.plan(to: target, limit: Self.orderLimit, shouldStop: shouldStop) { return plan }
      }
      throw .noOrder(pod: pod)
    }
  }

  /// Placements that a search for an order visits.
  private static var orderLimit: Int { 20_000 }
}

extension PodPacking.Solution: Codable {
  private enum CodingKeys: String, CodingKey { case pending, placements, plan }

  /// The plan, or why there is none.
  private struct CodedPlan: Codable {
    var steps: [PodPacking.Plan.Step]?
    var failure: String?
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let steps = try container.decodeIfPresent(CodedPlan.self, forKey: .plan)?.steps
    self.init(
      try container.decode([Placement].self, forKey: .placements), plan: steps.map(PodPacking.Plan.init(steps:)))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(placements, forKey: .placements)
    if let instance {
      let pending = reasons(in: instance)
      if !pending.isEmpty { try container.encode(pending, forKey: .pending) }
    }
    var plan = CodedPlan(steps: givenPlan?.steps)
    if plan.steps == nil, let instance {
      do {
        plan.steps = try self.plan(in: instance).steps
      } catch {
        plan.failure = error.description
      }
    }
    if let instance { plan.steps = plan.steps?.naming(podsOf: instance) }
    if plan.steps != nil || plan.failure != nil { try container.encode(plan, forKey: .plan) }
  }
}
