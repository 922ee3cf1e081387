/// A line of an input, of which its reader says what is wrong.
package struct LinePlace: Sendable {
  package let file: String
  /// From 1.
  package let line: Int

  package init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  package func error(_ message: String) -> InputError { InputError(file: file, line: line, message) }

  package func error(expected: String, found: String) -> InputError {
    InputError(file: file, line: line, expected: expected, found: found)
  }

  /// - Parameter what: names the number in the error, such as "the number of jobs".
  package func integer(_ token: String, _ what: String, in range: ClosedRange<Int>) throws(InputError) -> Int {
    // A token that is all digits may be a number that does not fit 64 bits.
    guard let value = Int(token) else {
      throw error(expected: "\(what) (an integer)", found: TokenReader.shown(token))
    }
    guard range.contains(value) else {
      // Ranges up to `Int.max` have no count.
      let end = range.upperBound == .max ? "on" : "to \(range.upperBound)"
      let limits = range.lowerBound == range.upperBound ? "" : " from \(range.lowerBound) \(end)"
      throw error(expected: "\(what)\(limits)", found: TokenReader.shown(token))
    }
    return value
  }
}
