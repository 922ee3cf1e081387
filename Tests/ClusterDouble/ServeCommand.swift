import ArgumentParser
import ClusterSimulation
import Foundation

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs a cluster until SIGTERM, for kubectl and for trials by hand.")

  @OptionGroup var cluster: ClusterOptions
  @Option(help: "The port; 0 takes a free one.") var port = 0
  @Option(help: "Where to write a kubeconfig.") var kubeconfig = "cluster-double.kubeconfig"
  @Option(help: "Seconds between the coming or going of a set; 0 for none.") var turnEvery = 0.0

  func run() async throws {
    let cluster = cluster.cluster()
    try await cluster.begin()
    await self.cluster.trouble(cluster)
    let (ends, end) = AsyncStream<Void>.makeStream()
    let sources = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { end.yield() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    let (path, seconds) = (kubeconfig, turnEvery)
    try await cluster.server.whileServing(port: port) { url in
      try KubeconfigFile.write(url, to: path)
      ClusterDouble.say("\(url) KUBECONFIG=\(path)")
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await cluster.simulation.run() }
        group.addTask {
          while seconds > 0, !Task.isCancelled {
            try? await Task.sleep(for: .seconds(seconds))
            try? cluster.turn()
          }
        }
        _ = await ends.first { _ in true }
        group.cancelAll()
      }
    }
  }
}

/// For clients of the double, with no user.
enum KubeconfigFile {
  static func write(_ url: String, to path: String) throws {
    let text = """
      apiVersion: v1
      kind: Config
      current-context: double
      contexts: [{name: double, context: {cluster: double, user: double}}]
      clusters: [{name: double, cluster: {server: "\(url)"}}]
      users: [{name: double, user: {token: double}}]

      """
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
