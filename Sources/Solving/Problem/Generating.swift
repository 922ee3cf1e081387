/// A problem that can make instances of its own, for `dovetail generate`.
public protocol Generating: Problem {
  /// What the generator can be told, in the order in which help shows it.
  static var generatorParameters: [Parameter] { get }

  /// The text of an instance in the problem's first format; equal arguments give equal texts.
  ///
  /// - Throws: `GeneratorError` for a combination of arguments that makes no instance.
  static func generate(_ arguments: Arguments) throws(GeneratorError) -> String
}

/// What a generator cannot do with what it was told, in words.
public struct GeneratorError: Error, CustomStringConvertible, Sendable {
  public let description: String
  /// What is wrong, in words.
  public init(_ description: String) { self.description = description }
}
