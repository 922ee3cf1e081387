/// The sizes whose literals are true add up to the load: what a packing says of one bin. It is a linear row, by which
/// engines may filter as by sums that can be reached.
package struct BinLoadConstraint: Constraint {
  package static let name = "bin load"
  package static let keyword = "binLoad"
  package private(set) var load: LinearForm
  package private(set) var sizes: [Int]
  package private(set) var literals: [BoolVar]

  package init(_ load: LinearForm, sizes: [Int], literals: [BoolVar]) {
    self.load = load
    self.sizes = sizes
    self.literals = literals
  }

  package static var blank: Self { Self(LinearForm(), sizes: [], literals: []) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.form("", &load)
    visitor.numbers("sizes", &sizes)
    visitor.literals("items", &literals)
  }

  package func flaw(in data: ModelData) -> String? {
    if sizes.count != literals.count { return "\(literals.count) items, \(sizes.count) sizes" }
    return PackingSizes.flaw(sizes)
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var sum = 0
    for (size, literal) in zip(sizes, literals) where data.holds(literal, values) { sum += size }
    return load.value(values) == sum ? nil : "the items add up to \(sum), not \(load.value(values))"
  }

  package func decompose(into pieces: inout Decomposition) -> Bool {
    guard let total = LinearForm(sum(of: zip(sizes, literals).map { $0 * $1 })) else { return false }
    pieces.post(LinearConstraint(total - load, .equal))
    return true
  }
}
