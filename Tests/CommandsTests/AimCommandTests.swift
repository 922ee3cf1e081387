import Testing

@testable import Commands

/// `drain`, `consolidate`, `rebalance` and `what-if` as processes, on clusters whose answers are seen by hand.
@Suite struct AimCommandTests {
  private let scratch = Scratch()

  /// 3000 of 4000 m on n1, 1000 on each of n2 and n3, in plain JSON.
  private static let cluster = """
    {"nodes": [{"name": "n1", "cpu": 4000, "mem": 8000}, {"name": "n2", "cpu": 4000, "mem": 8000},
      {"name": "n3", "cpu": 4000, "mem": 8000}],
     "pods": [{"name": "a", "cpu": 3000, "mem": 1000, "priority": 5, "node": "n1"},
      {"name": "b", "cpu": 1000, "mem": 1000, "priority": 1, "node": "n2"},
      {"name": "c", "cpu": 1000, "mem": 1000, "priority": 1, "node": "n3"}]}
    """

  private func run(_ command: String, _ options: [String], cluster: String = Self.cluster) -> Command {
    let path = scratch.write(cluster, to: "cluster.json")
    return Command.run([command, path] + options)
  }

  @Test func aDrainedNodeIsEmptyAndApplyTakesThePlan() {
    let plan = scratch["plan.json"]
    let drain = run("drain", ["n1", "--output", plan])
    #expect(drain.status == 0, "\(drain.error)")
    #expect(drain.output.contains("status     optimal"))
    #expect(drain.output.contains("n1: 1 of 1 pod leaves"), "\(drain.output)")
    let applied = Command.run(["apply", plan, "--dry-run"])
    #expect(applied.status == 0, "\(applied.error)")
    #expect(applied.output.contains("evict a from n1"))
  }

  @Test func aPodWithoutAPlaceStaysAndIsNamed() {
    // n1 is left with 1000 m and n3 with 3000 once n2 is closed; of n1 and n2 both closed, a finds 3000 on n3, b nothing.
    let drain = run("drain", ["n1", "n2"])
    #expect(drain.output.contains("n1, n2: 1 of 2 pods leaves, 1 stays"), "\(drain.output)")
    #expect(drain.output.contains("b on n2: finds no place"), "\(drain.output)")
    #expect(drain.status == 0)
  }

  @Test func nodesAreFreed() {
    // 5000 m need two nodes; one move is enough.
    let plan = run("consolidate", ["--log", "json"])
    #expect(plan.status == 0, "\(plan.error)")
    #expect(plan.output.contains(#""status":"optimal""#))
    #expect(plan.output.contains(#""objective":[0,0,2,1]"#), "\(plan.output)")
    #expect(plan.output.contains(#""nodesInUse":{"now":3,"then":2}"#))
  }

  @Test func aBalancedClusterStaysAsItIs() {
    // a alone takes 3000 of 4000 m wherever it is.
    let plan = run("rebalance", ["--score", "spread"])
    #expect(plan.status == 0, "\(plan.error)")
    #expect(plan.output.contains("75.0 % of cpu or memory on any node, now 75.0 %"), "\(plan.output)")
    #expect(plan.output.contains("nothing to do"))
  }

  @Test func limitsOfEvictionsHold() {
    let plan = run("consolidate", ["--max-evictions", "0", "--log", "json"])
    #expect(plan.output.contains(#""objective":[0,0,3,0]"#), "\(plan.output)")
    #expect(plan.output.contains(#""status":"optimal""#))
  }

  @Test(arguments: [
    (["drain", "n9"], "there is no node 'n9'"), (["what-if"], "what if what"),
    (["what-if", "--add-node", "8cpu"], "a node has cpu and memory"), (["what-if", "--remove", "n9"], "no node 'n9'"),
    (["what-if", "--without", "deployment/web"], "no pods of 'deployment/web'"),
    (["rebalance", "--score", "best"], "spread or bin-pack"), (["drain", "n1", "--log", "loud"], "--log is"),
  ])
  func mistakesAreNamed(words: [String], part: String) {
    let run = run(words[0], Array(words.dropFirst()))
    #expect(run.status == 64, "\(run.output)\(run.error)")
    #expect(run.errorLines.count == 1)
    #expect(run.error.contains(part), "\(run.error)")
  }

  @Test func aNodeMoreGivesAPodItsPlace() {
    let cluster = Self.cluster.replacing(
      #""node": "n3"}"#, with: #""node": "n3"}, {"name": "d", "cpu": 4000, "mem": 1, "priority": 9, "node": null}"#)
    // 4000 m free on no node, and 3000 + 1000 + 1000 fit two: d gets a node after one move, and without moves on a new one.
    let report = run("what-if", ["--add-node", "copy:n1=1", "--log", "json"], cluster: cluster)
    #expect(report.status == 0, "\(report.error)")
    #expect(report.output.contains(#""pending":[{"count":1,"priority":9}]"#), "\(report.output)")
    #expect(report.output.contains(#""nodes":3"#) && report.output.contains(#""nodes":4"#))
    #expect(report.output.contains(#""moved":1"#) && report.output.contains(#""moved":0"#))
    #expect(report.output.contains(#""gains":[]"#))
    let fewer = run("what-if", ["--remove", "n2"], cluster: cluster)
    // Two nodes: d takes one whole, and of a, b and c two of the rest.
    #expect(fewer.output.contains("without node n2"), "\(fewer.output)")
    #expect(fewer.output.contains("has no place any more"), "\(fewer.output)")
  }

  @Test func theNodesThatManifestsNeedAreCountedAndProved() {
    let manifests = """
      {"kind": "Deployment", "apiVersion": "apps/v1", "metadata": {"name": "web", "namespace": "shop"},
       "spec": {"replicas": 7, "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [
         {"name": "web", "resources": {"requests": {"cpu": "1500m", "memory": "1000"}}}]}}}}
      """
    let path = scratch.write(manifests, to: "more.json")
    // Free are 1000 + 3000 + 3000 m, so 2 + 2 replicas fit, or one node can be freed by moving b to n1: 2 + 2 again.
    // Three are left, and a new node of 4000 m takes 2: two nodes more, and 7000 + 4000 m >= 10,500 is no proof by sums.
    let report = run("what-if", ["--manifests", path, "--add-node", "4cpu,8Ki", "--log", "json"])
    #expect(report.status == 0, "\(report.error)")
    #expect(report.output.contains(#""nodes":2"#), "\(report.output)")
    #expect(report.output.contains(#""atLeast":2"#), "\(report.output)")
    #expect(report.output.contains("1 node is not enough"), "\(report.output)")
  }
}
