/// A problem whose instances can be said as a model of numbers, Booleans and intervals, for
/// `dovetail export --format dvt`.
public protocol ModelStating: Problem {
  /// The text of a model that has the instance's solutions, and its objective.
  ///
  /// - Throws: what the instance has that models cannot say, in words.
  static func modelText(of instance: Instance) throws -> String
}
