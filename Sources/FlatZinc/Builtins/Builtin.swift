import Basics

/// A constraint of FlatZinc: what its arguments are, what it says to a model, and when it holds.
///
/// The two closures are written apart from each other: `holds` goes by the definition alone, on the arguments as the file
/// has them.
package struct Builtin: Sendable {
  package let name: String
  package let signature: [Parameter]
  /// Lists of places whose arguments have the same length.
  var equalLengths: [[Int]] = []
  let post: @Sendable (Arguments, Translation) throws(InputError) -> Void
  let holds: @Sendable (Arguments, [Int]) -> Bool

  init(
    _ name: String, _ signature: [Parameter], equalLengths: [[Int]] = [],
    post: @escaping @Sendable (Arguments, Translation) throws(InputError) -> Void,
    holds: @escaping @Sendable (Arguments, [Int]) -> Bool
  ) {
    self.name = name
    self.signature = signature
    self.equalLengths = equalLengths
    self.post = post
    self.holds = holds
  }

  /// What is wrong with the lengths of its lists, in words.
  func flaw(_ contents: FlatZincContents, _ item: FlatZincContents.Item) -> String? {
    for places in equalLengths {
      let lengths = places.map { contents.arguments[item.firstArgument + $0].count }
      guard let other = lengths.first(where: { $0 != lengths[0] }) else { continue }
      return "expected lists of one length, found \(counted(lengths[0], "element")) and \(other)"
    }
    return nil
  }
}

/// All constraints that are read.
package enum Builtins {
  package static let all: [Builtin] =
    comparisons + linear + arithmetic + logic + membership + counting + ordering + extensional + graphs + packing
    + scheduling

  /// By name, a place in `all`.
  package static let places: [String: Int] = Dictionary(
    all.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
}
