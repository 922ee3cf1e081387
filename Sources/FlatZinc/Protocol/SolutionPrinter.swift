/// Prints solutions that the file's own constraints have passed.
final class SolutionPrinter {
  private let translation: Translation
  private let write: (String) -> Void
  private var last: [Int]?
  private(set) var count = 0
  /// What is wrong with a solution that the engine found: a defect of ours.
  private(set) var violation: String?

  init(_ translation: Translation, write: @escaping (String) -> Void) {
    self.translation = translation
    self.write = write
  }

  /// - Parameter values: of the model's variables.
  /// - Returns: whether it is a solution.
  func print(_ values: [Int]) -> Bool {
    let program = translation.program
    let own = program.contents.variables.indices.map { values[translation.variable($0).index] }
    if let found = program.violation(of: own) {
      violation = found
      return false
    }
    if own == last { return true }
    last = own
    count += 1
    write(program.contents.outputs.map { $0.text(own) + "\n" }.joined() + "----------\n")
    return true
  }
}
