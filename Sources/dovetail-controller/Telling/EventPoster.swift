import Basics
import KubernetesAPI
import Logging
import Telemetry

/// Tells verdicts on the pods themselves: one event a reason, told again at most every ten minutes, then by counting
/// the first one up.
///
/// - Source: `Event` of `core/v1` in Kubernetes' API reference.
actor EventPoster {
  private struct Posted {
    let reason: Verdict.Reason
    let event: String
    var count: Int
    var time: Double
  }

  /// Seconds in which the same is not told again.
  private static let pause = 600.0
  /// Bytes of a message that the API takes.
  private static let messageLimit = 1024
  private static let component = "dovetail-controller"

  private let client: APIClient
  private let metrics: Metrics
  private let logger: Logger
  private var posted: [String: Posted] = [:]

  init(_ client: APIClient, _ metrics: Metrics, _ logger: Logger) {
    self.client = client
    self.metrics = metrics
    self.logger = logger
  }

  /// Forgets pods that wait no more.
  func keep(only uids: Set<String>) { posted = posted.filter { uids.contains($0.key) } }

  /// - Parameter now: seconds since 1970.
  func post(_ verdict: Verdict, on pod: WaitingPod, now: Double) async {
    do {
      if var known = posted[pod.uid], known.reason == verdict.reason {
        guard now - known.time >= Self.pause else { return }
        known.count += 1
        known.time = now
        if try await countUp(known, verdict, pod) {
          posted[pod.uid] = known
          metrics.count(.events, ["reason": verdict.reason.rawValue])
          return
        }
      }
      let name = Self.name(for: pod, now)
      let body = Self.event(named: name, verdict, pod, now)
      _ = try await client.call(
        .post, "/api/v1/namespaces/\(pod.namespace)/events", .init(type: "application/json", Array(body.utf8)))
      posted[pod.uid] = Posted(reason: verdict.reason, event: name, count: 1, time: now)
      metrics.count(.events, ["reason": verdict.reason.rawValue])
    } catch is CancellationError {
      return
    } catch {
      metrics.count(.eventFailures)
      logger.warning("an event could not be posted", metadata: ["pod": "\(pod.label)", "error": "\(error)"])
    }
  }

  /// Tells on a pod that is being evicted who does it, and why.
  func tellEviction(of target: PlanExecution.Target, why: String, now: Double) async {
    let pod = WaitingPod(uid: target.uid, namespace: target.namespace, name: target.name, since: now)
    let verdict = Verdict(.evicted, "evicted from \(target.node) by a plan" + (why.isEmpty ? "" : ": \(why)"))
    await post(verdict, on: pod, now: now)
    posted[pod.uid] = nil
  }

  /// - Returns: false where the event is no longer there: the API server keeps events for an hour or so.
  private func countUp(_ known: Posted, _ verdict: Verdict, _ pod: WaitingPod) async throws -> Bool {
    let patch =
      #"{"count":\#(known.count),"lastTimestamp":"\#(Timestamp.text(known.time))","#
      + #""message":\#(JSONText.quoted(Self.cut(verdict.message)))}"#
    do {
      _ = try await client.call(
        .patch, "/api/v1/namespaces/\(pod.namespace)/events/\(known.event)",
        .init(type: "application/merge-patch+json", Array(patch.utf8)))
      return true
    } catch let failure as APIFailure where failure.status == 404 {
      return false
    }
  }

  /// The pod's name and the time, as events are called.
  private static func name(for pod: WaitingPod, _ now: Double) -> String {
    var prefix = pod.name.prefix(230)
    // A name has letters and digits on both sides of each dot.
    while prefix.last == "." || prefix.last == "-" { prefix = prefix.dropLast() }
    return "\(prefix).\(String(Int(now * 1e9), radix: 16))"
  }

  private static func event(named name: String, _ verdict: Verdict, _ pod: WaitingPod, _ now: Double) -> String {
    let time = JSONText.quoted(Timestamp.text(now))
    let type = verdict.reason.isGood ? "Normal" : "Warning"
    let object = [
      "apiVersion": "v1", "kind": "Pod", "name": pod.name, "namespace": pod.namespace, "uid": pod.uid,
    ].sorted { $0.key < $1.key }.map { "\"\($0.key)\":\(JSONText.quoted($0.value))" }.joined(separator: ",")
    let namespace = JSONText.quoted(pod.namespace)
    return """
      {"apiVersion":"v1","kind":"Event",\
      "metadata":{"name":\(JSONText.quoted(name)),"namespace":\(namespace)},\
      "involvedObject":{\(object)},\
      "reason":"\(verdict.reason.rawValue)","message":\(JSONText.quoted(cut(verdict.message))),"type":"\(type)",\
      "source":{"component":"\(component)"},"reportingComponent":"\(component)","reportingInstance":"\(component)",\
      "firstTimestamp":\(time),"lastTimestamp":\(time),"count":1}
      """
  }

  private static func cut(_ message: String) -> String {
    guard message.utf8.count > messageLimit else { return message }
    var result = message
    while result.utf8.count > messageLimit - 3 { result.removeLast() }
    return result + "…"
  }
}
