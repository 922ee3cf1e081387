import Statements

/// Bounds for variables that have none in the file: what constraints that define them leave, else as much as the engine
/// has room for.
enum OpenBounds {
  static func bounds(of program: FlatZincProgram) -> (lower: [Int], upper: [Int], isClipped: Bool) {
    let contents = program.contents
    return (
      contents.variables.map(\.lower), contents.variables.map(\.upper), contents.variables.contains(where: \.isOpen)
    )
  }
}
