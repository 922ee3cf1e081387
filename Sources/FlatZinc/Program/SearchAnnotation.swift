import Statements

/// What a solve item asks of the search: one call of `int_search` or `bool_search`.
package struct SearchAnnotation: Sendable {
  package var variables: [Operand]
  package var selection: String
  package var choice: String

  static let selections: [String: Model.SearchPhase.Selection] = [
    "input_order": .inputOrder, "first_fail": .firstFail, "anti_first_fail": .antiFirstFail, "smallest": .smallest,
    "largest": .largest, "occurrence": .occurrence, "most_constrained": .mostConstrained, "max_regret": .maxRegret,
    "dom_w_deg": .weightedDegree,
  ]

  static let choices: [String: Model.SearchPhase.Choice] = [
    "indomain": .least, "indomain_min": .least, "indomain_max": .greatest, "indomain_split": .split,
    "indomain_reverse_split": .reverseSplit, "indomain_median": .median, "indomain_random": .random,
    "indomain_interval": .interval, "indomain_middle": .middle,
  ]
}
