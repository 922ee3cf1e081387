/// What can stand in a Boolean expression: a Boolean, a comparison of sums, another Boolean expression.
public protocol BoolExpressible {
  /// The same as a Boolean expression.
  var boolExpression: BoolExpression { get }
}

/// Booleans and comparisons, joined by `&&`, `||`, `!`, ``BoolExpressible/implies(_:)`` and
/// ``BoolExpressible/isEquivalent(to:)``.
///
/// ```swift
/// model.add(open || (x <= 3 && !night))
/// let isFine = model.reify(open.implies(x + y == 7))
/// ```
/// An expression that is used several times is kept once. Expressions may be as deep as memory allows.
public struct BoolExpression: BoolExpressible, Sendable {
  package let node: Node
  package let isNegated: Bool

  /// Unchecked, as a node changes only in its last moment, when nobody else has it.
  package final class Node: @unchecked Sendable {
    package enum Content: Sendable {
      case literal(BoolVar)
      case relation(LinearRelation)
      /// All operands are true.
      case all
      /// Two operands are equally true.
      case equivalence
    }

    package let content: Content
    package private(set) var operands: [BoolExpression]

    init(_ content: Content, _ operands: [BoolExpression] = []) {
      self.content = content
      self.operands = operands
    }

    /// Takes apart one by one what would otherwise go level by level on the stack.
    deinit {
      var waiting = operands
      operands = []
      while var node = waiting.popLast()?.node {
        guard isKnownUniquelyReferenced(&node) else { continue }
        waiting += node.operands
        node.operands = []
      }
    }
  }

  private init(_ node: Node, isNegated: Bool = false) {
    self.node = node
    self.isNegated = isNegated
  }

  /// Always true, or always false.
  public init(_ truth: Bool) { self.init(Node(.all), isNegated: !truth) }

  /// True where all of `expressions` are; of none, always.
  public static func all(of expressions: [any BoolExpressible]) -> BoolExpression {
    BoolExpression(Node(.all, expressions.map(\.boolExpression)))
  }

  /// True where one of `expressions` is, at least; of none, never.
  public static func any(of expressions: [any BoolExpressible]) -> BoolExpression {
    BoolExpression(Node(.all, expressions.map { $0.boolExpression.opposite }), isNegated: true)
  }

  /// The expression itself.
  public var boolExpression: BoolExpression { self }

  fileprivate var opposite: BoolExpression { BoolExpression(node, isNegated: !isNegated) }

  fileprivate static func leaf(_ content: Node.Content) -> BoolExpression { BoolExpression(Node(content)) }

  fileprivate static func equivalence(_ left: BoolExpression, _ right: BoolExpression) -> BoolExpression {
    BoolExpression(Node(.equivalence, [left, right]))
  }
}

extension BoolVar: BoolExpressible {
  /// True where the Boolean is.
  public var boolExpression: BoolExpression { .leaf(.literal(self)) }
}

extension LinearRelation: BoolExpressible {
  /// True where the relation holds.
  public var boolExpression: BoolExpression { .leaf(.relation(self)) }
}

extension BoolExpressible {
  /// Where this is true, `conclusion` is.
  public func implies(_ conclusion: some BoolExpressible) -> BoolExpression { !boolExpression || conclusion }

  /// Both are true, or neither is.
  public func isEquivalent(to other: some BoolExpressible) -> BoolExpression {
    .equivalence(boolExpression, other.boolExpression)
  }
}

/// Both sides are true.
public func && (left: some BoolExpressible, right: some BoolExpressible) -> BoolExpression {
  .all(of: [left, right])
}

/// One side is true, or both.
public func || (left: some BoolExpressible, right: some BoolExpressible) -> BoolExpression {
  .any(of: [left, right])
}

/// The opposite.
public prefix func ! (operand: some BoolExpressible) -> BoolExpression { operand.boolExpression.opposite }
