import Basics

/// Why an instance has no solution: a part of it that has none already.
public struct Infeasibility: Sendable {
  /// The names of the elements that cannot be satisfied together; empty where none were singled out.
  public let elements: [String]
  /// Whether without any one of them there would be a solution of the rest.
  public let isMinimal: Bool
  /// The same in words, for the end of a summary.
  public let lines: [String]

  /// A part that has no solution, by name and in words.
  public init(elements: [String], isMinimal: Bool, lines: [String]) {
    self.elements = elements
    self.isMinimal = isMinimal
    self.lines = lines
  }
}

extension Problem {
  public static func infeasibility(of instance: Instance, shouldStop: () -> Bool) -> Infeasibility? { nil }
  public static func table(of solution: Solution, of instance: Instance) -> String? { nil }
  public static func solution(in table: SourceText, of instance: Instance) throws(InputError) -> Solution? { nil }
}
