/// A variable takes one of some values.
package struct DomainConstraint: Constraint {
  package static let name = "domain"
  package private(set) var variable: Int
  /// Ascending.
  package private(set) var values: [Int]

  package init(_ variable: Int, _ values: [Int]) {
    self.variable = variable
    self.values = values
  }

  package static var blank: Self { Self(0, []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.variable("", &variable)
    visitor.numbers("values", &values)
  }

  package func flaw(in data: ModelData) -> String? {
    guard let first = values.first, let last = values.last else { return "no values" }
    if zip(values, values.dropFirst()).contains(where: { $0 >= $1 }) { return "values that do not ascend" }
    return first < -Model.limit || last > Model.limit ? "values that are not strictly within -2^30 ... 2^30" : nil
  }

  package func forEachVariable(_ intervals: [Interval], _ visit: (Int) -> Void) { visit(variable) }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    let value = values[variable]
    return self.values.contains(value) ? nil : "\(data.variableName(variable)) = \(value) is a gap"
  }

  package func addRows(to bound: inout HorizonBound) -> Bool { true }
}

extension Model {
  /// A variable with one of `values`.
  public func integer(values: some Sequence<Int>, _ name: String = "") -> IntVar {
    let sorted = Set(values).sorted()
    guard let low = sorted.first, let high = sorted.last else {
      note(.emptyDomain(name.isEmpty ? "variable x\(data.variableCount)" : name))
      return integer(0...0, name)
    }
    let x = integer(low...high, name)
    if sorted.count <= high - low { asDomain { post(DomainConstraint(x.index, sorted)) } }
    return x
  }
}
