import APIServerDouble
import ArgumentParser
import ClusterSimulation

/// What all trials say of their cluster.
struct ClusterOptions: ParsableArguments {
  @Option(help: "Nodes of the cluster.") var nodes = 200
  @Option(help: "Pods at the beginning.") var pods = 4000
  @Option(help: "Of what the nodes have, requested.") var load = 1.0
  @Option(help: "Of everything random.") var seed: UInt64 = 1
  @Option(help: "By what the times of kubelets, controllers and scheduler are divided.") var timeScale = 1.0
  @Option(help: "The share of calls over HTTP that fail, from 0 to 1.") var faults = 0.0
  @Option(help: "A port of an extender on this machine, which the scheduler asks.") var extenderPort: Int?
  @Flag(help: "The scheduler does not preempt.") var noPreemption = false

  func cluster() -> SimulatedCluster {
    var workload = Workload.Settings()
    workload.nodes = nodes
    workload.pods = pods
    workload.load = load
    workload.seed = seed
    var settings = ClusterSimulation.Settings()
    settings.timeScale = timeScale
    settings.seed = seed
    settings.preempts = !noPreemption
    return SimulatedCluster(workload, settings)
  }

  /// What begins once the cluster stands: faults, and the extender's part.
  func trouble(_ cluster: SimulatedCluster) async {
    if let extenderPort {
      await cluster.simulation.change {
        $0.extender = ExtenderClient(url: "http://127.0.0.1:\(extenderPort)/extender")
      }
    }
    cluster.server.setFaults(APIFaults(share: faults, cutsOfWatches: faults / 10, seed: seed))
  }
}
