/// Premises [x_j >= b_j] of a linear inference are as weak as its surplus allows.
extension Linear {
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    if Int(payload) >= variables.count {
      explainOverrun(except: Int(payload) - variables.count, before: position, &store)
      return
    }
    // Asked: x_i <= u. The rest must exceed the limit together with a_i (u + 1), what the opposite would give.
    let i = Int(payload)
    let opposite = Int(literal.negated.bound)
    explainEnforcement(except: -1, &store)
    explain(except: i, excess: coefficients[i] * opposite - limit - 1, before: position, &store)
  }

  /// The lower bounds alone exceed the limit.
  ///
  /// - Parameter open: the enforcement literal that is refuted by it; -1 when all are true, which is a conflict.
  func explainOverrun(except open: Int, before position: Int32, _ store: inout Store) {
    explainEnforcement(except: open, &store)
    explain(except: -1, excess: -limit - 1, before: position, &store)
  }

  private func explain(except skipped: Int, excess: Int, before position: Int32, _ store: inout Store) {
    spending.explain(
      variables.pointer, coefficients.pointer, count: variables.count, least: leastCoefficient, except: skipped,
      excess: excess, before: position, &store)
  }

  private func explainEnforcement(except open: Int, _ store: inout Store) {
    for k in 0..<enforcement.count where k != open { store.premise(enforcement[k]) }
  }
}
