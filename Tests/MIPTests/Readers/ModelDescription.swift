import Basics
import MIP

/// A model in one line, for tests that say what a file means: "min 2 x + 5 | r: 1 <= x + 2 y <= 3 | x 0...1 integer".
func described(_ file: ModelFile) -> String {
  let model = file.model
  func sum(_ terms: [(Double, String)]) -> String {
    terms.isEmpty ? "0" : terms.map { "\(short($0.0)) \($0.1)" }.joined(separator: " + ")
  }
  let costs = model.columns.filter { $0.cost != 0 }.map { ($0.cost, $0.name) }
  var parts = [
    (file.isMaximised ? "max as min " : "min ") + sum(costs)
      + (model.objectiveConstant == 0 ? "" : " + \(short(model.objectiveConstant))")
  ]
  for row in model.rows {
    let terms = sum(row.terms.map { ($0.coefficient, model.columns[$0.column].name) })
    parts.append("\(row.name): \(short(row.lower)) <= \(terms) <= \(short(row.upper))")
  }
  for column in model.columns {
    parts.append("\(column.name) \(short(column.lower))...\(short(column.upper)) \(column.kind)")
  }
  return parts.joined(separator: " | ")
}

private func short(_ number: Double) -> String {
  number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
}

/// What reading says, a mistake included.
func reading(_ text: String, _ name: String) -> String {
  let source = SourceText(name: name, text: text)
  guard let format = ModelFormat(of: source) else { return "no format" }
  do {
    return described(try format.read(source))
  } catch {
    return error.description
  }
}
