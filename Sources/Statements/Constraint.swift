/// A constraint as the model keeps it: validated, in canonical form, independent of any engine.
///
/// One file a constraint in `Constraints/`: what it says, what it is made of, its `Model` method, its violation in words,
/// and how it breaks down into simpler ones where it does. Engines add by extension what they make of it; what one of them has no form for
/// is handled through the decomposition.
package protocol Constraint: Sendable {
  /// In the field's words, for messages.
  static var name: String { get }

  // MARK: Parts

  /// What its line in a model's text begins with, one word; `name`, if nothing else is said.
  static var keyword: String { get }

  /// One without contents, which a reader fills by `visitParts`.
  static var blank: Self { get }

  /// Shows all it is made of, in a fixed order: for writing and reading, and for putting other variables in the place of
  /// these. One part a call, with the word that stands before it in a model's text.
  mutating func visitParts(_ visitor: inout some PartVisitor)

  /// What makes it one that no method of `Model` would have posted, such as lists that differ in length, in words: asked
  /// of what was read from a text. Forms are safe and variables are there by then. The default is nil.
  func flaw(in data: ModelData) -> String?

  // MARK: Meaning

  /// The variables it speaks of, intervals' own included; one may come twice. The default asks its parts.
  func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void)

  /// What is wrong with an assignment, in words; nil where the constraint is kept. Looks at its own variables only, and
  /// shares nothing with the engines that find them.
  func violation(of values: [Int], in data: ModelData) -> String?

  /// Posts simpler constraints that say the same, over further variables if need be.
  ///
  /// - Returns: false, the default, where it has no decomposition.
  func decompose(into pieces: inout Decomposition) -> Bool

  // MARK: Hints

  /// Variables that are functions of the others: a hint for one of these that does not agree with theirs is dropped. The
  /// default has none.
  var functionTargets: [Int] { get }

  /// When `complete` is worth a call; the default is never.
  var attention: HintCompletion.Attention { get }

  /// Gives values to variables that follow from those that have one.
  ///
  /// - Returns: whether it has nothing more to say.
  func complete(_ completion: inout HintCompletion) -> Bool

  // MARK: Horizons

  /// Adds the rows that it holds over times without an end.
  ///
  /// - Returns: false, the default, where it does not know them; its decomposition is then asked.
  func addRows(to bound: inout HorizonBound) -> Bool

  /// Checks once more, with final bounds, what was checked with those of times without an end. The default has nothing
  /// to check.
  ///
  /// - Throws: what does not fit.
  func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError)
}

extension Constraint {
  package static var keyword: String { name }
  package func flaw(in data: ModelData) -> String? { nil }
  package func decompose(into pieces: inout Decomposition) -> Bool { false }
  package var functionTargets: [Int] { [] }
  package var attention: HintCompletion.Attention { .never }
  package func complete(_ completion: inout HintCompletion) -> Bool { false }
  package func addRows(to bound: inout HorizonBound) -> Bool { false }
  package func recheck(at position: Int, in data: ModelData, _ open: OpenVariables) throws(ModelError) {}
}
