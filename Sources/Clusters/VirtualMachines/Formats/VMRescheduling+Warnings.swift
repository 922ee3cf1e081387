import Basics

extension VMRescheduling {
  public static func warnings(of instance: Instance) -> [String] {
    var tally = WarningTally()
    let unplaced = Set(instance.virtualMachines.map(\.nodeCount)).filter { !instance.isChoosable($0) }
    for vm in instance.virtualMachines {
      if !vm.split.isEmpty {
        tally.add("a VM that is split unevenly over NUMA nodes stays where it is", about: vm.name)
      } else if unplaced.contains(vm.nodeCount) {
        tally.add(
          "a VM stays where it is, since machines have more than \(Instance.choiceLimit) ways to choose its NUMA nodes",
          about: vm.name)
      }
    }
    broken(instance.antiAffinity, "machine", instance, &tally) { (instance.machines[$0].name, $0) }
    broken(instance.rackAntiAffinity, "rack", instance, &tally) { machine in
      (instance.machines[machine].rack ?? instance.machines[machine].name, instance.rackNumbers[machine])
    }
    return instance.remarks + tally.lines
  }

  /// Groups whose VMs are not apart at the start.
  private static func broken(
    _ groups: [[Int]], _ what: String, _ instance: Instance, _ tally: inout WarningTally,
    _ site: (Int) -> (name: String, number: Int)
  ) {
    for (number, group) in groups.enumerated() {
      var members: [Int: [Int]] = [:]
      for vm in group { members[site(instance.virtualMachines[vm].home.machine).number, default: []].append(vm) }
      for (_, vms) in members.sorted(by: { $0.key < $1.key }) where vms.count > 1 {
        let place = site(instance.virtualMachines[vms[0]].home.machine).name
        let names = vms.prefix(4).map { instance.virtualMachines[$0].name }.joined(separator: ", ")
        tally.add(
          "an anti-affinity group shares a \(what) at the start; no more of it will, but they may go on to",
          about: "group \(number) on \(what) \(place) (\(names)\(vms.count > 4 ? " and \(vms.count - 4) more" : ""))")
      }
    }
  }
}
