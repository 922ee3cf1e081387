import Glibc
import Testing

@testable import Commands

/// `apply` against a stand-in for kubectl: a pod is a file of its columns, as is a node.
@Suite struct ApplyTests {
  private let scratch = Scratch()

  private static let kubectl = #"""
    #!/bin/sh
    cd "STATE"
    printf '%s\n' "$*" >> calls
    missing() { echo "Error from server (NotFound): $1 not found" >&2; exit 1; }
    case "$1 $2" in
      "get pod") [ -f "pod-$5" ] || missing "$5"; head -c -1 "pod-$5" ;;
      "get pods") cat pod-* 2> /dev/null; true ;;
      "get node") [ -f "node-$3" ] || missing "$3"; printf '%s\t%s' "$3" "$(cat "node-$3")" ;;
      "create --raw")
        cat > body
        left=$(cat refuse 2> /dev/null || echo 0)
        if [ "$left" -gt 0 ]; then
          echo $((left - 1)) > refuse
          echo "Error from server (TooManyRequests): Cannot evict pod as it would violate the pod's budget." >&2
          exit 1
        fi
        if grep -q dryRun body; then exit 0; fi
        name=${3%/eviction}
        rm "pod-${name##*/}"
        [ ! -f successor ] || cp successor pod-web-7
        [ ! -f bound ] || cp bound pod-web-9 ;;
      "wait --for=delete") [ ! -f stays ] ;;
    esac
    """#

  /// web-2 moves from n1 to n2, and web-9, which is pending, gets n1.
  private static let steps = """
    [{"action":"evict","pod":"shop/web-2","node":"n1","group":1,"note":"","uid":"u2"},
     {"action":"bind","pod":"shop/web-2","node":"n2","group":1,"note":""},
     {"action":"bind","pod":"shop/web-9","node":"n1","group":2,"note":"","uid":"u9"}]
    """
  private static let plan = #"{"status":"optimal","steps":\#(steps),"changes":[]}"#

  private func pod(_ name: String, _ node: String, _ uid: String, ready: Bool = true, owner: String = "set") -> String {
    "\(name)\t\(node)\t\(uid)\t\(owner)\t\t\(node.isEmpty ? "Pending" : "Running")\t\(ready ? "True" : "False")\n"
  }

  /// A cluster in which all goes well.
  private func prepare() -> String {
    let kubectl = scratch.write(Self.kubectl.replacing("STATE", with: scratch.path), to: "kubectl")
    chmod(kubectl, 0o755)
    scratch.write("", to: "node-n1")
    scratch.write("", to: "node-n2")
    scratch.write(pod("web-1", "n1", "u1"), to: "pod-web-1")
    scratch.write(pod("web-2", "n1", "u2"), to: "pod-web-2")
    scratch.write(pod("web-9", "", "u9", ready: false), to: "pod-web-9")
    scratch.write(pod("web-7", "n2", "u7"), to: "successor")
    scratch.write(pod("web-9", "n1", "u9"), to: "bound")
    return kubectl
  }

  private func apply(_ options: [String] = [], plan: String = Self.plan, kubectl: String? = nil) -> Command {
    let path = kubectl ?? prepare()
    scratch.write(plan, to: "plan.json")
    return Command.run(
      ["apply", scratch["plan.json"], "--kubectl", path, "--timeout", "1", "--interval", "0.05"]
        + ["--record", scratch["record"]] + options)
  }

  private var evictions: Int { scratch.read("calls").split(separator: "\n").count { $0.hasPrefix("create --raw") } }

  @Test func aPlanIsCarriedOutAndRecorded() {
    let run = apply(["--context", "test", "--kubeconfig", "config"])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.outputLines == ["evict shop/web-2 from n1", "bind  shop/web-2 to n2", "bind  shop/web-9 to n1"])
    #expect(
      scratch.read("body")
        == #"{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web-2","namespace":"shop"},"#
        + #""deleteOptions":{"preconditions":{"uid":"u2"}}}"#)
    let calls = scratch.read("calls").split(separator: "\n")
    #expect(calls.contains { $0.hasPrefix("create --raw /api/v1/namespaces/shop/pods/web-2/eviction -f -") })
    #expect(calls.allSatisfy { $0.hasSuffix("--context test --kubeconfig config") })
    let outcomes = scratch.read("record").matches(of: #/"outcome":"([^"]+)"/#).map { String($0.output.1) }
    #expect(outcomes == ["evicting", "evicted", "gone", "bound", "bound", "done"])
    #expect(scratch.read("record").contains(#""uid":"u7","detail":"web-7"}"#))
  }

  @Test func aSolutionFileIsAPlanToo() {
    let run = apply(plan: #"{"problem":"pods","solution":{"placements":[],"plan":{"steps":\#(Self.steps)}}}"#)
    #expect(run.status == 0, "\(run.error)")
    #expect(evictions == 1)
  }

  @Test(arguments: ["--dry-run", "--dry-run=client"]) func aClientsDryRunAsksNobody(option: String) {
    let run = apply([option])
    #expect(run.status == 0)
    #expect(run.outputLines.count == 3)
    #expect(scratch.read("calls").isEmpty)
  }

  @Test func aServersDryRunEvictsNobody() {
    #expect(apply(["--dry-run=server"]).status == 0)
    #expect(scratch.read("body").contains(#""preconditions":{"uid":"u2"},"dryRun":["All"]"#))
    #expect(scratch.names.contains("pod-web-2"))
  }

  @Test(arguments: [
    "--dryrun", "--dry-run=clientt", "--dry-runs", "--force", "--timeout=0", "--max-evictions=-1", "--max-evictions=0",
  ])
  func wrongOptionsEvictNobody(option: String) {
    let run = apply([option])
    #expect(run.status == 64)
    #expect(run.errorLines.count == 1)
    #expect(scratch.read("calls").isEmpty)
  }

  @Test func aBudgetThatAllowsItLaterIsAskedAgain() {
    let kubectl = prepare()
    scratch.write("2\n", to: "refuse")
    #expect(apply(kubectl: kubectl).status == 0)
    #expect(evictions == 3)
    #expect(scratch.read("record").matches(of: #/"outcome":"refused"/#).count == 2)
  }

  @Test func aBudgetThatNeverAllowsItEndsThePlan() {
    let kubectl = prepare()
    scratch.write("1000\n", to: "refuse")
    let run = apply(kubectl: kubectl)
    #expect(run.status == 5)
    #expect(run.error.contains("TooManyRequests") && run.error.contains("(evicted so far: 0)"))
    #expect(run.errorLines.count == 1)
    #expect((2...10).contains(evictions))
    #expect(scratch.names.contains("pod-web-2"))
  }

  @Test(arguments: [
    ("pod-web-2", "web-2\tn1\tother\tset\t\tRunning\tTrue\n", "shop/web-2 is another pod now"),
    ("pod-web-2", "web-2\tn2\tu2\tset\t\tRunning\tTrue\n", "shop/web-2 is on n2, not on n1"),
    ("pod-web-2", nil, "shop/web-2 is gone"),
    ("pod-web-2", "web-2\tn1\tu2\t\t\tRunning\tTrue\n", "no controller"),
    ("pod-web-9", "web-9\tn2\tu9\tset\t\tRunning\tTrue\n", "shop/web-9 is on n2, not on n1"),
    ("pod-web-9", nil, "shop/web-9 is gone"),
    ("node-n2", nil, "node n2 is gone"),
    ("node-n2", "true", "node n2 is cordoned"),
  ])
  func aChangedClusterIsLeftAlone(file: String, content: String?, message: String) {
    let kubectl = prepare()
    if let content { scratch.write(content, to: file) } else { unlink(scratch[file]) }
    let run = apply(kubectl: kubectl)
    #expect(run.status == 4)
    #expect(run.error.contains(message), "\(run.error)")
    #expect(evictions == 0)
    #expect(scratch.read("record").contains(#""outcome":"stopped""#))
  }

  @Test func aSuccessorThatWentElsewhereEndsThePlan() {
    let kubectl = prepare()
    scratch.write(pod("web-7", "n3", "u7"), to: "successor")
    let run = apply(kubectl: kubectl)
    #expect(run.status == 4)
    #expect(run.error.contains("shop/web-7, which came for shop/web-2, is on n3, not on n2 (evicted so far: 1)"))
  }

  @Test func aPodThatIsNeverReadyEndsThePlan() {
    let kubectl = prepare()
    scratch.write(pod("web-7", "n2", "u7", ready: false), to: "successor")
    let run = apply(kubectl: kubectl)
    #expect(run.status == 5)
    #expect(run.error.contains("shop/web-2 was not ready on n2 within 1.0 s"))
    #expect(run.outputLines.count == 2)
  }

  @Test func aPodThatDoesNotEndEndsThePlan() {
    let kubectl = prepare()
    scratch.write("", to: "stays")
    #expect(apply(kubectl: kubectl).status == 5)
    #expect(scratch.read("record").matches(of: #/"outcome":"(evicted|stopped)"/#).count == 2)
  }

  @Test func withoutKubectlNothingIsDone() {
    let run = apply(kubectl: "/does/not/exist/kubectl")
    #expect(run.status == 69)
    #expect(run.error.contains("cannot start /does/not/exist/kubectl: No such file or directory"))
  }

  @Test(arguments: [
    (#"{"steps":[]}"#, 0, "nothing to do\n"),
    (#"{"steps":null,"stepsFailure":"no order was found"}"#, 0, "nothing to do: no order was found\n"),
    (#"{"solution":{"placements":[],"plan":{"failure":"interrupted"}}}"#, 0, "nothing to do: interrupted\n"),
    (#"{"solution":{"starts":[1]}}"#, 65, ""), ("{", 65, ""), ("[]", 65, ""),
    (#"{"steps":[{"action":"drop","pod":"a/b","node":"n","group":1,"note":""}]}"#, 65, ""),
    (#"{"steps":[{"action":"evict","pod":"a/--all","node":"n","group":1,"note":""}]}"#, 65, ""),
    (#"{"steps":[{"action":"evict","pod":"a/b/../c","node":"n","group":1,"note":""}]}"#, 65, ""),
  ])
  func plansWithoutSteps(plan: String, status: Int32, output: String) {
    let run = apply(plan: plan)
    #expect(run.status == status)
    #expect(run.output == output)
    #expect(run.errorLines.count == (status == 0 ? 0 : 1))
    #expect(scratch.read("calls").isEmpty)
  }

  @Test func anInterruptEndsTheWaitAndIsRecorded() {
    let kubectl = prepare()
    scratch.write(pod("web-7", "n2", "u7", ready: false), to: "successor")
    scratch.write(Self.plan, to: "plan.json")
    let running = Running([
      "apply", scratch["plan.json"], "--kubectl", kubectl, "--timeout", "60", "--interval", "0.05", "--record",
      scratch["record"],
    ])
    for _ in 0..<400 where !scratch.read("record").contains(#""outcome":"gone""#) { usleep(50_000) }
    running.signal(SIGINT)
    let run = running.wait()
    #expect(run.status == 5)
    #expect(run.error == "dovetail: interrupted (evicted so far: 1)\n")
    #expect(scratch.read("record").contains(#""detail":"interrupted""#))
  }
}
