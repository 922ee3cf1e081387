/// Where a propagator, a precedence, a clause or a fact of level 0 comes from.
package struct Origin: Hashable, Sendable, BitwiseCopyable {
  /// The number of a constraint, or one of the negative numbers below.
  let code: Int32

  init(code: Int32) { self.code = code }

  /// The constraint of this number in the model.
  package static func constraint(_ index: Int) -> Origin { Origin(code: Int32(index)) }

  /// The domain with which a variable was made.
  package static let domain = Origin(code: -1)
  /// Added by itself, to say what a new variable means or for want of anything more particular.
  package static let definition = Origin(code: -2)
  /// What the objective is, and that only better solutions are looked for.
  package static let objective = Origin(code: -3)
  /// The opposite of a goal that was refuted.
  package static let refutedGoal = Origin(code: -4)
  /// Learned from a conflict.
  package static let learned = Origin(code: -5)
  /// Found by trying values at level 0.
  package static let probed = Origin(code: -6)
  /// Derived by another solver of the model, or proved elsewhere.
  package static let imported = Origin(code: -7)

  /// The number of the constraint, where it is one.
  package var constraint: Int? { code >= 0 ? Int(code) : nil }
}

extension Origin: CustomStringConvertible {
  package var description: String {
    switch self {
    case .domain: "domain"
    case .definition: "definition"
    case .objective: "objective"
    case .refutedGoal: "refuted goal"
    case .learned: "learned"
    case .probed: "probed"
    case .imported: "imported"
    default: "constraint \(code)"
    }
  }
}
