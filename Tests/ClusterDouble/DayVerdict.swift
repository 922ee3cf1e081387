import APIServerDouble
import ClusterSimulation

/// What a day came to, check by check.
struct DayVerdict {
  struct Check {
    let name: String
    let isFine: Bool
    let words: String
  }

  let mode: String
  let findings: EvictionAudit.Findings
  let outcome: Outcome
  let events: DayCommand.Events
  /// Sets that have not the pods that they want.
  var lacking: [String] = []
  /// Evictions of all plans.
  var planned = 0

  init(mode: String, _ findings: EvictionAudit.Findings, _ outcome: Outcome, _ events: DayCommand.Events) {
    self.mode = mode
    self.findings = findings
    self.outcome = outcome
    self.events = events
  }

  /// What a mode may write.
  private var strangeWrites: [String: Int] {
    findings.writes.filter { verb, _ in
      let kind = verb.split(separator: " ").last.map(String.init) ?? ""
      return kind != "events" && kind != "leases" && !(mode == "apply" && kind == "pods/eviction")
    }
  }

  private static func listed(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  var checks: [Check] {
    func none(_ name: String, _ count: Int) -> Check { Check(name: name, isFine: count == 0, words: "\(count)") }
    var checks = [
      none("budgets broken by an eviction", findings.brokenBudgets),
      none("protected pods evicted", findings.ofProtectedPods),
      none("evictions without the UID of the pod that is there", findings.withoutUID),
      Check(
        name: "every set has its pods", isFine: lacking.isEmpty,
        words: lacking.isEmpty ? "all" : lacking.prefix(10).joined(separator: ", ")),
      Check(
        name: "writes are of the kinds that \(mode) allows", isFine: strangeWrites.isEmpty,
        words: Self.listed(findings.writes)),
      Check(
        name: "evictions at most the plans'", isFine: findings.evictions <= planned,
        words: "\(findings.evictions) of \(planned)"),
      none("ends of the controller that nobody asked for", events.crashes),
    ]
    let words =
      "priorities \(outcome.priorities), pending \(outcome.pending), best known \(outcome.best)"
      + (outcome.isProved ? ", proved" : "")
    // Whoever only watches leaves the pods where they are.
    checks.append(
      Check(
        name: "pods of the higher priorities pending", isFine: mode != "apply" || outcome.isGood, words: words))
    return checks
  }

  var passed: Bool { checks.allSatisfy(\.isFine) }

  var words: String {
    let lines = checks.map { "\($0.isFine ? "PASS" : "FAIL") \($0.name): \($0.words)" }
    let happened =
      "kills \(events.kills), starts \(events.starts), turns \(events.turns), node failures \(events.failures), "
      + "compactions \(events.compactions), preemptions \(events.preemptions), bindings \(events.bindings), "
      + "evictions refused by budgets \(findings.refusedByBudget), as stale \(findings.refusedAsStale)"
    return (lines + [happened] + findings.faults.prefix(10)).joined(separator: "\n")
  }

  /// JSON.
  var line: String {
    var object: JSONTree = ["passed": .boolean(passed), "mode": .text(mode)]
    for check in checks {
      object["checks", check.name] = ["passed": .boolean(check.isFine), "words": .text(check.words)]
    }
    for (name, value) in [
      ("evictions", findings.evictions), ("planned", planned), ("kills", events.kills), ("starts", events.starts),
      ("turns", events.turns), ("nodeFailures", events.failures), ("preemptions", events.preemptions),
      ("bindings", events.bindings), ("refusedByBudget", findings.refusedByBudget),
      ("refusedAsStale", findings.refusedAsStale),
    ] { object[name] = JSONTree(value) }
    return String(decoding: object.bytes, as: UTF8.self)
  }
}
