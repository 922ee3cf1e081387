import APIServerDouble
import Foundation
import Testing

/// kubectl itself, with a home of its own.
private final class Kubectl: Sendable {
  static let path = ["/usr/bin/kubectl", "/usr/local/bin/kubectl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var isThere: Bool {
    if path == nil { print("no kubectl, skipped") }
    return path != nil
  }

  private let home: URL
  private let url: String

  init(_ url: String) throws {
    self.url = url
    home = FileManager.default.temporaryDirectory.appending(path: "dovetail-kubectl-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    try "".write(to: home.appending(path: "config"), atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(at: home) }

  func file(_ name: String, _ text: String) throws -> String {
    let file = home.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  /// - Returns: the exit code, and both outputs.
  func run(_ arguments: String...) async -> (code: Int32, words: String) {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { [self] in
        let process = Process()
        process.executableURL = URL(filePath: Self.path ?? "")
        process.arguments = ["--server", url] + arguments
        process.environment = [
          "HOME": home.path, "KUBECONFIG": home.appending(path: "config").path, "PATH": "/usr/bin:/bin",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        do { try process.run() } catch { return continuation.resume(returning: (-1, "\(error)")) }
        let data = (try? output.fileHandleForReading.readToEnd()) ?? nil
        process.waitUntilExit()
        continuation.resume(
          returning: (process.terminationStatus, String(decoding: data ?? Data(), as: UTF8.self)))
      }
    }
  }
}

@Suite("kubectl as a client of the double", .serialized, .enabled(if: Kubectl.isThere))
struct KubectlTests {
  @Test("creates, applies, reads, labels, annotates, waits and deletes")
  func objects() async throws {
    let fixture = Fixture()
    try await fixture.withClient { client in
      let kubectl = try Kubectl(client.url)
      func manifest(_ value: String) throws -> String {
        try kubectl.file(
          "map.yaml",
          "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: default}\ndata: {a: \(value)}\n")
      }
      #expect(await kubectl.run("apply", "-f", try manifest("one")).words == "configmap/c created\n")
      #expect(await kubectl.run("apply", "-f", try manifest("two")).words == "configmap/c configured\n")
      #expect(await kubectl.run("apply", "-f", try manifest("two")).words == "configmap/c unchanged\n")
      #expect(await kubectl.run("get", "cm", "c", "-o", "jsonpath={.data.a}").words == "two")
      #expect(await kubectl.run("label", "cm", "c", "x=y").words == "configmap/c labeled\n")
      #expect(await kubectl.run("annotate", "cm", "c", "a/b=z").words == "configmap/c annotated\n")
      #expect(await kubectl.run("get", "cm", "-l", "x=y", "-o", "name").words == "configmap/c\n")
      #expect(await kubectl.run("wait", "--for=jsonpath={.data.a}=two", "cm/c").code == 0)
      #expect(await kubectl.run("delete", "cm", "c").code == 0)
      #expect(await kubectl.run("get", "cm", "c").code == 1)
    }
  }

  @Test("drains a node by evictions, which a budget holds up")
  func drain() async throws {
    let fixture = Fixture()
    try fixture.server.create(.nodes, nil, ["metadata": ["name": "n1"], "spec": [:]])
    try fixture.run("a")
    try fixture.budget("keep", allowed: 0)
    fixture.server.endPods(after: 0)
    fixture.server.setEvictionRetryAfter(nil)
    try await fixture.withClient { client in
      let kubectl = try Kubectl(client.url)
      let held = await kubectl.run("drain", "n1", "--force", "--timeout=2s")
      #expect(held.code == 1)
      #expect(held.words.contains("Cannot evict pod as it would violate the pod's disruption budget."))
      #expect(fixture.podNames == ["a"])
      #expect(fixture.server.object(.nodes, nil, "n1")?["spec", "unschedulable"]?.boolean == true)
      fixture.server.modify(.budgets, "default", "keep") { budget in
        budget["status", "disruptionsAllowed"] = 1
        return true
      }
      let drained = await kubectl.run("drain", "n1", "--force", "--timeout=20s")
      #expect(drained.code == 0, "\(drained.words)")
      #expect(fixture.podNames.isEmpty)
    }
  }
}
