import Glibc
import Processes
import Race
import Solving

/// The cluster as kubectl shows it.
final class Kubectl: Sendable {
  /// What is known of a pod; nil members where kubectl tells nothing of them.
  struct Pod {
    let name: String
    let node: String?
    let uid: String?
    /// The UID of its controller; empty where it has none.
    let owner: String?
    let isEnding: Bool
    /// Ready, or done.
    let isReady: Bool
  }

  enum Eviction {
    case accepted
    /// A disruption budget, or a busy server, asks to come again.
    case refused(String)
    /// Another pod has the name now, or none.
    case changed(String)
  }

  private let program: String
  private let options: [String]
  private let timeout: Double
  private let interrupted = Condition(false)

  init(program: String, context: String?, kubeconfig: String?, timeout: Double) {
    self.program = program
    options = (context.map { ["--context", $0] } ?? []) + (kubeconfig.map { ["--kubeconfig", $0] } ?? [])
    self.timeout = timeout
  }

  /// Ends waits; an eviction that has been asked for is still heard to its end.
  func interrupt() { interrupted.update { $0 = true } }

  var isInterrupted: Bool { interrupted.update { $0 } }

  /// Sleeps, or wakes at an interrupt.
  func pause(_ seconds: Double) { interrupted.wait(atMost: seconds, until: { $0 }, then: { _ in }) }

  // MARK: -

  private static let columns = [
    "{.metadata.name}", "{.spec.nodeName}", "{.metadata.uid}", "{.metadata.ownerReferences[?(@.controller==true)].uid}",
    "{.metadata.deletionTimestamp}", "{.status.phase}", "{.status.conditions[?(@.type==\"Ready\")].status}",
  ].joined(separator: "{\"\\t\"}")

  /// - Returns: nil where there is no such pod.
  func pod(_ name: String, in namespace: String) throws(CommandFailure) -> Pod? {
    let result = try call(["get", "pod", "-n", namespace, name, "-o", "jsonpath=" + Self.columns])
    if isMissing(result) { return nil }
    let text = try output(of: result, "get pod \(namespace)/\(name)")
    let pod = Self.pod(text)
    // Less than was asked for: the node alone.
    return pod ?? Pod(name: name, node: text.isEmpty ? nil : text, uid: nil, owner: nil, isEnding: false, isReady: true)
  }

  func pods(in namespace: String) throws(CommandFailure) -> [Pod] {
    let columns = "{range .items[*]}" + Self.columns + "{\"\\n\"}{end}"
    let result = try call(["get", "pods", "-n", namespace, "-o", "jsonpath=" + columns])
    return try output(of: result, "get pods").split(separator: "\n").compactMap { Self.pod(String($0)) }
  }

  private static func pod(_ line: String) -> Pod? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 7 else { return nil }
    return Pod(
      name: fields[0], node: fields[1].isEmpty ? nil : fields[1], uid: fields[2], owner: fields[3],
      isEnding: !fields[4].isEmpty, isReady: fields[6] == "True" || fields[5] == "Succeeded")
  }

  /// - Returns: nil where the node takes pods, or why it does not.
  func trouble(with node: String) throws(CommandFailure) -> String? {
    let result = try call(["get", "node", node, "-o", "jsonpath={.metadata.name}{\"\\t\"}{.spec.unschedulable}"])
    if isMissing(result) { return "node \(node) is gone" }
    let fields = try output(of: result, "get node \(node)").split(separator: "\t", omittingEmptySubsequences: false)
    return fields.count == 2 && fields[1] == "true" ? "node \(node) is cordoned" : nil
  }

  /// - Parameter uid: the pod must be this one; nil where it is not known.
  func evict(
    _ name: String, in namespace: String, uid: String?, dryRun: Bool
  ) throws(CommandFailure) -> Eviction {
    var members: [JSON.Member] = []
    if let uid { members.append(.init(key: "preconditions", value: .members(["uid": .text(uid)]))) }
    if dryRun { members.append(.init(key: "dryRun", value: .array([.text("All")]))) }
    let body = JSON.members([
      "apiVersion": .text("policy/v1"), "kind": .text("Eviction"),
      "metadata": .members(["name": .text(name), "namespace": .text(namespace)]), "deleteOptions": .object(members),
    ]).line
    let path = "/api/v1/namespaces/\(namespace)/pods/\(name)/eviction"
    let result = try call(["create", "--raw", path, "-f", "-"], input: body)
    if result.ending == .exit(0) { return .accepted }
    let reason = Self.reason(result)
    if result.errorText.contains("TooManyRequests") { return .refused(reason) }
    if isMissing(result) || result.errorText.contains("(Conflict)") { return .changed(reason) }
    throw CommandFailure(.unfinished, "\(namespace)/\(name) was not evicted: \(reason)")
  }

  /// - Returns: whether the pod has ended within the time.
  func waitForEnd(of name: String, in namespace: String) throws(CommandFailure) -> Bool {
    let seconds = Int(timeout.rounded(.up))
    let arguments = ["wait", "--for=delete", "pod/\(name)", "-n", namespace, "--timeout=\(seconds)s"]
    let result = try call(arguments, patience: timeout + 10, endsAtInterrupt: true)
    return result.ending == .exit(0) || isMissing(result)
  }

  // MARK: -

  private func call(
    _ arguments: [String], input: String = "", patience: Double = 60, endsAtInterrupt: Bool = false
  ) throws(CommandFailure) -> ChildProcess.Result {
    let child: ChildProcess
    do {
      child = try ChildProcess(program, arguments + options)
    } catch {
      throw CommandFailure(.unavailable, "\(error)")
    }
    let end = ContinuousClock.now + .seconds(patience)
    let result = child.converse([Array(input.utf8)]) {
      .now > end || endsAtInterrupt && self.isInterrupted ? .kill : .goOn
    }
    // A shell's word for a program that it cannot find.
    if result.ending == .exit(127) {
      throw CommandFailure(.unavailable, "cannot start \(program): \(Self.reason(result))")
    }
    return result
  }

  private func isMissing(_ result: ChildProcess.Result) -> Bool {
    result.ending != .exit(0) && result.errorText.contains("(NotFound)")
  }

  private func output(of result: ChildProcess.Result, _ call: String) throws(CommandFailure) -> String {
    guard result.ending == .exit(0) else {
      throw CommandFailure(.unavailable, "kubectl \(call): \(Self.reason(result))")
    }
    return String(decoding: result.output, as: UTF8.self)
  }

  private static func reason(_ result: ChildProcess.Result) -> String {
    let line = result.errorText.split(whereSeparator: \.isNewline).last.map(String.init)
    switch result.ending {
    case .exit(let code): return line ?? "exit code \(code)"
    case .signal(let signal): return line ?? "no answer (\(ChildProcess.name(of: signal)))"
    }
  }
}
