import Basics
import Scheduler
import Testing
import VirtualMachines

@Suite("VMs rescheduled as a library call")
struct VMReschedulerTests {
  /// Two machines of 16 + 16 cores; on each, one VM of 8 cores takes half of a node.
  private static let cluster = """
    {"x": 16, "mnl": 1,
     "pms": [{"numas": [{"cpu": 16, "mem": 64}, {"cpu": 16, "mem": 64}]},
             {"numas": [{"cpu": 16, "mem": 64}, {"cpu": 16, "mem": 64}]}],
     "vms": [{"cpu": 8, "mem": 8, "numas": 1, "pm": 0, "numa": 0},
             {"cpu": 8, "mem": 8, "numas": 1, "pm": 1, "numa": 0}]}
    """

  @Test("one migration fills a node, and nothing is a fragment any more")
  func oneMigration() throws {
    let instance = try VMRescheduling.parse(SourceText(name: "two.json", text: Self.cluster))
    let result = VMRescheduler().reschedule(instance)
    #expect(result.status == .optimal)
    #expect(result.objective?.first == 0)
    #expect(result.best?.solution.plan.isComplete == true)
    #expect(result.best?.solution.plan.groups.count == 1)
  }
}
