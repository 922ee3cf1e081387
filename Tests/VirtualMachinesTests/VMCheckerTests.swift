import Race
import Testing

@testable import VirtualMachines

@Suite struct VMCheckerTests {
  typealias Place = VMRescheduling.Place
  typealias Migration = VMRescheduling.Migration

  func failure(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "valid"
    } catch { return "\(error)" }
  }

  /// The worked example with VM 0 moved to node (1, 0).
  func solution(_ instance: VMRescheduling.Instance) -> VMRescheduling.Solution {
    var places = instance.homes
    places[0] = Place(machine: 1, node: 0)
    return .init(places, of: instance)
  }

  @Test func theWorkedExampleGainsOneBlock() throws {
    let instance = try VMSamples.worked()
    let stay = VMRescheduling.Solution(instance.homes, of: instance)
    // Free 12 + 20 + 8 + 12 = 52, one block of 16: 36 are fragments; a second block leaves 20.
    #expect(try VMRescheduling.check(stay, of: instance) == 36)
    #expect(try VMRescheduling.check(solution(instance), of: instance) == 20)
    #expect(instance.measure.denominator == 52)
    #expect(VMSamples.optimum(of: instance) == 20)
  }

  @Test func eachBrokenRuleIsNamed() throws {
    let instance = try VMSamples.worked()
    func failureOf(_ change: (inout VMRescheduling.Solution) -> Void) -> String {
      var broken = solution(instance)
      change(&broken)
      do {
        _ = try VMRescheduling.check(broken, of: instance)
        return "valid"
      } catch { return error.description }
    }
    #expect(failureOf { _ in } == "valid")
    #expect(failureOf { $0.fragment = 19 }.contains("says fragment 19"))
    #expect(failureOf { $0.migrations = [] }.contains("says fragment 20"))
    #expect(failureOf { $0.plan.groups = [] }.contains("does not reach"))
    #expect(failureOf { $0.plan.groups[0].append($0.plan.groups[0][0]) }.contains("more than 1 migration"))
    #expect(
      failureOf {
        $0.migrations.append(Migration(vm: 9, from: .init(machine: 0, node: 0), to: .init(machine: 1, node: 0)))
      }.contains("no VM 9"))
    #expect(
      failureOf {
        $0.migrations[0] = Migration(vm: 0, from: .init(machine: 0, node: 0), to: .init(machine: 2, node: 0))
      }
      .contains("machine 2"))
    #expect(
      failureOf {
        $0.migrations[0] = Migration(vm: 0, from: .init(machine: 0, node: 0), to: .init(machine: 1, node: Place.both))
      }
      .contains("NUMA node 0+1"))
  }

  @Test func anOverloadedNodeAndAForbiddenMigrationAreFound() throws {
    let machines = VMSamples.machines(2, cpu: 10)
    let vms = [VMSamples.vm(8, on: 0, 0), VMSamples.vm(4, on: 1, 0, isFixed: true)]
    let instance = try VMRescheduling.Instance(name: "", machines: machines, virtualMachines: vms, migrationLimit: 2)
    func check(_ places: [Place]) throws {
      let migrations = places.indices.filter { places[$0] != vms[$0].home }.map {
        Migration(vm: $0, from: vms[$0].home, to: places[$0])
      }
      let free = instance.loss(of: instance.homes)
      _ = try VMRescheduling.check(
        .init(fragment: free, migrations: migrations, plan: .init(groups: [], isComplete: false, fragment: free)),
        of: instance)
    }
    #expect(
      failure { _ = try check([Place(machine: 1, node: 0), Place(machine: 1, node: 0)]) }
        == "NUMA node 0 of machine 1 holds more than it can")
    #expect(failure { _ = try check([Place(machine: 0, node: 0), Place(machine: 0, node: 1)]) } == "VM 1 may not move")
  }

  @Test func vmsOfAGroupStayApart() throws {
    let machines = VMSamples.machines(3, racks: ["a", "b", "b"])
    let vms = [VMSamples.vm(2, on: 0, 0), VMSamples.vm(2, on: 1, 0)]
    let home = Place(machine: 1, node: 0)
    func check(_ groups: [[Int]], _ racks: [[Int]], _ target: Place) throws -> Objective {
      let instance = try VMRescheduling.Instance(
        name: "", machines: machines, virtualMachines: vms, antiAffinity: groups, rackAntiAffinity: racks,
        migrationLimit: 1)
      return try VMRescheduling.check(.init([target, home], of: instance), of: instance)
    }
    #expect(
      failure { _ = try check([[0, 1]], [], Place(machine: 1, node: 1)) }
        == "two VMs of anti-affinity group 0 are on one machine")
    #expect(
      failure { _ = try check([], [[0, 1]], Place(machine: 2, node: 1)) }
        == "two VMs of anti-affinity group 0 are on one rack")
    #expect(try check([[0, 1]], [], Place(machine: 2, node: 1)) == 20)
  }
}
