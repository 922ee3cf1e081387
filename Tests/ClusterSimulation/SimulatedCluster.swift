import APIServerDouble
import Basics
import Synchronization

/// A cluster with its work, which comes and goes.
package final class SimulatedCluster: Sendable {
  package let server = APIServerDouble()
  package let simulation: ClusterSimulation
  private let workload: Mutex<Workload>

  package init(_ workload: Workload.Settings, _ settings: ClusterSimulation.Settings) {
    self.workload = Mutex(Workload(workload))
    simulation = ClusterSimulation(server, settings)
    server.recordCalls(false)
  }

  /// Creates everything and lets the scheduler place it.
  package func begin() async throws {
    try workload.withLock { try $0.begin(on: server) }
    await simulation.settle()
  }

  /// One set comes or goes.
  package func turn() throws { try workload.withLock { try $0.turn(on: server) } }

  /// Lists of all that plans depend on, as kubectl prints them.
  package var snapshot: [UInt8] {
    var text: [UInt8] = []
    let tables = server.tables
    for type in [ResourceType.nodes, .pods, .namespaces, .budgets, .priorityClasses] {
      text += #"{"kind":"\#(type.kind)List","apiVersion":"\#(type.apiVersion)","items":["#.utf8
      for (index, object) in (tables[type.path]?.objects.values.sorted { $0.key < $1.key } ?? []).enumerated() {
        if index > 0 { text.append(UInt8(ascii: ",")) }
        text += object.text
      }
      text += "]}\n".utf8
    }
    return text
  }
}
