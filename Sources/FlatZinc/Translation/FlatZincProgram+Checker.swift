/// The checker of solutions: the file's own constraints by their definitions, on the values of its variables.
extension FlatZincProgram {
  /// The first thing that is wrong, in words with its line; nil where it is a solution.
  package func violation(of values: [Int]) -> String? {
    if contents.isEmpty { return "a variable without a value has one" }
    for (index, variable) in contents.variables.enumerated() {
      let value = values[index]
      let isInside =
        (variable.lower...max(variable.lower, variable.upper)).contains(value)
        && (variable.domain.map { contents.sets[$0].contains { $0.contains(value) } } ?? true)
      if !isInside { return "\(file):\(variable.line): \(value) is outside of the variable's domain" }
    }
    for item in contents.items where !Builtins.all[item.builtin].holds(arguments(of: item), values) {
      return "\(file):\(item.line): \(Builtins.all[item.builtin].name) does not hold"
    }
    return nil
  }
}
