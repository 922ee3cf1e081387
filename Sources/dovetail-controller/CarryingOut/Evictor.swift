import Basics
import KubernetesAPI
import Solving

/// Asks the API server to evict pods, which keeps every disruption budget itself.
///
/// - Source: "API-initiated Eviction" in Kubernetes' documentation.
struct Evictor: Sendable {
  enum Outcome: Sendable, Equatable {
    case accepted
    /// A disruption budget, or a busy server, asks to come again.
    case refused(String, retryAfter: Double?)
    /// The pod is not what it was a moment ago.
    case changed(String)
    /// Nobody knows whether the call was heard; the cluster will show it.
    case unknown(String)
    /// It will never be accepted.
    case failed(String)
  }

  let client: APIClient

  /// Only where the pod is the very one that the plan was checked with, in the same version.
  ///
  /// - Parameter secondsLeft: for how long this replica may act; asked for again before the eviction is.
  func evict(_ target: PlanExecution.Target, secondsLeft: @Sendable () async -> Double) async -> Outcome {
    let path = "/api/v1/namespaces/\(target.namespace)/pods/\(target.name)"
    do {
      let answer = try await client.call(.get, path, within: max(0.1, await secondsLeft()))
      let pod = try CurrentPod(answer)
      guard pod.uid == target.uid else { return .changed("another pod has its name") }
      guard pod.node == target.node else { return .changed("it is on \(pod.node ?? "no node")") }
      if pod.isLeaving { return .changed("it is being deleted") }
      // What has changed may be a word that protects it, and the plan has not looked at that yet.
      guard pod.resourceVersion == target.version else { return .changed("it has changed since it was looked at") }
      let body = JSON.members([
        "apiVersion": .text("policy/v1"), "kind": .text("Eviction"),
        "metadata": .members(["name": .text(target.name), "namespace": .text(target.namespace)]),
        "deleteOptions": .members([
          "preconditions": .members(["uid": .text(pod.uid), "resourceVersion": .text(pod.resourceVersion)])
        ]),
      ]).line
      let seconds = await secondsLeft()
      guard seconds > 1 else { return .unknown("there is not enough time left to lead") }
      _ = try await client.call(
        .post, path + "/eviction", .init(type: "application/json", Array(body.utf8)), within: seconds)
      return .accepted
    } catch let failure as APIFailure {
      switch failure.status {
      case 429: return .refused(failure.message, retryAfter: failure.retryAfter)
      case 404: return .changed("it is gone")
      case 409: return .changed(failure.message)
      case 500 where failure.message.contains("more than one PodDisruptionBudget"): return .failed(failure.message)
      case 400, 403, 405, 422: return .failed("\(failure)")
      default: return .unknown("\(failure)")
      }
    } catch {
      return .unknown("\(error)")
    }
  }
}

/// A pod as the server has it now.
private struct CurrentPod {
  private(set) var uid = ""
  private(set) var resourceVersion = ""
  private(set) var node: String?
  private(set) var isLeaving = false

  init(_ bytes: [UInt8]) throws(InputError) {
    var json = JSONReader(SourceText(name: "the pod", bytes: bytes), place: .path)
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "metadata":
        try json.beginObject()
        while let member = try json.nextKey() {
          switch member {
          case "uid": uid = try json.text()
          case "resourceVersion": resourceVersion = try json.text()
          case "deletionTimestamp":
            isLeaving = true
            try json.skipValue()
          default: try json.skipValue()
          }
        }
      case "spec":
        try json.beginObject()
        while let member = try json.nextKey() {
          if member == "nodeName" { node = try json.text() } else { try json.skipValue() }
        }
      default: try json.skipValue()
      }
    }
  }
}
