import APIServerDouble
import AsyncHTTPClient
import NIOCore

/// A scheduler's extender, which may be away: then the scheduler does as without it.
package struct ExtenderClient: Sendable {
  /// Up to the verbs, such as `http://127.0.0.1:8080/extender`.
  package let url: String
  /// Milliseconds.
  package let timeout: Int64
  /// Of its scores, which are from 0 to 10.
  package let weight: Int

  package init(url: String, timeout: Int64 = 500, weight: Int = 30) {
    self.url = url
    self.timeout = timeout
    self.weight = weight
  }

  /// - Returns: scores by node, of the nodes that it leaves.
  func ask(about pod: JSONTree, among nodes: [String], _ scores: [Int]) async -> [String: Int] {
    var result = Dictionary(uniqueKeysWithValues: zip(nodes, scores))
    let names = JSONTree.array(nodes.map { .text($0) })
    guard let filtered = await call("filter", ["pod": pod, "nodes": .null, "nodenames": names]) else { return result }
    if let kept = Self.member("nodenames", of: filtered), (Self.member("error", of: filtered)?.text ?? "").isEmpty {
      let names = Set(kept.elements.compactMap(\.text))
      result = result.filter { names.contains($0.key) }
    }
    if result.isEmpty { return [:] }
    let left = JSONTree.array(result.keys.sorted().map { .text($0) })
    guard let prioritized = await call("prioritize", ["pod": pod, "nodes": .null, "nodenames": left]) else {
      return result
    }
    for entry in prioritized.elements {
      guard let host = Self.member("host", of: entry)?.text, let score = Self.member("score", of: entry)?.integer
      else { continue }
      result[host] = result[host].map { $0 + weight * score }
    }
    return result
  }

  /// Go reads and writes these names in any case.
  private static func member(_ name: String, of value: JSONTree) -> JSONTree? {
    value.entries.first { $0.key.lowercased() == name }?.value
  }

  /// Where nobody listens, the scheduler goes on at once.
  private static let http: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()

  private func call(_ verb: String, _ body: JSONTree) async -> JSONTree? {
    var request = HTTPClientRequest(url: "\(url)/\(verb)")
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.body = .bytes(ByteBuffer(bytes: body.bytes))
    guard
      let answer = try? await Self.http.execute(
        request, deadline: .now() + .milliseconds(timeout)), answer.status == .ok,
      let bytes = try? await answer.body.collect(upTo: 16 << 20)
    else { return nil }
    return try? JSONTree(parsing: Array(buffer: bytes))
  }
}
