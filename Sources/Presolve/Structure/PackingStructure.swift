import Basics
import Statements

/// A bin packing inside a model: items of which each is in some bin, bins of one capacity that cost alike once used.
///
///     Σ_b x_ib ≥ 1 (or = 1)  for each item,     Σ_i size_i·x_ib ≤ capacity·y_b  for each bin,     cost·Σ y_b + constant
///
/// What else the model says may only make packings harder: a bound on the bins of the packing is one of the model, and a
/// packing is a solution once the checker says so.
package struct PackingStructure: Sendable {
  /// Positive, by item.
  package let sizes: [Int]
  package let capacity: Int
  /// By bin, the Boolean that says whether it is used.
  package let binVariables: [Int]
  /// By item, by bin, the Boolean that says whether it is there; nil where it cannot be.
  package let placeVariables: [[Int?]]
  /// Of a bin, positive.
  package let binCost: Int
  /// What the objective has besides.
  package let constant: Int

  /// The packing that the whole objective counts the bins of; nil where there is none.
  ///
  /// - Complexity: linear in the entries of rows, and items · bins.
  package init?(_ data: ModelData) {
    guard let objective = data.objective?.cost, let first = objective.terms.first, first.coefficient > 0,
      objective.terms.count > 1
    else { return nil }
    var binOf: [Int: Int] = [:]
    for term in objective.terms {
      guard term.coefficient == first.coefficient, data.lower[term.variable] >= 0, data.upper[term.variable] <= 1
      else { return nil }
      binOf[term.variable] = binOf.count
    }
    guard let bins = Bins(data, binOf) else { return nil }
    let items = Self.items(data, bins)
    guard !items.isEmpty else { return nil }
    sizes = items.map(\.size)
    capacity = bins.capacity
    binVariables = objective.terms.map(\.variable)
    placeVariables = items.map(\.places)
    binCost = first.coefficient
    constant = objective.constant
  }

  /// The cost of so many bins.
  package func cost(ofBins count: Int) -> Int { binCost * count + constant }

  /// Capacity rows by bin.
  private struct Bins {
    var capacity = 0
    /// By column, its bin and its size.
    var place: [Int: (bin: Int, size: Int)] = [:]
    let count: Int

    init?(_ data: ModelData, _ binOf: [Int: Int]) {
      count = binOf.count
      var isSeen = [Bool](repeating: false, count: binOf.count)
      for constraint in data.constraints {
        guard let row = constraint as? LinearConstraint, row.comparison == .atMost, row.conditions.isEmpty,
          row.form.constant == 0, row.form.terms.count > 2
        else { continue }
        let drains = row.form.terms.filter { $0.coefficient < 0 }
        guard drains.count == 1, let bin = binOf[drains[0].variable], !isSeen[bin] else { continue }
        let isBoolean = row.form.terms.allSatisfy { data.lower[$0.variable] >= 0 && data.upper[$0.variable] <= 1 }
        guard isBoolean, capacity == 0 || capacity == -drains[0].coefficient else { continue }
        capacity = -drains[0].coefficient
        isSeen[bin] = true
        for term in row.form.terms where term.coefficient > 0 { place[term.variable] = (bin, term.coefficient) }
      }
      guard isSeen.allSatisfy({ $0 }) else { return nil }
    }
  }

  /// Sets of which one is true at least, all of them places of one size in different bins.
  private static func items(_ data: ModelData, _ bins: Bins) -> [(size: Int, places: [Int?])] {
    var items: [(size: Int, places: [Int?])] = []
    var isTaken = Set<Int>()
    for constraint in data.constraints {
      let columns: [Int]
      switch constraint {
      case let clause as ClauseConstraint:
        guard clause.literals.allSatisfy({ !$0.isNegated }) else { continue }
        columns = clause.literals.map { $0.variable.index }
      case let row as LinearConstraint:
        let sign = row.comparison == .equal ? abs(row.form.terms.first?.coefficient ?? 0) : -1
        guard row.comparison != .notEqual, row.conditions.isEmpty, row.form.constant == -sign,
          row.form.terms.allSatisfy({ $0.coefficient == sign })
        else { continue }
        columns = row.form.terms.map(\.variable)
      default: continue
      }
      guard let first = columns.first.flatMap({ bins.place[$0] }) else { continue }
      var places = [Int?](repeating: nil, count: bins.count)
      var isItem = true
      for column in columns {
        guard let place = bins.place[column], place.size == first.size, places[place.bin] == nil,
          isTaken.insert(column).inserted
        else {
          isItem = false
          break
        }
        places[place.bin] = column
      }
      if isItem { items.append((first.size, places)) }
    }
    return items
  }

  /// What the packing alone says of the model: a cost that no solution is below, and the best solution found, if the
  /// model allows it.
  package func solve(
    in data: ModelData, seed: UInt64 = 1, until shouldStop: () -> Bool = { false }
  ) -> (bound: Int, values: [Int]?) {
    let packing = Packing(sizes: sizes, capacity: capacity)
    let relaxation = PatternRelaxation(packing, until: shouldStop)
    let bins = packing.packing(goal: relaxation.bound, from: relaxation, seed: seed, until: shouldStop)
    return (cost(ofBins: relaxation.bound), bins.flatMap { values(of: $0, in: data) })
  }

  /// A packing, the bin of each item, as a solution of the model; nil where the checker finds something wrong.
  ///
  /// Bins are numbered anew, those with the first items first, so that rows that order the bins are kept.
  package func values(of packing: [Int], in data: ModelData) -> [Int]? {
    var bin: [Int: Int] = [:]
    var values = data.lower
    for (item, place) in packing.enumerated() {
      if bin[place] == nil { bin[place] = bin.count }
      guard let number = bin[place], number < binVariables.count, let variable = placeVariables[item][number] else {
        return nil
      }
      values[variable] = 1
      values[binVariables[number]] = 1
    }
    return data.violation(of: values) == nil ? values : nil
  }
}
