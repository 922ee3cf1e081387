import MemoryMapping
import Pods
import Scheduling
import Solving
import VirtualMachines

/// Every problem that the tools know, in the order in which their formats are tried: the most particular first.
public enum ProblemRegistry {
  /// The problems themselves.
  public static let all: [any Problem.Type] = [
    VMRescheduling.self, MemoryMapping.self, PodPacking.self, Tardiness.self, ResourceProject.self, JobShop.self,
  ]

  /// The problem of this name, as in `--problem`; nil where there is none.
  public static func problem(named name: String) -> (any Problem.Type)? {
    all.first { $0.name == name }
  }
}
