extension Model {
  /// Variables that the search is to decide, and how.
  ///
  /// ```swift
  /// model.decide([
  ///   Model.SearchPhase(starts, .smallest, .least),
  ///   Model.SearchPhase(machines, .firstFail, .split),
  /// ])
  /// ```
  /// - Source: the search annotations of MiniZinc: Nethercote, Stuckey et al. 2007, "MiniZinc: towards a standard CP
  ///   modelling language"; dom/wdeg: Boussemart et al. 2004, "Boosting systematic search by weighting constraints".
  public struct SearchPhase: Sendable {
    /// Which of the variables that are not fixed is the next one. Of equals, it is the first in the list.
    public enum Selection: String, CaseIterable, Sendable {
      /// The first in the list.
      case inputOrder
      /// The one with the fewest values left.
      case firstFail
      /// The one with the most values left.
      case antiFirstFail
      /// The one with the least value left.
      case smallest
      /// The one with the greatest value left.
      case largest
      /// The one in the most constraints.
      case occurrence
      /// The one with the fewest values left; of equals, the one in the most constraints.
      case mostConstrained
      /// The one whose two least values are furthest apart.
      case maxRegret
      /// The one with the fewest values for its part in recent conflicts: MiniZinc's `dom_w_deg`.
      case weightedDegree
    }

    /// What is decided of a variable first; where that turns out to be wrong, the rest of its values is left.
    public enum Choice: String, CaseIterable, Sendable {
      /// Its least value.
      case least
      /// Its greatest value.
      case greatest
      /// The lower half of its range.
      case split
      /// The upper half of its range.
      case reverseSplit
      /// The value with as many below as above it.
      case median
      /// Any of its values, by the seed.
      case random
      /// Its first values without a gap between them; the lower half where there is no gap.
      case interval
      /// The value next to the middle of its range.
      case middle
    }

    package let expressions: [LinearExpression]
    package let selection: Selection
    package let choice: Choice

    /// - Parameters:
    ///   - variables: each a variable, a Boolean, or one of these, or its opposite, plus a number. Numbers may stand among
    ///     them, and say nothing.
    ///   - selection: which of them is decided next.
    ///   - choice: what is decided of it.
    public init(
      _ variables: [any LinearExpressible], _ selection: Selection = .inputOrder, _ choice: Choice = .least
    ) {
      expressions = variables.map(\.linearExpression)
      self.selection = selection
      self.choice = choice
    }
  }

  /// Says what the search decides, phase by phase; what they leave open the engine decides. Replaces earlier ones.
  ///
  /// This is about the way to a solution only. Clauses are learned and restarts made as always, and
  /// `Options.searchUse` says whether other searches run beside it.
  public func decide(_ phases: [SearchPhase]) {
    setSearch(
      phases.map { phase in
        ModelData.SearchPhase(
          forms: phase.expressions.compactMap(searchForm), selection: phase.selection, choice: phase.choice)
      })
  }

  /// nil for a number, and after noting what is wrong.
  private func searchForm(_ expression: LinearExpression) -> LinearForm? {
    guard let form = canonical(expression, "a search phase"), !form.terms.isEmpty else { return nil }
    if form.terms.count == 1, form.terms[0].coefficient.magnitude == 1 { return form }
    let names = form.terms.prefix(3).map { data.variableName($0.variable) }
    note(.invalidSearch(names.joined(separator: ", ") + (form.terms.count > 3 ? ", ..." : "")))
    return nil
  }
}

extension ModelData {
  /// What `Model.SearchPhase` says, in plain values.
  package struct SearchPhase: Sendable {
    /// Each of one variable with a factor of 1 or -1.
    package var forms: [LinearForm]
    package var selection: Model.SearchPhase.Selection
    package var choice: Model.SearchPhase.Choice

    package init(forms: [LinearForm], selection: Model.SearchPhase.Selection, choice: Model.SearchPhase.Choice) {
      self.forms = forms
      self.selection = selection
      self.choice = choice
    }
  }
}
