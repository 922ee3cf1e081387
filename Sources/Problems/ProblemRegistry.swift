import LinearPrograms
import MemoryMapping
import Pods
import Scheduling
import Solving
import TaskAllocation
import UserModels
import VirtualMachines
import Workflows

/// Every problem that the tools know, in the order in which their formats are tried: the most particular first.
public enum ProblemRegistry {
  /// The problems themselves.
  public static let all: [any Problem.Type] = [
    UserModel.self, MixedIntegerProgram.self, VMRescheduling.self, MemoryMapping.Layers.self,
    MemoryMapping.Allocation.self, TaskAllocation.self, PodPacking.self, Workflow.self, GeneralSchedule.self,
    Tardiness.self, ResourceProject.self, JobShop.self,
  ]

  /// The problems of this name, as in `--problem`: none, one, or several that their formats tell apart.
  public static func problems(named name: String) -> [any Problem.Type] { all.filter { $0.name == name } }
}
