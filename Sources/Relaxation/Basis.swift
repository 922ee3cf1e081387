import Basics

extension LinearProgram {
  /// A basis to come back to: which variables are basic, and where the others stand.
  package struct Basis: Sendable {
    fileprivate var basics: [Int32] = []
    fileprivate var weights: [Double] = []
    fileprivate var isAtUpper: [Bool] = []
    /// The numbers of the rows, which stay when others go.
    fileprivate var rows: [Int] = []
  }

  package func saveBasis() -> Basis {
    var basis = Basis()
    basis.basics = head.withElements(Array.init)
    basis.weights = weight.withElements(Array.init)
    basis.isAtUpper = (0..<columnCount + rowCount).map { place[$0] == -2 }
    basis.rows = rowNumber.withElements(Array.init)
    return basis
  }

  /// Goes back to a basis; rows that came since have basic slacks, those that went are left out.
  package func restore(_ basis: Basis) {
    let n = columnCount
    var slackOfNumber: [Int: Int] = [:]
    let isSame = basis.rows.count == rowCount && basis.rows.indices.allSatisfy { basis.rows[$0] == rowNumber[$0] }
    if !isSame { for r in 0..<rowCount { slackOfNumber[rowNumber[r]] = n + r } }
    func present(_ variable: Int) -> Int? {
      variable < n || isSame ? variable : slackOfNumber[basis.rows[variable - n]]
    }
    if isSame, basis.basics.indices.allSatisfy({ place[basis.basics[$0]] >= 0 }) {
      return
    }
    basics.removeAll()
    carriedWeight.resize(to: n + rowCount, filling: 1)
    carriedWeight.fill(1)
    for v in 0..<n + rowCount { place[v] = -1 }
    for v in 0..<basis.isAtUpper.count where basis.isAtUpper[v] {
      if let v = present(v) { place[v] = -2 }
    }
    for (variable, weight) in zip(basis.basics, basis.weights) {
      guard let variable = present(Int(variable)) else { continue }
      carriedWeight[variable] = weight
      basics.append(Int32(variable))
    }
    if !isSame {
      let known = Set(basis.rows)
      for r in 0..<rowCount where !known.contains(rowNumber[r]) { basics.append(Int32(n + r)) }
    }
    factorBasics()
    reducedCostsAreStale = true
  }
}
