/// A number or a variable where FlatZinc takes either; Booleans are 0 and 1.
package struct Operand: Hashable, Sendable, BitwiseCopyable {
  /// Twice the number, or twice the variable plus one.
  private let code: Int

  private init(code: Int) { self.code = code }

  package static func number(_ value: Int) -> Operand { Operand(code: value << 1) }

  package static func variable(_ index: Int) -> Operand { Operand(code: index << 1 | 1) }

  package var variable: Int? { code & 1 == 1 ? code >> 1 : nil }

  /// nil where it is a variable.
  package var number: Int? { code & 1 == 0 ? code >> 1 : nil }

  package func value(_ values: [Int]) -> Int { code & 1 == 1 ? values[code >> 1] : code >> 1 }

  /// Of numbers in a file; so twice any of them fits.
  static let largest = 1 << 61
}
