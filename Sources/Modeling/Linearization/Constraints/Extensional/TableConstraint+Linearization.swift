import MIP
import Statements

extension TableConstraint: Linearisable {
  /// A binary a row, one of which is 1: the convex hull of the rows. An entry for any value is between the bounds.
  package func add(to linearizer: inout Linearizer, at position: Int) throws(ModelError) {
    let ranges = expressions.map(linearizer.data.range(of:))
    let (expressions, rows) = (expressions, RowList.fitting(rows, ranges))
    var choices: [Linearizer.Switch] = []
    for row in rows.indices {
      choices.append(
        try linearizer.addBinary("row") { values in
          let entries = expressions.map { $0.value(values) }
          return RowList.matches(rows[row], entries) && !rows[..<row].contains { RowList.matches($0, entries) }
        })
    }
    linearizer.addCount(choices, from: 1, to: 1)
    for (column, form) in expressions.enumerated() {
      let entries = rows.map { $0[column] }
      if !entries.contains(RowList.wildcard) {
        linearizer.addWeighted(Array(zip(choices, entries)), equals: form)
        continue
      }
      let (low, high) = (ranges[column].lowerBound, ranges[column].upperBound)
      linearizer.addWeighted(
        Array(zip(choices, entries.map { $0 == RowList.wildcard ? low : $0 })), form, isAtLeast: true)
      linearizer.addWeighted(
        Array(zip(choices, entries.map { $0 == RowList.wildcard ? high : $0 })), form, isAtLeast: false)
    }
  }
}

extension Linearizer {
  /// form is at least, or at most, the sum of the weights of true switches.
  fileprivate mutating func addWeighted(_ choices: [(Switch, Int)], _ form: LinearForm, isAtLeast: Bool) {
    addRow(
      choices.map { LinearModel.Term($0.column, Double($1)) }
        + form.terms.map { LinearModel.Term($0.variable, -Double($0.coefficient)) },
      from: isAtLeast ? nil : form.constant, to: isAtLeast ? form.constant : nil)
  }
}
