import Modeling
import Solving

/// Programs of integer columns as models: a variable a column, a linear constraint a side of a row.
extension MixedIntegerProgram: ModelStating {
  /// - Throws: what of the program the native engine does not take. The objective is in units of its last decimal.
  public static func modelText(of instance: Instance) throws -> String {
    try ConstraintModel(IntegerProgram(instance), name: instance.name).model.text()
  }
}
