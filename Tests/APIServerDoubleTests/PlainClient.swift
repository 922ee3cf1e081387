import APIServerDouble
import AsyncHTTPClient
import NIOCore

/// Calls as any program makes them.
struct PlainClient: Sendable {
  let url: String

  struct Answer: Sendable {
    let status: Int
    let retryAfter: String?
    let body: JSONTree
  }

  func call(
    _ method: String, _ path: String, _ body: JSONTree? = nil, type: String = "application/json"
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: url + path)
    request.method = .RAW(value: method)
    if let body {
      request.headers.add(name: "content-type", value: type)
      request.body = .bytes(ByteBuffer(bytes: body.bytes))
    }
    let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
    let bytes = try await answer.body.collect(upTo: 1 << 28)
    return Answer(
      status: Int(answer.status.code), retryAfter: answer.headers.first(name: "retry-after"),
      body: try JSONTree(parsing: Array(buffer: bytes)))
  }

  /// The first events of a watch.
  func events(_ path: String, _ count: Int) async throws -> [JSONTree] {
    let answer = try await HTTPClient.shared.execute(HTTPClientRequest(url: url + path), timeout: .seconds(10))
    var bytes: [UInt8] = []
    var ends = 0
    for try await part in answer.body {
      let new = Array(buffer: part)
      bytes += new
      ends += new.count { $0 == 10 }
      if ends > count { break }
    }
    return try bytes.split(separator: 10).map { try JSONTree(parsing: Array($0)) }
  }
}

/// A double with what most tests need.
struct Fixture {
  static let pods = "/api/v1/namespaces/default/pods"
  let server = APIServerDouble()

  static func pod(
    _ name: String, node: String? = nil, labels: [String: String] = ["app": "web"]
  ) -> JSONTree {
    var pod: JSONTree = [
      "metadata": ["name": .text(name), "labels": JSONTree(labels)],
      "spec": ["containers": [["name": "c", "image": "i"]], "terminationGracePeriodSeconds": 30],
    ]
    if let node { pod["spec", "nodeName"] = .text(node) }
    return pod
  }

  /// A pod that runs and is ready, or is not.
  func run(_ name: String, isReady: Bool = true, labels: [String: String] = ["app": "web"]) throws {
    try server.create(.pods, "default", Self.pod(name, node: "n1", labels: labels))
    server.modify(.pods, "default", name) { pod in
      pod["status", "phase"] = "Running"
      pod.setCondition("Ready", isReady ? "True" : "False")
      return true
    }
  }

  func budget(_ name: String, allowed: Int, healthy: Int = 3, desired: Int = 2, policy: String? = nil) throws {
    var budget: JSONTree = [
      "metadata": ["name": .text(name)], "spec": ["selector": ["matchLabels": ["app": "web"]], "minAvailable": 2],
      "status": [
        "disruptionsAllowed": JSONTree(allowed), "currentHealthy": JSONTree(healthy),
        "desiredHealthy": JSONTree(desired), "expectedPods": 3, "observedGeneration": 1,
      ],
    ]
    if let policy { budget["spec", "unhealthyPodEvictionPolicy"] = .text(policy) }
    try server.create(.budgets, "default", budget)
  }

  var podNames: [String] { server.objects(.pods).map(\.name) }

  func withClient(_ body: @escaping @Sendable (PlainClient) async throws -> Void) async throws {
    try await server.whileServing { try await body(PlainClient(url: $0)) }
  }
}
