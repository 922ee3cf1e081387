#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension VMRescheduling.SimpleFile {
  /// An instance as text, a machine and a VM a line.
  static func text(of instance: VMRescheduling.Instance) -> String {
    func list(_ name: String, _ lines: [String]) -> String { " \"\(name)\": [\n  \(lines.joined(separator: ",\n  "))]" }
    func groups(_ groups: [[Int]]) -> String { "[\(groups.map { "\($0)" }.joined(separator: ", "))]" }
    let machines = instance.machines.enumerated().map { number, machine in
      let nodes = machine.nodes.map { "{\"cpu\": \($0.cpu), \"mem\": \($0.memory)}" }.joined(separator: ", ")
      let rack = machine.rack.map { ", \"rack\": \(quoted($0))" } ?? ""
      return "{\(name(machine.name, unless: "pm\(number)"))\"numas\": [\(nodes)]\(rack)}"
    }
    let vms = instance.virtualMachines.enumerated().map { number, vm in
      let (cpu, memory) =
        vm.split.isEmpty
        ? ("\(vm.size.cpu)", "\(vm.size.memory)") : ("\(vm.split.map(\.cpu))", "\(vm.split.map(\.memory))")
      let isBoth = vm.home.node == VMRescheduling.Place.both && instance.machines[vm.home.machine].nodes.count == 2
      let nodes = vm.home.node >= 0 ? "\(vm.home.node)" : isBoth ? "-1" : "\(Array(vm.home.nodes))"
      return "{\(name(vm.name, unless: "vm\(number)"))\"cpu\": \(cpu), \"mem\": \(memory), "
        + "\"numas\": \(vm.nodeCount), \"pm\": \(vm.home.machine), \"numa\": \(nodes)"
        + "\(vm.isFixed ? ", \"fixed\": true" : "")}"
    }
    var parts = ["{\(rate(of: instance.measure)), \"mnl\": \(instance.migrationLimit)"]
    if let goal = goalText(instance.goal) { parts.append(" \"goal\": \(goal)") }
    if instance.parallelLimit != 1 { parts.append(" \"parallel\": \(instance.parallelLimit)") }
    parts += [list("pms", machines), list("vms", vms)]
    if !instance.arrivals.isEmpty {
      parts.append(
        list(
          "arrivals",
          instance.arrivals.map {
            "{\"name\": \(quoted($0.name)), \"cpu\": \($0.size.cpu), \"mem\": \($0.size.memory), \"numas\": \($0.nodeCount)}"
          }))
    }
    if !instance.antiAffinity.isEmpty { parts.append(" \"antiAffinity\": " + groups(instance.antiAffinity)) }
    if !instance.rackAntiAffinity.isEmpty {
      parts.append(" \"rackAntiAffinity\": " + groups(instance.rackAntiAffinity))
    }
    return parts.joined(separator: ",\n") + "}\n"
  }

  private static func name(_ name: String, unless usual: String) -> String {
    name == usual ? "" : "\"name\": \(quoted(name)), "
  }

  private static func rate(of measure: VMRescheduling.Measure) -> String {
    if let block = measure.plainBlock { return "\"x\": \(block)" }
    let terms = measure.terms.map {
      "{\"resource\": \"\($0.resource.rawValue)\", \"size\": \($0.size), \"numas\": \($0.nodeCount), \"weight\": \($0.weight)}"
    }
    return "\"fragments\": [\(terms.joined(separator: ", "))]"
  }

  private static func goalText(_ goal: VMRescheduling.Goal) -> String? {
    switch goal {
    case .fragments: nil
    case .machines: "{\"kind\": \"machines\"}"
    case .admission: "{\"kind\": \"admission\"}"
    case .migrations(let rate): "{\"kind\": \"migrations\", \"rate\": \(rate)}"
    }
  }

  /// As a JSON string.
  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return (try? encoder.encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }
}
