import Basics

/// The lower side of one quantity of an alternative, such as the start: where the main task is present, it is at least
/// the least value among the options that can still be.
///
/// What a present option means, equality with the main task, is in clauses and conditional precedences. These also
/// exclude options that do not fit, and with the last one the main task; this is the hull over what is open. The upper
/// side is the same on the negated quantities.
///
/// - Complexity: O(n) a run.
/// - Source: Laborie, Rogerie 2008, "Reasoning with conditional time-intervals"; a premise an option, as for an element.
final class Alternative: Propagator {
  private let main: OffsetVariable
  private let presence: Literal
  private let options: Buffer<(value: OffsetVariable, presence: Literal)>
  private var id = PropagatorID(index: -1)

  init(_ main: OffsetVariable, presence: Literal, options: [(value: OffsetVariable, presence: Literal)]) {
    self.main = main
    self.presence = presence
    self.options = Buffer(options)
  }

  var priority: Priority { .linear }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    var woken = [presence.variable]
    for o in 0..<options.count { woken += [-options[o].presence.variable, options[o].value.variable] }
    return woken
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    // Until then the bounds of the main task are its own.
    if !store.isTrue(presence) { return }
    var least = Int32.max
    for o in 0..<options.count where !store.isFalse(options[o].presence) {
      least = min(least, store.lower(options[o].value))
    }
    // With every option excluded, the clause over them is in conflict already.
    if least == .max { return }
    try store.raise(main.atLeast(least), because: .lazy(id, payload: 0))
  }

  /// main >= v: it is present, and each option is at least v or absent; where both are true, the premise that became
  /// true earlier.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let bound = literal.bound + main.offset
    store.premise(presence)
    for o in 0..<options.count {
      let reaches = options[o].value.atLeast(bound)
      let excluded = options[o].presence.negated
      if !store.isTrue(reaches, before: position) {
        store.premise(excluded)
      } else if !store.isTrue(excluded, before: position) {
        store.premise(reaches)
      } else {
        store.premise(store.maker(of: reaches) < store.maker(of: excluded) ? reaches : excluded)
      }
    }
  }

  /// The main task is present, and each option is absent or too large for it.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    bounds.isFalse(presence.negated)
      && (0..<options.count).allSatisfy {
        bounds.isFalse(options[$0].presence) || bounds.lower(options[$0].value) > bounds.upper(main)
      }
  }
}

extension Solver {
  /// Posts that `main` has the start, the end and the duration of the option that is present. Call at level 0.
  ///
  /// - Precondition: the model makes at most one option present, and one just where `main` is; at least one option.
  package func postAlternative(_ main: Task, options: [Task]) {
    precondition(!options.isEmpty, "an alternative has options")
    post(OffsetVariable(main.duration), main.presence, options.map { (OffsetVariable($0.duration), $0.presence) })
    post(main.start, main.presence, options.map { ($0.start, $0.presence) })
    // Where the durations are fixed, those that differ are excluded by now, and the ends follow from the starts.
    let isFixed = ([main] + options).allSatisfy { $0.end.variable == $0.start.variable }
    if !isFixed { post(main.end, main.presence, options.map { ($0.end, $0.presence) }) }
  }

  private func post(
    _ main: OffsetVariable, _ presence: Literal, _ options: [(value: OffsetVariable, presence: Literal)]
  ) {
    for option in options {
      if store.isFixed(option.value.variable) {
        let constant = store.lower(option.value)
        add(clause: [option.presence.negated, main.atLeast(constant)])
        add(clause: [option.presence.negated, main.atMost(constant)])
      } else {
        let weight = option.value.offset - main.offset
        addPrecedence(from: option.value.variable, to: main.variable, weight: weight, if: option.presence)
        addPrecedence(from: main.variable, to: option.value.variable, weight: -weight, if: option.presence)
      }
    }
    post(Alternative(main, presence: presence, options: options))
    post(Alternative(-main, presence: presence, options: options.map { (-$0.value, $0.presence) }))
  }
}
