/// How far presolve goes.
package struct PresolveOptions: Sendable {
  /// Entries of rows looked at in all, beyond a few passes over the model.
  package var workLimit: Int
  /// No reduction that loses a solution, as enumeration and some proofs need it: each solution of the original is then
  /// one of the reduced model and back.
  package var keepsAllSolutions: Bool
  /// The rules that run; all of them unless a test asks for some.
  package var rules: Set<PresolveRule>

  package init(
    workLimit: Int = 100_000_000, keepsAllSolutions: Bool = false, rules: Set<PresolveRule> = Set(PresolveRule.allCases)
  ) {
    self.workLimit = workLimit
    self.keepsAllSolutions = keepsAllSolutions
    self.rules = rules
  }
}

/// Reductions that can be switched on alone; bounds are always propagated.
package enum PresolveRule: CaseIterable, Sendable {
  case parallelRows, strengthening, cliques, dominatedRows, dualFixing, parallelColumns, dominatedColumns, affine
  case freeColumns, probing, symmetry
}
