import Basics
import MIP
import Solving

extension MixedIntegerProgram {
  /// A linear model with the sense of its objective, and the same in integers as far as it has integer columns.
  public struct Instance: Sendable {
    /// As the file says, or the file's name.
    public let name: String
    /// Minimised: where the user maximises, costs are the negatives of the user's.
    public let model: LinearModel
    /// Whether the user asks for the largest value.
    public let isMaximised: Bool
    /// What was read in another way than its author may expect.
    public let warnings: [String]
    /// Of all columns, each once.
    let columnNames: [String]
    /// By row; nil where a column may have a fraction, or the numbers have too many digits.
    let rows: [ExactRow?]
    let objective: ObjectiveForm

    /// - Throws: what the model's numbers or names do not allow, in words.
    public init(_ file: ModelFile) throws(InvalidInstance) {
      do {
        try file.model.validate()
      } catch {
        throw InvalidInstance(error.description)
      }
      name = file.model.name
      model = file.model
      isMaximised = file.isMaximised
      warnings = file.warnings
      columnNames = file.model.columns.map(\.name)
      var seen = Set<String>()
      for name in columnNames where !seen.insert(name).inserted {
        throw InvalidInstance("two columns are named \(name)")
      }
      rows = file.model.rows.map { ExactRow($0, of: file.model) }
      objective = ObjectiveForm(file.model)
    }

    /// Whether all columns are integers or fixed to one.
    var isInteger: Bool { model.columns.allSatisfy(\.isWhole) }
  }
}

extension LinearModel.Column {
  /// Whether it has integer values only: by its kind, or as it is fixed to one.
  var isWhole: Bool { kind != .continuous || lower == upper && lower == lower.rounded() && lower.magnitude < 0x1p53 }
}
