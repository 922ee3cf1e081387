/// Two claims about one instance of which one is wrong.
public struct Contradiction: Hashable, Sendable, CustomStringConvertible {
  public let instance: String
  /// What is wrong with what.
  public let text: String

  public var description: String { "CONTRADICTION on \(instance): \(text)" }

  /// Whether what a run claims can be true beside the reference values.
  ///
  /// Runs that ask another question than the instance's own are passed over.
  public static func find(_ task: CampaignTask, _ run: RunRecord, against reference: Reference) -> [Contradiction] {
    guard !task.variant.changesQuestion else { return [] }
    let who = "\(task.variant.name), seed \(task.seed):"
    return check(run, who, against: reference).map { Contradiction(instance: task.instance.name, text: $0) }
  }

  private static func check(_ run: RunRecord, _ who: String, against reference: Reference) -> [String] {
    var found: [String] = []
    let source = "(\(reference.source))"
    if let objective = run.objective {
      if let lower = reference.lower, objective.isClearlyBelow(lower) {
        found.append("\(who) the solution \(objective) is below the known bound \(lower) \(source)")
      }
      if reference.isInfeasible { found.append("\(who) a solution, but no one exists \(source)") }
    }
    if let upper = reference.upper {
      if let bound = run.bound, upper.isClearlyBelow(bound) {
        found.append("\(who) the bound \(bound) is above the known solution \(upper) \(source)")
      }
      if run.status == .infeasible {
        found.append("\(who) infeasible, but a solution of \(upper) is known \(source)")
      }
    }
    return found
  }

  /// All contradictions of a campaign: of runs with reference values, and of runs with each other.
  public static func find(in campaign: Campaign) -> [Contradiction] {
    var found: [Contradiction] = []
    var solutions: [Int: (score: Score, who: String)] = [:]
    var bounds: [Int: (score: Score, who: String)] = [:]
    var infeasible: [Int: String] = [:]
    for run in campaign.runs where !campaign.variants[run.variant].changesQuestion {
      let name = campaign.instances[run.instance].name
      let variant = campaign.variants[run.variant].name
      let who = "\(variant), seed \(run.seed):"
      if let reference = campaign.references[run.instance] {
        found += check(run.record, who, against: reference).map { Contradiction(instance: name, text: $0) }
      }
      if let objective = run.record.objective, solutions[run.instance].map({ objective < $0.score }) ?? true {
        solutions[run.instance] = (objective, variant)
      }
      if let bound = run.record.bound, bounds[run.instance].map({ $0.score < bound }) ?? true {
        bounds[run.instance] = (bound, variant)
      }
      if run.record.status == .infeasible { infeasible[run.instance] = variant }
    }
    for instance in campaign.instances.indices {
      guard let (solution, finder) = solutions[instance] else { continue }
      let name = campaign.instances[instance].name
      if let (bound, prover) = bounds[instance], solution.isClearlyBelow(bound) {
        found.append(
          Contradiction(
            instance: name, text: "the bound \(bound) of \(prover) is above the solution \(solution) of \(finder)"))
      }
      if let prover = infeasible[instance] {
        found.append(
          Contradiction(
            instance: name, text: "infeasible according to \(prover), but \(finder) has a solution of \(solution)"))
      }
    }
    return found
  }
}
