import Basics

extension PodPacking {
  /// The way from what runs now to a target placement: evictions and bindings in order.
  ///
  /// At every step each node fits. Steps are in groups: where a group ends, no pod waits for its return, and the counts
  /// of running pods by priority are, lexicographically from the highest, no worse than now. So a plan that is
  /// interrupted between groups leaves nothing worse than it found it, and no pod loses its place but in a group that
  /// places one that matters more.
  public struct Plan: Sendable, Equatable {
    /// What a step does to its pod.
    public enum Action: String, Sendable, Codable {
      /// The pod leaves its node.
      case evict
      /// The pod, created anew where it was evicted, gets this node.
      case bind
    }

    /// One pod that leaves its node or gets one.
    public struct Step: Sendable, Equatable, Codable {
      /// What is done to the pod.
      public var action: Action
      /// "namespace/name".
      public var pod: String
      /// The node that the pod leaves or gets.
      public var node: String
      /// From 1.
      public var group: Int
      /// Why, for people.
      public var note: String
      /// The pod's UID where it is the one of the snapshot; what is created anew on the way has another.
      public var uid: String?

      /// A step of a pod without a known UID.
      public init(action: Action, pod: String, node: String, group: Int, note: String) {
        self.action = action
        self.pod = pod
        self.node = node
        self.group = group
        self.note = note
      }
    }

    /// In the order in which they are carried out.
    public var steps: [Step]

    /// A plan of these steps.
    public init(steps: [Step]) { self.steps = steps }

    /// Pods that are bound again to the node that they were first evicted from: for the objective they have not moved.
    private var returning: Int {
      var first: [String: String] = [:]
      var last: [String: String] = [:]
      for step in steps {
        if step.action == .evict, first[step.pod] == nil { first[step.pod] = last[step.pod] == nil ? step.node : "" }
        last[step.pod] = step.action == .bind ? step.node : ""
      }
      return first.count { pod, node in node == last[pod] && !node.isEmpty }
    }

    private var returnText: String {
      switch returning {
      case 0: ""
      case 1: "; 1 pod is evicted and returns to its node, which the objective does not count"
      case let count: "; \(count) pods are evicted and return to their nodes, which the objective does not count"
      }
    }

    /// A line a step, after a line of what the plan does in all.
    public var text: String {
      if steps.isEmpty { return "nothing to do" }
      let evictions = steps.count { $0.action == .evict }
      let groups = steps.last?.group ?? 0
      var lines = [
        "\(counted(steps.count, "step")) in \(counted(groups, "group")): "
          + "\(counted(evictions, "eviction")), "
          + "\(counted(steps.count - evictions, "binding"))" + returnText
      ]
      for (index, step) in steps.enumerated() {
        let verb = step.action == .evict ? "evict \(step.pod) from" : "bind  \(step.pod) to"
        lines.append("\(index + 1). [\(step.group)] \(verb) \(step.node)\(step.note.isEmpty ? "" : ": \(step.note)")")
      }
      return lines.joined(separator: "\n")
    }
  }

  /// Why there is no plan, in words.
  public enum PlanFailure: Error, CustomStringConvertible, Sendable, Equatable {
    /// The target has fewer running pods, lexicographically, than there are now.
    case worseThanNow
    /// Constraints between pods leave no order in which this pod could arrive.
    case noOrder(pod: String)
    /// The time was over before an order was found.
    case interrupted

    public var description: String {
      switch self {
      case .worseThanNow: "the target is worse than what runs now"
      case .noOrder(let pod): "no order of steps found in which pod '\(pod)' arrives with every constraint kept"
      case .interrupted: "interrupted"
      }
    }
  }
}
