import Basics
import MIP
import Solving

extension MixedIntegerProgram {
  public static let formats = [
    "MPS, fixed and free (.mps)", "CPLEX-LP (.lp)", "OPB, linear pseudo-Boolean problems (.opb)",
  ]

  /// By the file's name, or by how its text begins.
  public static func recognises(_ source: SourceText) -> Bool { ModelFormat(of: source) != nil }

  /// - Throws: the first place where the text is not the format: file, line, what was expected and what was found.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    guard let format = ModelFormat(of: source) else {
      throw InputError(
        file: source.name, line: 1, expected: "MPS, CPLEX-LP or OPB, such as 'NAME', 'Minimize' or 'min:'",
        found: "something else")
    }
    let file = try format.read(source)
    do {
      return try Instance(file)
    } catch {
      throw InputError(file: source.name, error.description)
    }
  }
}
