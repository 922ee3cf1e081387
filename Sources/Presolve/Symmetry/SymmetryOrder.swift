/// Blocks of columns that may change places, and the order that is kept: lexicographic by their columns, one after the
/// other.
struct SymmetryOrder: Sendable {
  /// Equally long; any two of them may change places as a whole.
  let blocks: [[Int32]]
  /// How many columns of a block are compared.
  let keyCount: Int
  /// Whether larger values come first.
  let isDescending: Bool

  /// Puts the blocks' values in order; blocks of equal keys keep theirs.
  func sort(_ values: inout [Int]) {
    let contents = blocks.map { block in block.map { values[Int($0)] } }
    let order = contents.indices.sorted { a, b in
      for k in 0..<keyCount where contents[a][k] != contents[b][k] {
        return (contents[a][k] > contents[b][k]) == isDescending
      }
      return a < b
    }
    for (place, from) in order.enumerated() where place != from {
      for (k, column) in blocks[place].enumerated() { values[Int(column)] = contents[from][k] }
    }
  }
}
