import Basics

extension JobShop {
  /// Which operations may not come before which others of their machine again before when.
  ///
  /// A long block can be in thousands of sequences that differ in what does not matter, so where machines have many
  /// operations, forbidding sequences does not keep a search from coming back; forbidding the order that a move has
  /// reversed does. On smaller shops sequences are the better tabus, as they forbid less.
  ///
  /// - Source: Nowicki, Smutnicki 1996, "A fast taboo search algorithm for the job shop problem".
  struct OrderTabuList: ~Copyable {
    /// By first operation and job of the second; operations of one job on one machine share an entry, which forbids too
    /// much at worst.
    private let expiry: Buffer<Int>
    private let job: Buffer<Int32>
    private let jobCount: Int
    let isUsed: Bool

    /// Entries of the largest table: 8 MiB.
    private static let sizeLimit = 1 << 20

    /// - Parameter isWanted: whether to make a table, which a very large shop does not get anyhow.
    init(_ table: borrowing OperationTable, isWanted: Bool) {
      jobCount = table.jobCount
      isUsed = isWanted && table.count * table.jobCount <= Self.sizeLimit
      expiry = Buffer(repeating: Int.min, count: isUsed ? table.count * table.jobCount : 0)
      job = Buffer(repeating: 0, count: table.count)
      for operation in 0..<table.count { job[operation] = table.job[operation] }
    }

    /// `first` may not come before `second` until `expiry`.
    func forbid(_ first: Int32, before second: Int32, until iteration: Int) {
      expiry[place(first, second)] = iteration
    }

    func forbids(_ first: Int32, before second: Int32, at iteration: Int) -> Bool {
      expiry[place(first, second)] > iteration
    }

    func clear() { expiry.fill(Int.min) }

    private func place(_ first: Int32, _ second: Int32) -> Int { Int(first) &* jobCount &+ Int(job[second]) }
  }
}
