/// A label selector: every requirement must hold. Without requirements it selects everything.
public struct LabelSelector: Sendable, Hashable {
  public struct Requirement: Sendable, Hashable {
    public enum Operator: String, Sendable {
      case isIn = "In"
      case isNotIn = "NotIn"
      case exists = "Exists"
      case doesNotExist = "DoesNotExist"
      /// Of integers, in node affinity only.
      case greater = "Gt"
      case less = "Lt"
    }

    public var key: String
    public var operation: Operator
    public var values: [String]

    public init(_ key: String, _ operation: Operator, _ values: [String] = []) {
      self.key = key
      self.operation = operation
      self.values = values
    }

    /// - Parameter value: the label's value; nil where the key is missing, which only NotIn and DoesNotExist accept.
    public func accepts(_ value: String?) -> Bool {
      guard let value else { return operation == .isNotIn || operation == .doesNotExist }
      switch operation {
      case .isIn: return values.contains(value)
      case .isNotIn: return !values.contains(value)
      case .exists: return true
      case .doesNotExist: return false
      case .greater, .less:
        guard values.count == 1, let limit = Int(values[0]), let number = Int(value) else { return false }
        return operation == .greater ? number > limit : number < limit
      }
    }
  }

  public var requirements: [Requirement]
  /// A selector that is absent selects nothing, one that is empty everything.
  public var selectsNothing = false

  public init(_ requirements: [Requirement]) { self.requirements = requirements }

  /// The labels must have these values.
  public init(matching labels: [String: String]) {
    requirements = labels.sorted { $0.key < $1.key }.map { Requirement($0.key, .isIn, [$0.value]) }
  }

  public static var nothing: LabelSelector {
    var selector = LabelSelector([])
    selector.selectsNothing = true
    return selector
  }

  public func matches(_ labels: [String: String]) -> Bool {
    !selectsNothing && requirements.allSatisfy { $0.accepts(labels[$0.key]) }
  }
}

/// One term of a required node affinity: all its requirements must hold. A term without any matches no node.
public struct NodeSelectorTerm: Sendable, Hashable {
  /// Of the node's labels.
  public var labels: [LabelSelector.Requirement]
  /// Of the node's fields, of which there is `metadata.name` only.
  public var fields: [LabelSelector.Requirement]

  public init(labels: [LabelSelector.Requirement] = [], fields: [LabelSelector.Requirement] = []) {
    self.labels = labels
    self.fields = fields
  }

  public func matches(_ node: ClusterSnapshot.Node) -> Bool {
    guard !labels.isEmpty || !fields.isEmpty else { return false }
    return labels.allSatisfy { $0.accepts(node.labels[$0.key]) }
      && fields.allSatisfy { $0.key == "metadata.name" && $0.accepts(node.name) }
  }
}
