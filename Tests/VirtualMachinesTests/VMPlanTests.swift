import Race
import Testing

@testable import VirtualMachines

@Suite struct VMPlanTests {
  typealias Place = VMRescheduling.Place

  /// Two nodes of 10 cores, each with a VM of 8 that is to go where the other one is; and spare room where asked for.
  func exchange(limit: Int, spare: Bool) throws -> (VMRescheduling.Instance, [Place]) {
    var vms = [
      VMSamples.vm(8, on: 0, 0), VMSamples.vm(8, on: 1, 0), VMSamples.vm(10, on: 0, 1), VMSamples.vm(10, on: 1, 1),
    ]
    vms += spare ? [] : [VMSamples.vm(10, on: 2, 0), VMSamples.vm(4, on: 2, 1)]
    let instance = try VMRescheduling.Instance(
      name: "", machines: VMSamples.machines(3, cpu: 10), virtualMachines: vms, migrationLimit: limit)
    var places = instance.homes
    places.swapAt(0, 1)
    return (instance, places)
  }

  @Test func aCycleIsBrokenThroughSpareRoomWithinTheLimit() throws {
    let (instance, places) = try exchange(limit: 3, spare: true)
    let solution = VMRescheduling.Solution(places, of: instance)
    #expect(solution.plan.isComplete && solution.plan.migrationCount == 3 && solution.migrations.count == 2)
    #expect(throws: Never.self) { try VMRescheduling.check(solution, of: instance) }
  }

  @Test func withoutRoomOrMigrationsToSpareThePlanSaysSo() throws {
    for (limit, spare) in [(2, true), (3, false)] {
      let (instance, places) = try exchange(limit: limit, spare: spare)
      let solution = VMRescheduling.Solution(places, of: instance)
      #expect(!solution.plan.isComplete && solution.plan.groups == [])
      #expect(throws: Never.self) { try VMRescheduling.check(solution, of: instance) }
    }
  }

  @Test func aMigrationThatNeedsRoomWaitsAndOthersRunBesideIt() throws {
    // VM 1 makes room for VM 0; VM 2 has nothing to do with the two.
    let vms = [VMSamples.vm(8, on: 0, 0), VMSamples.vm(8, on: 1, 0), VMSamples.vm(4, on: 3, 0)]
    let instance = try VMRescheduling.Instance(
      name: "", machines: VMSamples.machines(6, cpu: 10), virtualMachines: vms, migrationLimit: 3)
    let places = [Place(machine: 1, node: 0), Place(machine: 2, node: 0), Place(machine: 4, node: 0)]
    let plan = VMRescheduling.Solution(places, of: instance).plan
    #expect(plan.groups.map { $0.map(\.vm) } == [[1, 2], [0]])
  }

  @Test func theParallelLimitBoundsWhatAMachineDoesAtATime() throws {
    let vms = (0..<4).map { _ in VMSamples.vm(2, on: 0, 0) }
    var instance = try VMRescheduling.Instance(
      name: "", machines: VMSamples.machines(5), virtualMachines: vms, migrationLimit: 4)
    let places = (0..<4).map { Place(machine: 1 + $0, node: 0) }
    #expect(VMRescheduling.Solution(places, of: instance).plan.groups.map(\.count) == [1, 1, 1, 1])
    instance.parallelLimit = 3
    let solution = VMRescheduling.Solution(places, of: instance)
    #expect(solution.plan.groups.map(\.count) == [3, 1])
    #expect(throws: Never.self) { try VMRescheduling.check(solution, of: instance) }
  }

  /// Random moves to any place with room, made one after the other: an order exists, and one is found.
  @Test func whatWasMadeStepByStepIsExecutable() throws {
    for seed in 1...150 {
      let instance = try VMSamples.random(seed: UInt64(seed))
      var state = VMRescheduling.PlanState(instance, instance.homes)
      var moved: Set<Int> = []
      for vm in instance.virtualMachines.indices where moved.count < instance.migrationLimit {
        guard !instance.virtualMachines[vm].isFixed else { continue }
        let place = Place(
          machine: (seed + vm) % instance.machineCount,
          node: instance.virtualMachines[vm].nodeCount == 2 ? Place.both : seed % 2)
        guard place != state.places[vm], state.allows(vm, at: place) else { continue }
        state.move(vm, to: place)
        moved.insert(vm)
      }
      let solution = VMRescheduling.Solution(state.places, of: instance)
      #expect(solution.plan.isComplete)
      #expect(throws: Never.self, "seed \(seed)") { try VMRescheduling.check(solution, of: instance) }
    }
  }
}
