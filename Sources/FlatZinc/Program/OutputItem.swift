/// A variable or an array that is printed with each solution.
package struct OutputItem: Sendable {
  package var name: String
  /// Of an array, how its elements are numbered in each dimension, as the file writes it; nil for a variable.
  package var indices: [String]?
  package var elements: [Operand]
  package var isBoolean: Bool

  /// `x = 3;` or `a = array1d(1..2,[3,4]);`
  package func text(_ values: [Int]) -> String {
    let words = elements.map { operand in
      let value = operand.value(values)
      return isBoolean ? value == 1 ? "true" : "false" : String(value)
    }
    guard let indices else { return "\(name) = \(words.first ?? "");" }
    return "\(name) = array\(indices.count)d(\(indices.joined(separator: ",")),[\(words.joined(separator: ","))]);"
  }
}
