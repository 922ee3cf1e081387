import Scheduler

/// The last plan as `/v1/plan` answers it: what dovetail-server answers too, with what has become of it.
struct PlanReport: Encodable {
  private enum CodingKeys: String, CodingKey { case made, state, why, stepStates }

  let entry: CurrentPlan.Entry

  func encode(to encoder: any Encoder) throws {
    try entry.plan.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(entry.made, forKey: .made)
    try container.encode(entry.state.rawValue, forKey: .state)
    try container.encode(entry.why, forKey: .why)
    try container.encode(entry.steps.map(\.rawValue), forKey: .stepStates)
  }
}
