import APIServerDouble
import Testing

@testable import ClusterSimulation

@Suite("The audit finds what is wrong with an eviction")
struct EvictionAuditTests {
  private let server = APIServerDouble()

  private func run(_ name: String, _ change: (inout JSONTree) -> Void = { _ in }) throws {
    var pod: JSONTree = [
      "metadata": [
        "name": .text(name), "labels": ["app": "web"],
        "ownerReferences": [["kind": "ReplicaSet", "name": "web", "uid": "u", "controller": true]],
      ],
      "spec": ["nodeName": "n", "containers": [["name": "c"]]],
    ]
    change(&pod)
    try server.create(.pods, "default", pod)
    server.modify(.pods, "default", name) { pod in
      pod["status", "phase"] = "Running"
      pod.setCondition("Ready", "True")
      return true
    }
  }

  /// An eviction as it comes over HTTP.
  private func evict(_ name: String, uid: String?, by agent: String = "dovetail/x") -> APIServerDouble.Audit {
    var body: JSONTree = [:]
    if let uid { body["deleteOptions", "preconditions", "uid"] = .text(uid) }
    let path = "/api/v1/namespaces/default/pods/\(name)/eviction"
    return APIServerDouble.Audit(
      call: .init(
        method: "POST", path: path, query: [:], authorization: nil, userAgent: agent, contentType: nil,
        body: String(decoding: body.bytes, as: UTF8.self)), status: 201, time: 0, before: server.tables)
  }

  private func uid(_ name: String) -> String? { server.object(.pods, "default", name)?["metadata", "uid"]?.text }

  @Test("a right one has no fault; one without UID, of a protected pod or by another one than the leader has")
  func faults() throws {
    try run("a")
    try run("b") { $0["metadata", "annotations", Workload.notSafe] = "false" }
    try run("c") { $0["metadata", "ownerReferences"] = nil }
    try run("d") { $0["spec", "volumes"] = [["name": "v", "emptyDir": [:]]] }
    try server.create(
      .leases, "default", ["metadata": ["name": "l"], "spec": ["holderIdentity": "x"]])
    let audit = EvictionAudit(lease: "default/l")
    audit.take(evict("a", uid: uid("a")))
    #expect(audit.findings.faults.isEmpty)
    audit.take(evict("a", uid: nil))
    #expect(audit.findings.withoutUID == 1)
    for name in ["b", "c", "d"] { audit.take(evict(name, uid: uid(name))) }
    #expect(audit.findings.ofProtectedPods == 3)
    audit.take(evict("a", uid: uid("a"), by: "dovetail/y"))
    #expect(audit.findings.notOfHolder == 1)
    #expect(audit.findings.evictions == 6)
  }

  @Test("a budget is broken where fewer are healthy afterwards than it wants, whatever its status allows")
  func budget() throws {
    try run("a")
    try run("b")
    try server.create(
      .budgets, "default",
      [
        "metadata": ["name": "keep"], "spec": ["selector": ["matchLabels": ["app": "web"]]],
        "status": ["desiredHealthy": 1, "disruptionsAllowed": 5],
      ])
    let audit = EvictionAudit()
    audit.take(evict("a", uid: uid("a")))
    #expect(audit.findings.brokenBudgets == 0)
    server.deleteGracefully(.pods, "default", "b")
    audit.take(evict("a", uid: uid("a")))
    #expect(audit.findings.brokenBudgets == 1)
  }
}
