extension MemoryMapping.Allocation {
  /// The heights that one round of searches with a limit asks for: the lower bound first, which is often the answer,
  /// then below the best known height, by steps that double after a success and shrink after a failure. The round is
  /// over when the least step fails.
  struct HeightDescent {
    /// All heights of interest are multiples of it.
    let unit: Int
    /// Whether the lower bound was asked for.
    private var isBelowBest = false
    /// Below the best known height; nil for half of the gap.
    private var nextStep: Int?
    private var step = 0
    private(set) var isOver = false

    init(unit: Int) { self.unit = unit }

    /// The next height; nil where the round is over or nothing is open.
    mutating func next(from bound: Int, to best: Int) -> Int? {
      guard !isOver, bound < best else { return nil }
      guard isBelowBest else { return bound }
      let gap = best - bound
      step = max(unit, min(nextStep ?? gap / 2, gap) / unit * unit)
      return max(bound, best - step)
    }

    /// Takes in what the search for the last height said.
    mutating func record(_ outcome: MemoryMapping.SpatialSearch.Outcome) {
      guard isBelowBest else {
        isBelowBest = outcome == .limit
        return
      }
      switch outcome {
      case .fits: nextStep = 2 * step
      case .doesNotFit: nextStep = nil
      case .limit:
        isOver = step <= unit
        nextStep = step / 3
      }
    }
  }
}
