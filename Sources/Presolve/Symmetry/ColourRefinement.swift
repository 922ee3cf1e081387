import Basics

/// Colours of columns and rows that no permutation of the model mixes: columns start by bounds, cost and uses, rows by
/// what they compare with what; then each takes in its neighbours' colours, until nothing splits any more.
///
/// Colours are hashes, so that equal ones are candidates only.
/// - Source: McKay, Piperno 2014, "Practical graph isomorphism, II", for the refinement.
struct ColourRefinement: ~Copyable {
  let columns: Buffer<UInt64>
  let rows: Buffer<UInt64>

  private static let roundLimit = 12

  /// - Parameter isIgnored: by row, whether it says nothing here.
  init(_ state: borrowing PresolveState, ignoring isIgnored: borrowing Buffer<Bool>) {
    let count = state.lower.count
    columns = Buffer(repeating: 0, count: count)
    rows = Buffer(repeating: 0, count: state.rows.count)
    for column in 0..<count {
      var colour = mix(UInt64(bitPattern: Int64(state.lower[column])), UInt64(bitPattern: Int64(state.upper[column])))
      colour = mix(colour, UInt64(bitPattern: Int64(state.cost[column])))
      // Constraints of other kinds keep their columns apart.
      if !state.isInRowsOnly(column) { colour = mix(colour, UInt64(column)) }
      columns[column] = colour
    }
    let sums = Buffer<UInt64>(repeating: 0, count: count)
    var classes = distinct(columns)
    for _ in 0..<Self.roundLimit {
      sums.fill(0)
      for index in 0..<state.rows.count where state.rows[index].isLive && !state.rows[index].isShadow {
        if isIgnored[index] { continue }
        pass(state, index, sums)
      }
      for column in 0..<count { columns[column] = mix(columns[column], sums[column]) }
      let now = distinct(columns)
      if now == classes { break }
      classes = now
    }
  }

  /// A row's colour from its columns', and its part of theirs.
  private func pass(_ state: borrowing PresolveState, _ index: Int, _ sums: borrowing Buffer<UInt64>) {
    let row = state.rows[index]
    let span = Int(row.start)..<Int(row.start + row.count)
    let literals = Int(row.firstCondition)..<Int(row.firstCondition + row.conditionCount)
    var sum: UInt64 = 0
    for i in span { sum &+= mix(columns[state.columns[i]], UInt64(bitPattern: Int64(state.coefficients[i]))) }
    for i in literals { sum &+= mix(columns[state.conditions[i] >> 1], conditionTag(state.conditions[i])) }
    let kind = mix(UInt64(row.comparison.rawValue), UInt64(bitPattern: Int64(row.right)))
    let colour = mix(kind, sum)
    rows[index] = colour
    for i in span { sums[state.columns[i]] &+= mix(colour, UInt64(bitPattern: Int64(state.coefficients[i]))) }
    for i in literals { sums[state.conditions[i] >> 1] &+= mix(colour, conditionTag(state.conditions[i])) }
  }

  private func conditionTag(_ literal: LiteralCode) -> UInt64 { literal & 1 == 1 ? 0xC0DE_0001 : 0xC0DE_0000 }
}

/// One hash of two.
@inline(__always) func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
  var z = (a ^ (b &* 0x9E37_79B9_7F4A_7C15)) &+ 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}

private func distinct(_ colours: borrowing Buffer<UInt64>) -> Int {
  var seen = Set<UInt64>(minimumCapacity: colours.count)
  for i in 0..<colours.count { seen.insert(colours[i]) }
  return seen.count
}
