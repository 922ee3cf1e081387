/// A label selector: every requirement must hold. Without requirements it selects everything.
public struct LabelSelector: Sendable, Hashable {
  /// One condition on the value of a label.
  public struct Requirement: Sendable, Hashable {
    /// How the label's value is compared; raw values are the API's.
    public enum Operator: String, Sendable {
      /// The value is one of `values`.
      case isIn = "In"
      /// The value is none of `values`, or the label is missing.
      case isNotIn = "NotIn"
      /// The label is there.
      case exists = "Exists"
      /// The label is missing.
      case doesNotExist = "DoesNotExist"
      /// Of integers, in node affinity only.
      case greater = "Gt"
      /// Of integers, in node affinity only.
      case less = "Lt"
    }

    /// The label's name.
    public var key: String
    /// How its value is compared.
    public var operation: Operator
    /// What it is compared with.
    public var values: [String]

    /// A condition on the label of this name.
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

  /// All must hold.
  public var requirements: [Requirement]
  /// A selector that is absent selects nothing, one that is empty everything.
  public var selectsNothing = false

  /// All of these must hold.
  public init(_ requirements: [Requirement]) { self.requirements = requirements }

  /// The labels must have these values.
  public init(matching labels: [String: String]) {
    requirements = labels.sorted { $0.key < $1.key }.map { Requirement($0.key, .isIn, [$0.value]) }
  }

  /// The selector that is absent.
  public static var nothing: LabelSelector {
    var selector = LabelSelector([])
    selector.selectsNothing = true
    return selector
  }

  /// Whether an object with these labels is selected.
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

  /// All of these must hold.
  public init(labels: [LabelSelector.Requirement] = [], fields: [LabelSelector.Requirement] = []) {
    self.labels = labels
    self.fields = fields
  }

  /// Whether the term permits the node.
  public func matches(_ node: ClusterSnapshot.Node) -> Bool {
    guard !labels.isEmpty || !fields.isEmpty else { return false }
    return labels.allSatisfy { $0.accepts(node.labels[$0.key]) }
      && fields.allSatisfy { $0.key == "metadata.name" && $0.accepts(node.name) }
  }
}
