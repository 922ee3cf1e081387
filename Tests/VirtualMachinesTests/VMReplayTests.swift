import Basics
import Solving
import Testing

@testable import VirtualMachines

@Suite struct VMReplayTests {
  typealias Place = VMRescheduling.Place

  /// Three VMs that are to go from machine 0 to machines 1, 2 and 3, one group after the other.
  func planned() throws -> (VMRescheduling.Instance, VMRescheduling.Solution) {
    let machines = VMSamples.machines(4)
    let vms = (0..<3).map {
      VMRescheduling.VirtualMachine(
        name: "v\($0)", size: .init(cpu: 4, memory: 4), nodeCount: 1, home: Place(machine: 0, node: 0))
    }
    let instance = try VMRescheduling.Instance(
      name: "live", machines: machines, virtualMachines: vms, migrationLimit: 3)
    return (instance, .init((1...3).map { Place(machine: $0, node: 0) }, of: instance))
  }

  func replay(_ trace: String) throws -> Replay<VMRescheduling.Instance, VMRescheduling.Solution> {
    let (instance, plan) = try planned()
    #expect(plan.plan.groups.count == 3)
    return try #require(try VMRescheduling.replay(SourceText(name: "trace", text: trace), of: plan, in: instance))
  }

  @Test func whatHoldsIsKeptAndWhatDoesNotIsDropped() throws {
    // One migration is done; then v1 is gone, and machine 3 is filled up.
    let result = try replay("step,event,vm,cpu,mem,numas,pm,numa\n1,exit,v1\n1,arrive,big,18,18,1,pm3,0\n")
    #expect(result.instance.virtualMachines.map(\.name) == ["v0", "v2", "big"])
    #expect(result.instance.virtualMachines[0].home == Place(machine: 1, node: 0))
    #expect(result.instance.migrationLimit == 2)
    #expect(result.rest.migrations == [])
    #expect(result.report.contains("1 migration done, 2 dropped, 0 left"))
    #expect(try VMRescheduling.check(result.rest, of: result.instance).first == result.rest.fragment)
  }

  @Test func anUndisturbedPlanGoesOn() throws {
    let result = try replay("2,arrive,small,2,2,1,pm0,1\n")
    #expect(result.rest.migrations.map(\.vm) == [2] && result.instance.migrationLimit == 1)
    let again = try VMRescheduling.parse(SourceText(name: "state.json", text: result.text))
    #expect(again.virtualMachines == result.instance.virtualMachines && again.machines == result.instance.machines)
  }

  @Test func anArrivalWithoutRoomIsTold() throws {
    let result = try replay("0,arrive,huge,19,19,1,pm0,0\n")
    #expect(result.instance.virtualMachines.count == 3)
    #expect(result.report.contains { $0.contains("huge") && $0.contains("no room") })
  }

  @Test(arguments: [
    ("0,exit,nobody\n", "trace:1: expected a VM that is there, found 'nobody'"),
    ("1,exit,v0\n0,exit,v1\n", "trace:2: expected steps in order"),
    ("0,arrive,x,2,2,1,north,0\n", "expected the name of a machine, found 'north'"),
    ("0,arrive,x,3,2,2,pm1,-1\n", "cannot be split evenly over 2 NUMA nodes"),
    ("0,arrive,x,2\n", "expected 8 values of an arrival, found 4"), ("soon,exit,v0\n", "an integer in column 1"),
    ("0,leave,v0\n", "expected exit or arrive, found 'leave'"),
    ("0,arrive,v1,2,2,1,pm1,0\n", "expected a new name, found 'v1'"),
  ])
  func aWrongTraceIsOneClearError(trace: String, message: String) throws {
    do {
      _ = try replay(trace)
      Issue.record("read without an error")
    } catch {
      #expect("\(error)".contains(message), "\(error)")
    }
  }
}
