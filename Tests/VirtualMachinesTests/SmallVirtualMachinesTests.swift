import SolvingSupport
import Testing

@testable import VirtualMachines

/// See `Settling`.
@Suite struct SmallVirtualMachinesTests {
  @Test func virtualMachines() throws {
    for seed in Settling.seeds {
      let plain = try VMSamples.random(seed: seed)
      var machines = plain
      machines.goal = .machines
      var reach = plain
      let loss = plain.loss(of: plain.homes)
      reach.goal = .migrations(rate: Double(max(0, loss - 4)) / Double(plain.measure.denominator))
      for instance in [plain, machines, reach] {
        #expect(
          try Settling.faults(
            of: VMRescheduling.self, instance, truth: VMSamples.optimum(of: instance), "seed \(seed), \(instance.goal)")
            == [])
      }
    }
  }
}
