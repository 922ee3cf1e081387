/// Premises [x_j >= b_j] of a linear inference are as weak as its surplus allows.
extension Linear {
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let count = variables.count
    if Int(payload) >= count {
      explainOverrun(except: Int(payload) - count, before: position, &store)
      return
    }
    // Asked: x_i <= u. The rest must exceed the limit together with a_i (u + 1), what the opposite would give.
    let i = Int(payload)
    let opposite = Int(literal.negated.bound)
    var surplus = coefficients[i] * opposite - limit - 1
    for j in 0..<count where j != i {
      surplus += coefficients[j] * Int(store.lower(variables[j], before: position))
    }
    explainEnforcement(except: -1, &store)
    explain(except: i, surplus: surplus, before: position, &store)
  }

  /// The lower bounds alone exceed the limit.
  ///
  /// - Parameter open: the enforcement literal that is refuted by it; -1 when all are true, which is a conflict.
  func explainOverrun(except open: Int, before position: Int32, _ store: inout Store) {
    var surplus = -limit - 1
    for j in 0..<variables.count {
      surplus += coefficients[j] * Int(store.lower(variables[j], before: position))
    }
    explainEnforcement(except: open, &store)
    explain(except: -1, surplus: surplus, before: position, &store)
  }

  private func explain(except skipped: Int, surplus: Int, before position: Int32, _ store: inout Store) {
    spending.explain(
      variables.pointer, coefficients.pointer, count: variables.count, except: skipped, surplus: surplus,
      before: position, &store)
  }

  private func explainEnforcement(except open: Int, _ store: inout Store) {
    for k in 0..<enforcement.count where k != open { store.premise(enforcement[k]) }
  }
}
