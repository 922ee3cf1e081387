import Basics

/// Cover inequalities of one row: terms that cannot all stand at their upper ends, and what follows for the others.
///
/// Negative terms of binaries are complemented; other negative terms are left and take part in two of three forms:
/// lifted covers (binaries only), the complemented cover rounded with its largest coefficient, and Σ min(a, λ)·(range −
/// x) ≥ λ over the cover, λ its excess: on rows with variable bounds a flow cover.
/// - Source: Letchford, Souli 2019, "On lifted cover inequalities: a new lifting procedure with unusual properties";
///   Marchand, Wolsey 1999, "The 0-1 knapsack problem with a single continuous variable"; Padberg, Van Roy, Wolsey 1985,
///   "Valid linear inequalities for fixed charge problems".
struct KnapsackCover: ~Copyable {
  private var trial: ShiftedRow
  /// The places of the cover's terms.
  private var cover: [Int] = []
  /// Terms that may be covered: minus their shares of their ranges, minus their weights.
  private var items: [(share: Double, weight: Int, term: Int)] = []
  private var isCovered = Buffer<Bool>()
  private var cut = Buffer<Int>()
  /// The cover's coefficients, falling; then sums of the k largest, each cut at π, times `above`.
  private var sorted: [Int] = []
  private var sums: [Int] = []
  private static let largest = 1 << 40
  /// Wider terms are not covered: products with coefficients stay below 2^60, and two of them can be added.
  private static let widest = 1 << 20
  private static let longest = 2_000

  init(columnCount: Int) { trial = ShiftedRow(columnCount: columnCount) }

  mutating func separate(
    _ row: borrowing ShiftedRow, _ matrix: CutRows, _ frame: CutFrame, into candidates: CutCandidates
  ) -> Bool {
    guard row.largest < Self.largest, row.terms.count <= Self.longest else { return false }
    trial.copy(from: row)
    var hasNegative = false
    for k in 0..<trial.terms.count where trial.terms[k].coefficient < 0 {
      if trial.terms[k].range != 1 || !trial.complement(k) { hasNegative = true }
    }
    guard let excess = findCover() else { return false }
    var isBinary = !hasNegative
    for k in cover where trial.terms[k].range != 1 { isBinary = false }
    // Of binaries alone the complemented cover says Σ x ≤ |C| − 1, which lifting does not weaken.
    var found =
      isBinary
      ? liftedCover(matrix, frame, candidates) : complementedCover(excess, matrix, frame, candidates)
    if roundedCover(matrix, frame, candidates) { found = true }
    return found
  }

  /// Terms by falling value until they exceed the right side, without those that are not needed.
  ///
  /// - Returns: by how much the cover exceeds the right side.
  private mutating func findCover() -> Int? {
    cover.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
    guard trial.rightSide > 0 else { return nil }
    // Those of at least half their range come first, and mostly they do.
    for (low, high) in [(0.5, Double.infinity), (1e-9, 0.5)] {
      collect(from: low, below: high)
      if items.reduce(-trial.rightSide, { $0 - $1.weight }) > 0 { break }
    }
    items.sort { $0 < $1 }
    cover.append(contentsOf: items.map(\.term))
    func weight(_ k: Int) -> Int { trial.terms[k].coefficient * trial.terms[k].range }
    var excess = -trial.rightSide
    var count = 0
    while count < cover.count, excess <= 0 {
      excess += weight(cover[count])
      count += 1
    }
    guard excess > 0 else { return nil }
    cover.removeLast(cover.count - count)
    for k in cover.reversed() where weight(k) < excess {
      excess -= weight(k)
      cover.removeAll { $0 == k }
    }
    isCovered.resize(to: 0, filling: false)
    isCovered.resize(to: trial.terms.count, filling: false)
    for k in cover { isCovered[k] = true }
    return excess
  }

  /// Adds the terms whose value is such a share of the range to the items.
  private mutating func collect(from low: Double, below high: Double) {
    for k in 0..<trial.terms.count {
      let term = trial.terms[k]
      if term.coefficient <= 0 || term.value <= 1e-9 || term.range > Self.widest { continue }
      let share = term.value / Double(term.range)
      if share >= low, share < high { items.append((-share, -term.coefficient * term.range, k)) }
    }
  }

  /// Σ min(a, λ)·(range − x) over the cover, plus min(|a|, λ)·x of negative terms, is at least λ.
  private mutating func complementedCover(
    _ excess: Int, _ matrix: CutRows, _ frame: CutFrame, _ candidates: CutCandidates
  ) -> Bool {
    cut.removeAll()
    var bound = -Int128(excess)
    for k in 0..<trial.terms.count {
      let term = trial.terms[k]
      if isCovered[k] {
        cut.append(min(term.coefficient, excess))
        bound += Int128(cut.last) * Int128(term.range)
      } else {
        cut.append(term.coefficient < 0 ? -min(-term.coefficient, excess) : 0)
      }
    }
    guard abs(bound) < 1 << 60, isViolated(Int(bound)) else { return false }
    return candidates.add(cut, Int(bound), of: trial, matrix, frame)
  }

  /// With π such that Σ min(a, π) over the cover is the right side, and S_k the sum of the k largest of these, a column's
  /// coefficient is the least k with a ≤ S_{k+1}; it is 1 in the cover where a ≤ π. The right side is |C| − 1.
  private mutating func liftedCover(_ matrix: CutRows, _ frame: CutFrame, _ candidates: CutCandidates) -> Bool {
    let above = sumCutCoefficients()
    cut.removeAll()
    for k in 0..<trial.terms.count {
      let term = trial.terms[k]
      // The number of sums below `above`·a; the last sum stands for the right side itself.
      guard term.range == 1 else {
        cut.append(0)
        continue
      }
      let scaled = Int128(term.coefficient) * Int128(above)
      var (low, high) = (0, sums.count)
      while low < high {
        let middle = (low + high) / 2
        if scaled > Int128(sums[middle]) { low = middle + 1 } else { high = middle }
      }
      cut.append(isCovered[k] ? max(1, low) : low)
    }
    guard isViolated(cover.count - 1) else { return false }
    return candidates.add(cut, cover.count - 1, of: trial, matrix, frame)
  }

  /// Fills `sums`, each times the number of coefficients above π, which makes them integers.
  ///
  /// - Returns: that number.
  private mutating func sumCutCoefficients() -> Int {
    sorted = cover.map { trial.terms[$0].coefficient }
    sorted.sort(by: >)
    var above = 1
    var rest = sorted.dropFirst().reduce(0, +)
    // π = (b − rest)/above is right once it is not below the next coefficient.
    while above < sorted.count, trial.rightSide - rest < above * sorted[above] {
      rest -= sorted[above]
      above += 1
    }
    let cutAt = trial.rightSide - rest
    sums.removeAll(keepingCapacity: true)
    var sum = 0
    for k in 0..<sorted.count {
      sum += k < above ? cutAt : above * sorted[k]
      sums.append(sum)
    }
    return above
  }

  /// Sees the cover from its upper ends and rounds with its largest coefficient as divisor.
  private mutating func roundedCover(_ matrix: CutRows, _ frame: CutFrame, _ candidates: CutCandidates) -> Bool {
    var divisor = 0
    for k in cover { divisor = max(divisor, trial.terms[k].coefficient) }
    for k in cover where !trial.complement(k) { return false }
    guard
      let function = RoundingFunction(
        divisor: divisor, rightSide: trial.rightSide, largest: trial.largest, steps: divisor > 1 << 20 ? 256 : 0)
    else { return false }
    cut.removeAll()
    for k in 0..<trial.terms.count { cut.append(function(trial.terms[k].coefficient)) }
    let bound = function(trial.rightSide)
    return isViolated(bound) && candidates.add(cut, bound, of: trial, matrix, frame)
  }

  private func isViolated(_ bound: Int) -> Bool {
    var activity = -Double(bound)
    for k in 0..<trial.terms.count where cut[k] != 0 { activity += Double(cut[k]) * trial.terms[k].value }
    return activity > 1e-6
  }
}
