/// The policies by name.
package enum PolicyKind: String, CaseIterable, Sendable {
  case operationSRPT = "operation-srpt"
  case shortestLowerBound = "slf"
  case leastAttained = "las"
  case roundRobin = "round-robin"
  case geometricChunks = "chunks"

  package var summary: String {
    switch self {
    case .operationSRPT: "least that is left of the current operation"
    case .shortestLowerBound: "least work revealed, done or not"
    case .leastAttained: "least work done"
    case .roundRobin: "a quantum each in turn"
    case .geometricChunks: "lowest power of two of the work revealed; within it the job that runs, then operation-srpt"
    }
  }

  /// Whether turns end because a quantum does.
  package var hasQuantum: Bool { self == .leastAttained || self == .roundRobin }

  /// - Parameter quantum: units of time, from 1, for the policies that have one.
  package func policy(quantum: Int = 1) -> any FlowPolicy {
    precondition(quantum > 0, "a quantum is at least 1")
    return switch self {
    case .operationSRPT: IndexPolicy { $0.remaining }
    case .shortestLowerBound: IndexPolicy { $0.revealedWork }
    case .leastAttained: LeastAttainedService(quantum: quantum)
    case .roundRobin: RoundRobin(quantum: quantum)
    case .geometricChunks: GeometricChunks()
    }
  }
}
