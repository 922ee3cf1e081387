import Basics

extension VMRescheduling {
  /// A primal simplex method for few coupling rows and very many blocks, of each of which one column at most is used:
  ///
  ///     max Σ c(j) x(j)   Σ a(j) x(j) = r   Σ of a block's x(j) ≤ 1   x ≥ 0
  ///
  /// The bounds on blocks take no rows: each block has a key column whose value is what its other basic columns leave,
  /// the empty column at first; the working basis is as large as the coupling rows. Rows are kept from degeneracy by
  /// tiny changes of their right sides, which is no harm, since what is wanted are prices: bounds are made of these
  /// elsewhere, in integers.
  /// - Complexity: O(rows² + columns) an iteration.
  /// - Source: Dantzig, Van Slyke 1967, "Generalized upper bounding techniques".
  final class GroupedSimplex {
    /// A column outside all blocks: slack or artificial.
    static let free: Int32 = -1
    let rowCount: Int
    private(set) var rightSide: [Double]
    /// The block, cost, and entries of each column.
    private(set) var block: Buffer<Int32>
    private(set) var cost: Buffer<Double>
    private var entryStart: Buffer<Int32>
    private var entryRow: Buffer<Int32>
    private var entryValue: Buffer<Double>
    /// The key column of each block; -1 for the empty one.
    private(set) var key: Buffer<Int32>
    /// Blocks whose columns may not enter.
    private var isClosed: Buffer<Bool>
    /// The column in each place of the working basis, and its value.
    private(set) var basis: [Int]
    private(set) var value: [Double]
    private var inverse: [Double]
    /// The price of each row.
    private(set) var price: [Double]
    private var direction: [Double]
    private var column: [Double]
    private var blockRate: [Double]
    /// Columns that are looked at, and what each block's key earns.
    private var active: Buffer<Int32>
    private let keyEarning: Buffer<Double>
    private var pivots = 0
    private(set) var iterations = 0

    /// - Parameters:
    ///   - rightSide: of each row; the last row is `≤`, the others are `=`.
    ///   - random: makes the tiny changes.
    ///   - penalties: what an artificial unit of each row but the last costs; no price goes beyond that.
    init(blocks: Int, rightSide: [Double], penalties: [Double], random: inout RandomSource) {
      rowCount = rightSide.count
      self.rightSide = rightSide.map { $0 + 1e-5 * (1 + random.unit()) }
      block = Buffer()
      cost = Buffer()
      entryStart = Buffer(repeating: 0, count: 1)
      entryRow = Buffer()
      entryValue = Buffer()
      key = Buffer(repeating: -1, count: blocks)
      isClosed = Buffer(repeating: false, count: blocks)
      basis = []
      value = []
      inverse = [Double](repeating: 0, count: rowCount * rowCount)
      price = [Double](repeating: 0, count: rowCount)
      direction = price
      column = price
      blockRate = [Double](repeating: 0, count: blocks)
      active = Buffer()
      keyEarning = Buffer(repeating: 0, count: blocks)
      for row in 0..<rowCount {
        // Artificials on both sides keep the rows satisfiable; the slack of the last row costs nothing.
        let isSlack = row == rowCount - 1
        add(block: Self.free, cost: isSlack ? 0 : -penalties[row], [(row, 1)])
        if !isSlack { add(block: Self.free, cost: -penalties[row], [(row, -1)]) }
        basis.append(2 * row)
      }
      rebuild()
    }

    var columnCount: Int { block.count }

    @discardableResult
    func add(block owner: Int32, cost amount: Double, _ entries: [(row: Int, value: Double)]) -> Int {
      block.append(owner)
      cost.append(amount)
      for entry in entries {
        entryRow.append(Int32(entry.row))
        entryValue.append(entry.value)
      }
      entryStart.append(Int32(entryRow.count))
      active.append(Int32(block.count - 1))
      return block.count - 1
    }

    /// Makes a column worth more, so that it is used if at all possible, and closes its block to others.
    func favour(_ column: Int) {
      change(column, by: Self.bonus)
      isClosed[block[column]] = true
    }

    /// Makes a column worth so little that it is not used if at all possible.
    func ban(_ column: Int) { change(column, by: -Self.bonus) }

    /// Undoes the last favour or ban.
    func forgetLast() {
      let (column, bonus) = changes.removeLast()
      cost[column] -= bonus
      if bonus > 0 { isClosed[block[column]] = false }
    }

    func forgetAll() {
      while !changes.isEmpty { forgetLast() }
    }

    private func change(_ column: Int, by bonus: Double) {
      cost[column] += bonus
      changes.append((column, bonus))
    }

    /// Far above what an artificial unit costs.
    private static let bonus = 256.0

    /// Columns whose cost is changed for a while, and by how much.
    private(set) var changes: [(column: Int, bonus: Double)] = []

    func isOpen(_ owner: Int) -> Bool { !isClosed[owner] }

    /// The value of `column` less what its entries are priced at.
    @inline(__always)
    private func margin(_ index: Int) -> Double {
      var sum = cost[index]
      var entry = Int(entryStart[index])
      let end = Int(entryStart[index + 1])
      while entry < end {
        sum -= price[Int(entryRow[entry])] * entryValue[entry]
        entry += 1
      }
      return sum
    }

    /// What the key of a block earns: a new column of it must earn more.
    func keyMargin(_ owner: Int) -> Double { key[owner] < 0 ? 0 : margin(Int(key[owner])) }

    private static let tolerance = 1e-7

    private static let candidateLimit = 40
    /// Far more than any call needs; an end where rounding would go in circles.
    private static let iterationLimit = 100_000
    /// Whether rounding has spoilt the basis. Prices are then what they were, and bounds made of them still hold.
    private(set) var isBroken = false

    /// Pivots until no active column of the pool earns anything.
    func optimise(shouldStop: () -> Bool) {
      var candidates: [(column: Int, gain: Double)] = []
      candidates.reserveCapacity(Self.candidateLimit + 1)
      let last = iterations + Self.iterationLimit
      while !shouldStop(), !isBroken, iterations < last {
        priceRows()
        priceKeys()
        // Several candidates a look at all columns; each is looked at again when its turn comes.
        candidates.removeAll(keepingCapacity: true)
        var least = Self.tolerance
        for place in 0..<active.count {
          let index = Int(active[place])
          let owner = block[index]
          if owner >= 0, isClosed[owner] { continue }
          let gain = margin(index) - (owner >= 0 ? keyEarning[owner] : 0)
          guard gain > least else { continue }
          var slot = candidates.count
          while slot > 0, candidates[slot - 1].gain < gain { slot -= 1 }
          candidates.insert((index, gain), at: slot)
          if candidates.count > Self.candidateLimit {
            candidates.removeLast()
            least = candidates[Self.candidateLimit - 1].gain
          }
        }
        // A favoured column enters whatever is closed.
        for (index, bonus) in changes where bonus > 0 && key[block[index]] != Int32(index) && !basis.contains(index) {
          let gain = margin(index) - keyMargin(Int(block[index]))
          if gain > Self.tolerance { candidates.insert((index, gain), at: 0) }
        }
        if candidates.isEmpty { return }
        for candidate in candidates {
          let index = candidate.column
          let owner = block[index]
          let gain = margin(index) - (owner >= 0 ? keyMargin(Int(owner)) : 0)
          if gain <= max(Self.tolerance, 0.3 * candidate.gain) { continue }
          enter(index)
          if isBroken { return }
          priceRows()
        }
      }
    }

    private func priceKeys() {
      for owner in 0..<key.count { keyEarning[owner] = keyMargin(owner) }
    }

    /// Leaves columns out of sight that lose more than `loss` at the present prices: others take their place, or they
    /// are made again.
    func deactivate(losing loss: Double) {
      priceRows()
      priceKeys()
      var kept = 0
      for place in 0..<active.count {
        let index = Int(active[place])
        let owner = block[index]
        guard owner < 0 || margin(index) - keyEarning[owner] > -loss else { continue }
        active[kept] = active[place]
        kept += 1
      }
      active.truncate(to: kept)
    }

    private func priceRows() {
      for row in 0..<rowCount { price[row] = 0 }
      for place in 0..<rowCount {
        let index = basis[place]
        let owner = block[index]
        var earned = cost[index]
        if owner >= 0, key[owner] >= 0 { earned -= cost[key[owner]] }
        if earned == 0 { continue }
        for row in 0..<rowCount { price[row] += earned * inverse[place * rowCount + row] }
      }
    }

    private func load(_ index: Int, _ sign: Double) {
      for entry in Int(entryStart[index])..<Int(entryStart[index + 1]) {
        column[Int(entryRow[entry])] += sign * entryValue[entry]
      }
    }

    /// The column against its block's key.
    private func loadReduced(_ index: Int) {
      for row in 0..<rowCount { column[row] = 0 }
      load(index, 1)
      let owner = block[index]
      if owner >= 0, key[owner] >= 0 { load(Int(key[owner]), -1) }
    }

    private func enter(_ entering: Int) {
      iterations += 1
      loadReduced(entering)
      for place in 0..<rowCount {
        var sum = 0.0
        for row in 0..<rowCount { sum += inverse[place * rowCount + row] * column[row] }
        direction[place] = sum
      }
      let owner = block[entering]
      var step = Double.infinity
      var leaving = -1
      var leavingBlock: Int32 = -1
      for place in 0..<rowCount where direction[place] > 1e-9 {
        let ratio = max(0, value[place]) / direction[place]
        if ratio < step || ratio == step && leaving >= 0 && direction[place] > direction[leaving] {
          (step, leaving) = (ratio, place)
        }
      }
      // Keys: what is left of a block falls as its other columns grow.
      if owner >= 0 { blockRate[Int(owner)] = -1 }
      for place in 0..<rowCount where block[basis[place]] >= 0 {
        blockRate[Int(block[basis[place]])] += direction[place]
      }
      func lookAtKey(_ owner: Int32) {
        let rate = blockRate[Int(owner)]
        guard rate < -1e-9 else { return }
        let ratio = max(0, keyValue(owner)) / -rate
        if ratio < step { (step, leaving, leavingBlock) = (ratio, -1, owner) }
      }
      if owner >= 0 { lookAtKey(owner) }
      for place in 0..<rowCount where block[basis[place]] >= 0 { lookAtKey(block[basis[place]]) }
      for place in 0..<rowCount where block[basis[place]] >= 0 { blockRate[Int(block[basis[place]])] = 0 }
      if owner >= 0 { blockRate[Int(owner)] = 0 }
      guard step.isFinite else {
        isBroken = true
        return
      }
      for place in 0..<rowCount { value[place] -= step * direction[place] }
      if leavingBlock >= 0 {
        if leavingBlock == owner {
          key[owner] = Int32(entering)
        } else {
          // The column of that block which grows most takes the key's place, and its own goes to the entering one.
          var chosen = -1
          for place in 0..<rowCount where block[basis[place]] == leavingBlock {
            if chosen < 0 || direction[place] < direction[chosen] { chosen = place }
          }
          key[leavingBlock] = Int32(basis[chosen])
          basis[chosen] = entering
        }
        rebuild()
        return
      }
      basis[leaving] = entering
      value[leaving] = step
      pivots += 1
      if pivots >= 60 {
        rebuild()
        return
      }
      let pivot = direction[leaving]
      for row in 0..<rowCount { inverse[leaving * rowCount + row] /= pivot }
      for place in 0..<rowCount where place != leaving && direction[place] != 0 {
        let factor = direction[place]
        for row in 0..<rowCount { inverse[place * rowCount + row] -= factor * inverse[leaving * rowCount + row] }
      }
    }

    /// What the columns in use cost, favours aside.
    var plainValue: Double {
      var sum = 0.0
      var isBonus: [Int: Double] = [:]
      for (column, bonus) in changes { isBonus[column, default: 0] += bonus }
      for (place, index) in basis.enumerated() { sum += value[place] * (cost[index] - (isBonus[index] ?? 0)) }
      for owner in 0..<key.count where key[owner] >= 0 {
        let index = Int(key[owner])
        sum += keyValue(Int32(owner)) * (cost[index] - (isBonus[index] ?? 0))
      }
      return sum
    }

    func keyValue(_ owner: Int32) -> Double {
      var rest = 1.0
      for place in 0..<rowCount where block[basis[place]] == owner { rest -= value[place] }
      return rest
    }

    /// Inverts the working basis and computes all values anew.
    private func rebuild() {
      pivots = 0
      let n = rowCount
      var matrix = [Double](repeating: 0, count: n * n)
      for place in 0..<n {
        loadReduced(basis[place])
        for row in 0..<n { matrix[row * n + place] = column[row] }
      }
      let isRegular = matrix.withUnsafeMutableBufferPointer { matrix in
        inverse.withUnsafeMutableBufferPointer { invert(matrix, into: $0, order: n, pivotsAbove: 1e-11) }
      }
      guard isRegular else {
        isBroken = true
        return
      }
      // What the keys leave of the right sides.
      var rest = rightSide
      for owner in 0..<key.count where key[owner] >= 0 {
        let index = Int(key[owner])
        for entry in Int(entryStart[index])..<Int(entryStart[index + 1]) {
          rest[Int(entryRow[entry])] -= entryValue[entry]
        }
      }
      value = (0..<n).map { place in (0..<n).reduce(0) { $0 + inverse[place * n + $1] * rest[$1] } }
    }
  }
}
