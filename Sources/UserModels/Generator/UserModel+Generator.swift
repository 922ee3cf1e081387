import Modeling
import Solving

extension UserModel: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers")
  ]

  /// - Returns: the text of a small model with a few constraints of any kind.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    do {
      return try RandomModel(seed: UInt64(arguments.integer("seed"))).model.text()
    } catch {
      throw GeneratorError(error.description)
    }
  }
}
