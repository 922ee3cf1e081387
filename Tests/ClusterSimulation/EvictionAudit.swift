import APIServerDouble
import Synchronization

/// Looks at each write that comes over HTTP, at the instant at which it takes effect.
package final class EvictionAudit: Sendable {
  package struct Findings: Sendable {
    /// That took effect.
    package var evictions = 0
    /// 429 of a budget, and 409 of a pod that is another one.
    package var refusedByBudget = 0
    package var refusedAsStale = 0
    package var withoutUID = 0
    package var ofProtectedPods = 0
    /// After which fewer were healthy than the budget wants, or two budgets.
    package var brokenBudgets = 0
    /// By kind and verb, such as "POST pods/eviction".
    package var writes: [String: Int] = [:]
    package var notOfHolder = 0
    package var holders: [String] = []
    /// What was wrong, in words.
    package var faults: [String] = []
  }

  private let state = Mutex(Findings())
  /// Where the leader is written, "namespace/name"; nil where nobody is to be compared with it.
  private let lease: String?

  package init(lease: String? = nil) { self.lease = lease }

  package var findings: Findings { state.withLock { $0 } }

  package func take(_ entry: APIServerDouble.Audit) {
    guard let (kind, name) = Self.target(entry.call.path) else { return }
    state.withLock { findings in
      if (200..<300).contains(entry.status), entry.call.query["dryRun"] == nil {
        findings.writes["\(entry.call.method) \(kind)", default: 0] += 1
        if kind == "leases", let holder = Self.holder(entry), findings.holders.last != holder {
          findings.holders.append(holder)
        }
      }
      guard kind == "pods/eviction", entry.call.query["dryRun"] == nil else { return }
      if entry.status == 429 { findings.refusedByBudget += 1 }
      if entry.status == 409 { findings.refusedAsStale += 1 }
      guard (200..<300).contains(entry.status) else { return }
      judge(entry, name, &findings)
    }
  }

  private func judge(_ entry: APIServerDouble.Audit, _ key: String, _ findings: inout Findings) {
    findings.evictions += 1
    func note(_ words: String) { if findings.faults.count < 50 { findings.faults.append("\(key): \(words)") } }
    guard let pod = entry.object(.pods, key) else { return note("evicted, and not there") }
    let body = (try? JSONTree(parsing: Array(entry.call.body.utf8))) ?? [:]
    if body["deleteOptions", "preconditions", "uid"]?.text != pod["metadata", "uid"]?.text {
      findings.withoutUID += 1
      note("evicted without its UID")
    }
    if let reason = Self.protection(of: pod) {
      findings.ofProtectedPods += 1
      note("evicted, though \(reason)")
    }
    if pod["metadata", "deletionTimestamp"] == nil, Self.isHealthy(pod), let words = Self.broken(by: pod, entry.before)
    {
      findings.brokenBudgets += 1
      note(words)
    }
    if let lease {
      let holder = entry.object(.leases, lease)?["spec", "holderIdentity"]?.text ?? ""
      let agent = entry.call.userAgent ?? ""
      if holder.isEmpty || agent != "dovetail/\(holder)" {
        findings.notOfHolder += 1
        note("evicted by '\(agent)' while '\(holder)' holds the lease")
      }
    }
  }

  /// Why a pod is not to be evicted.
  package static func protection(of pod: JSONTree) -> String? {
    if pod["metadata", "namespace"]?.text == "kube-system" { return "it is of kube-system" }
    let annotations = pod["metadata", "annotations"]?.texts ?? [:]
    if annotations[Workload.notSafe] == "false" { return "it says that it is not safe to evict" }
    if annotations[Workload.notSafe] == "true" { return nil }
    let owners = pod["metadata", "ownerReferences"]?.elements ?? []
    if !owners.contains(where: { $0["controller"]?.boolean == true }) { return "nobody makes it again" }
    let volumes = pod["spec", "volumes"]?.elements ?? []
    if volumes.contains(where: { $0["emptyDir"] != nil || $0["hostPath"] != nil }) { return "it has local data" }
    return nil
  }

  static func isHealthy(_ pod: JSONTree) -> Bool {
    (pod["status", "conditions"]?.elements ?? []).contains {
      $0["type"]?.text == "Ready" && $0["status"]?.text == "True"
    }
  }

  /// Counts the pods themselves, and not what the budget's status says.
  private static func broken(by victim: JSONTree, _ tables: [String: ObjectTable]) -> String? {
    let namespace = victim["metadata", "namespace"]?.text ?? ""
    let labels = victim["metadata", "labels"]?.texts ?? [:]
    for object in tables[ResourceType.budgets.path]?.objects.values ?? [:].values where object.namespace == namespace {
      let budget = object.value
      let wanted = budget["spec", "selector", "matchLabels"]?.texts ?? [:]
      guard wanted.allSatisfy({ labels[$0.key] == $0.value }) else { continue }
      let pods = (tables[ResourceType.pods.path]?.objects.values ?? [:].values).filter { $0.namespace == namespace }
        .map(\.value).filter { pod in
          let labels = pod["metadata", "labels"]?.texts ?? [:]
          return wanted.allSatisfy { labels[$0.key] == $0.value }
        }
      let healthy = pods.count { isHealthy($0) && $0["metadata", "deletionTimestamp"] == nil } - 1
      let desired = budget["status", "desiredHealthy"]?.integer ?? 0
      if healthy < desired {
        return "evicted, after which \(healthy) of \(object.key) are healthy and \(desired) are to be"
      }
    }
    return nil
  }

  private static func holder(_ entry: APIServerDouble.Audit) -> String? {
    let body = try? JSONTree(parsing: Array(entry.call.body.utf8))
    return body?["spec", "holderIdentity"]?.text.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// "pods/eviction" and "namespace/name" of a path.
  private static func target(_ path: String) -> (kind: String, key: String)? {
    var parts = path.split(separator: "/").map(String.init)[...]
    parts = parts.first == "api" ? parts.dropFirst(2) : parts.dropFirst(3)
    var namespace = ""
    if parts.first == "namespaces", parts.count > 2 {
      namespace = parts[parts.startIndex + 1]
      parts = parts.dropFirst(2)
    }
    guard let plural = parts.first else { return nil }
    let rest = Array(parts.dropFirst())
    return (rest.count > 1 ? "\(plural)/\(rest[1])" : plural, "\(namespace)/\(rest.first ?? "")")
  }
}
