import Basics
import Solving
import Testing

@testable import VirtualMachines

/// How files say NUMA nodes, splits, ratios and broken groups.
@Suite struct VMNodeFormatTests {
  typealias Place = VMRescheduling.Place

  func parse(_ text: String) throws -> VMRescheduling.Instance {
    try VMRescheduling.parse(SourceText(name: "x", text: text))
  }

  func cluster(_ machine: String, _ vms: String, _ more: String = "") -> String {
    "{\"x\": 4, \(more)\"pms\": [\(machine), {\"numas\": [{\"cpu\": 8, \"mem\": 8}]}], \"vms\": [\(vms)]}"
  }

  static let four = """
    {"numas": [{"cpu": 8, "mem": 8}, {"cpu": 8, "mem": 8}, {"cpu": 8, "mem": 8}, {"cpu": 8, "mem": 8}]}
    """

  @Test func nodesAreOneOrSeveralOrAll() throws {
    let instance = try parse(
      cluster(
        Self.four,
        """
        {"cpu": 2, "mem": 1, "pm": 0, "numa": 3}, {"cpu": 4, "mem": 2, "numas": 2, "pm": 0, "numa": [3, 1]},
        {"cpu": 4, "mem": 4, "numas": 4, "pm": 0, "numa": -1}, {"cpu": 2, "mem": 2, "pm": 0, "numa": [0, 1]},
        {"cpu": 1, "mem": 1, "pm": 1}
        """))
    #expect(instance.virtualMachines.map { Array($0.home.nodes) } == [[3], [1, 3], [0, 1, 2, 3], [0, 1], [0]])
    #expect(instance.virtualMachines.map(\.share.cpu) == [2, 2, 1, 1, 1])
    // Of each node: 8 less what is there.
    #expect(instance.freeAmounts(instance.homes).map(\.cpu) == [6, 4, 7, 3, 7])
    #expect(VMRescheduling.warnings(of: instance) == [])
  }

  @Test func anUnevenVMStaysAndIsNamed() throws {
    let instance = try parse(
      cluster(Self.four, "{\"name\": \"db\", \"cpu\": [1, 5], \"mem\": [2, 3], \"pm\": 0, \"numa\": [2, 0]}"))
    let vm = instance.virtualMachines[0]
    #expect(vm.isFixed && vm.size == .init(cpu: 6, memory: 5))
    #expect(instance.freeAmounts(instance.homes).map(\.cpu) == [3, 8, 7, 8, 8])
    #expect(
      VMRescheduling.warnings(of: instance) == ["a VM that is split unevenly over NUMA nodes stays where it is: db"])
  }

  @Test func ratiosMultiplyWhatMachinesHave() throws {
    let own = #"{"numas": [{"cpu": 5, "mem": 8}], "cpu_allocation_ratio": 1.4, "ramAllocationRatio": 0.5}"#
    let vm = "{\"cpu\": 7, \"mem\": 4, \"pm\": 0}"
    let instance = try parse(cluster(own, vm, "\"cpuAllocationRatio\": 2, "))
    #expect(instance.machines.map(\.nodes) == [[.init(cpu: 7, memory: 4)], [.init(cpu: 16, memory: 8)]])
    let csv = "pm,cpu0,mem0,cpu_allocation_ratio\na,5,8,1.4\nb,8,8,\n\nvm,cpu,mem,pm\nv,7,4,a\n"
    #expect(try parse(csv).machines.map(\.nodes) == [[.init(cpu: 7, memory: 8)], [.init(cpu: 8, memory: 8)]])
  }

  @Test func anOvercommittedHostIsRefusedWithTheRatioThatItNeeds() throws {
    let host = "{\"name\": \"east\", \"numas\": [{\"cpu\": 3, \"mem\": 8}]}"
    let vms = "{\"cpu\": 2, \"mem\": 1, \"pm\": 0}, {\"cpu\": 2, \"mem\": 1, \"pm\": 0}"
    let error = #expect(throws: InputError.self) { try parse(cluster(host, vms)) }
    let line = try #require(error).description
    for words in ["'east'", "its VMs take 4 of 3 cores", "multiplied", "\"cpuAllocationRatio\": 1.34"] {
      #expect(line.contains(words), "\(line)")
    }
    // And that ratio is enough: 4.02 vCPUs are 4.
    #expect(try parse(cluster(host, vms, "\"cpuAllocationRatio\": 1.34, ")).machines[0].nodes[0].cpu == 4)
  }

  @Test func tablesHaveMachinesOfAnyNumberOfNodes() throws {
    let instance = try parse(
      """
      pm,rack,cpu0,mem0,cpu1,mem1,cpu2,mem2
      big,a,8,8,8,8,8,8
      small,b,8,8,,,,

      vm,pm,numa,cpu,mem,groups
      one,small,0,2,2,g
      wide,big,0+2,4,4,g
      uneven,big,2+1,1+3,1+1,
      all,big,-1,3,3,
      """)
    #expect(instance.machines.map(\.nodes.count) == [3, 1] && instance.machines.map(\.rack) == ["a", "b"])
    #expect(instance.virtualMachines.map { Array($0.home.nodes) } == [[0], [0, 2], [1, 2], [0, 1, 2]])
    #expect(instance.virtualMachines[2].split == [.init(cpu: 3, memory: 1), .init(cpu: 1, memory: 1)])
    #expect(instance.antiAffinity == [[0, 1]])
  }

  @Test func groupsThatAreBrokenAtTheStartAreNamedAndNotMadeWorse() throws {
    let vms = """
      {"name": "a", "cpu": 1, "mem": 1, "pm": 0, "numa": 0}, {"name": "b", "cpu": 1, "mem": 1, "pm": 0, "numa": 1},
      {"name": "c", "cpu": 1, "mem": 1, "pm": 1}
      """
    let instance = try parse(cluster(Self.four, vms, "\"antiAffinity\": [[0, 1, 2]], "))
    let warning = try #require(VMRescheduling.warnings(of: instance).first)
    #expect(warning.contains("group 0 on machine pm0 (a, b)"))
    func verdict(_ changes: [Int: Place]) -> String {
      var places = instance.homes
      for (vm, place) in changes { places[vm] = place }
      do {
        _ = try VMRescheduling.check(.init(places, of: instance), of: instance)
        return "valid"
      } catch { return error.description }
    }
    #expect(verdict([:]) == "valid")
    // One goes and another comes: as many as before.
    #expect(verdict([0: Place(machine: 0, node: 3)]) == "valid")
    #expect(verdict([2: Place(machine: 0, node: 3)]).contains("3 VMs of anti-affinity group 0"))
    #expect(verdict([0: Place(machine: 1, node: 0)]).contains("two VMs of anti-affinity group 0"))
  }

  static let bad: [(machine: String, vm: String, words: String)] = [
    (#"{"numas": []}"#, "", "machine 0 has 0 NUMA nodes"),
    (four, #"{"cpu": 2, "mem": 2, "numas": 2, "pm": 0}"#, "2 of the 4 NUMA nodes of its machine; say which"),
    (four, #"{"cpu": 2, "mem": 2, "pm": 0, "numa": 4}"#, "NUMA node 4; its machine has 0 to 3"),
    (four, #"{"cpu": 2, "mem": 2, "pm": 0, "numa": [1, 1]}"#, "NUMA nodes [1, 1]"),
    (four, #"{"cpu": 3, "mem": 2, "pm": 0, "numa": [0, 1]}"#, "say what it takes of each"),
    (four, #"{"cpu": [1, 2], "mem": 2, "pm": 0, "numa": [0, 1]}"#, "2 amounts of cpu and 1 of mem"),
    (four, #"{"cpu": 2, "mem": 2, "numas": 2, "pm": 1}"#, "is on 2 NUMA nodes; its machine has 1"),
    (#"{"numas": [{"cpu": 1, "mem": 1}], "cpuAllocationRatio": 0}"#, "", "above 0 and at most 1000, not 0"),
    (four, #"{"cpu": "2", "mem": 2, "pm": 0}"#, "an integer, or a list of integers"),
  ]

  @Test(arguments: bad)
  func badInputIsOneClearError(machine: String, vm: String, words: String) throws {
    let error = #expect(throws: InputError.self) { try parse(cluster(machine, vm)) }
    #expect(try #require(error).description.contains(words), "\(error?.description ?? "")")
  }
}
