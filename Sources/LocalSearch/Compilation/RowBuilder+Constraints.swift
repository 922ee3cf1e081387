import Basics
import Statements

/// What each constraint says in linear rows; the rest goes to the resources.
extension RowBuilder {
  /// Whether the search knows what constraints of a type say; others are decomposed, or left to the checker.
  static func takes(_ type: any Constraint.Type) -> Bool {
    type == LinearConstraint.self || type == ClauseConstraint.self || type == AtMostOneConstraint.self
      || type == IndicatorConstraint.self || type == PrecedenceConstraint.self || type == MaximumConstraint.self
      || type == AlternativeConstraint.self || type == DomainConstraint.self || type == ElementConstraint.self
      || type == NoOverlapConstraint.self || type == CumulativeConstraint.self || type == CountConstraint.self
  }

  mutating func addConstraints(oneSided: Set<Int>, _ resources: inout Resources.Builder) {
    for (position, constraint) in data.constraints.enumerated() {
      if let linear = constraint as? LinearConstraint {
        if !elimination.spentConstraints.contains(position) { add(linear) }
      } else if let clause = constraint as? ClauseConstraint {
        addRow(sum(of: clause.literals), low: 1, high: Row.infinity)
      } else if let atMostOne = constraint as? AtMostOneConstraint {
        addRow(sum(of: atMostOne.literals), low: -Row.infinity, high: 1)
      } else if let indicator = constraint as? IndicatorConstraint {
        let form = LinearForm(terms: [.init(variable: indicator.variable, coefficient: 1)])
        addRow(form, low: indicator.value, high: indicator.value, if: [indicator.literal])
        addRow(form, low: indicator.value, high: indicator.value, isDisequation: true, if: [!indicator.literal])
      } else if let precedence = constraint as? PrecedenceConstraint {
        let (first, second) = (data.intervals[precedence.first], data.intervals[precedence.second])
        let present = [first.presence, second.presence].compactMap { $0 }
        addRow(
          first.end - second.start, low: -Row.infinity, high: -precedence.delay, if: precedence.conditions + present)
      } else if let maximum = constraint as? MaximumConstraint {
        for operand in maximum.operands { addRow(operand - maximum.target, low: -Row.infinity, high: 0) }
        if !oneSided.contains(position) { resources.add(maximum) }
      } else if let alternative = constraint as? AlternativeConstraint {
        add(alternative)
      } else if let element = constraint as? ElementConstraint {
        addRow(element.index, low: 0, high: element.elements.count - 1)
        resources.add(element)
      } else if let noOverlap = constraint as? NoOverlapConstraint {
        resources.add(noOverlap)
      } else if let cumulative = constraint as? CumulativeConstraint {
        resources.add(cumulative)
      } else if let count = constraint as? CountConstraint {
        resources.add(count)
      }
    }
  }

  private mutating func add(_ linear: LinearConstraint) {
    switch linear.comparison {
    case .atMost: addRow(linear.form, low: -Row.infinity, high: 0, if: linear.conditions)
    case .equal: addRow(linear.form, low: 0, high: 0, if: linear.conditions)
    case .notEqual: addRow(linear.form, low: 0, high: 0, isDisequation: true, if: linear.conditions)
    }
  }

  /// As many options are present as the main interval, at its time.
  private mutating func add(_ alternative: AlternativeConstraint) {
    let always = LinearForm(constant: 1)
    func presence(_ interval: Int) -> LinearForm {
      guard let literal = data.intervals[interval].presence else { return always }
      return literal.isNegated
        ? LinearForm(terms: [.init(variable: literal.variable.index, coefficient: -1)], constant: 1)
        : LinearForm(variable: literal.variable)
    }
    var sum = presence(alternative.main).negated
    for option in alternative.options {
      let form = presence(option)
      // Forms have each variable once, in order; literals may repeat.
      sum = sum - form.negated
    }
    addRow(sum, low: 0, high: 0)
    for option in alternative.options {
      for difference in alternative.differences(data.intervals, to: option) {
        addRow(difference, low: 0, high: 0, if: data.intervals[option].presence.map { [$0] } ?? [])
      }
    }
  }
}
