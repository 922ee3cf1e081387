import Basics

/// Builds a child from two activity lists: the mother's activities up to one place, then those that come first in the
/// father's list up to another, then the mother's again.
///
/// - Source: Hartmann 1998, "A competitive genetic algorithm for resource-constrained project scheduling".
package final class TwoPointCrossover {
  private let isPlaced: Buffer<Bool>

  /// - Parameter count: activities of a list.
  package init(count: Int) { isPlaced = Buffer(repeating: false, count: count) }

  /// - Returns: the places of the child's list whose activities come from the father.
  @discardableResult
  package func cross(
    _ mother: UnsafePointer<Int32>, _ father: UnsafePointer<Int32>, into child: UnsafeMutablePointer<Int32>,
    _ random: inout RandomSource
  ) -> Range<Int> {
    let count = isPlaced.count
    var first = random.below(count + 1)
    var second = random.below(count + 1)
    if first > second { swap(&first, &second) }
    isPlaced.fill(false)
    var filled = 0
    func take(from list: UnsafePointer<Int32>, upTo limit: Int) {
      var index = 0
      while filled < limit {
        let activity = list[index]
        index += 1
        if isPlaced[activity] { continue }
        isPlaced[activity] = true
        child[filled] = activity
        filled += 1
      }
    }
    take(from: mother, upTo: first)
    take(from: father, upTo: second)
    take(from: mother, upTo: count)
    return first..<second
  }
}
