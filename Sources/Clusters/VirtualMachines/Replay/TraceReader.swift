import Basics

extension VMRescheduling {
  /// What happens while a plan is carried out.
  enum LiveEvent: Equatable {
    case arrival(VirtualMachine)
    case exit(name: String)
  }

  /// Reads a trace of comma-separated values, in order of time:
  ///
  ///     step,event,vm,cpu,mem,numas,pm,numa
  ///     2,exit,vm17
  ///     2,arrive,web9,8,16384,1,pm4,0
  ///
  /// The nodes of a VM of several are -1 for all, or as in 0+2. `step` is how many groups of the plan have been
  /// carried out when it happens; machines and VMs are named. The last five values of an exit may be absent or empty.
  /// Lines that begin with # and a header are passed over.
  struct TraceReader {
    struct Entry: Equatable {
      let line: Int
      let step: Int
      let event: LiveEvent
    }

    static func entries(of source: SourceText, in instance: Instance) throws(InputError) -> [Entry] {
      var machines: [String: Int] = [:]
      for (number, machine) in instance.machines.enumerated() { machines[machine.name] = number }
      var entries: [Entry] = []
      var table = CSVReader(source, .emptyLinesAndComments)
      while try table.next() {
        let fields = table.texts
        if fields.count > 1, fields[0] == "step" { continue }
        func fail(_ expected: String, _ found: String) -> InputError { table.error(expected: expected, found: found) }
        func integer(_ column: Int) throws(InputError) -> Int {
          guard let value = Int(fields[column]) else {
            throw fail("an integer in column \(column + 1)", TokenReader.shown(fields[column]))
          }
          return value
        }
        guard fields.count >= 3 else { throw fail("step,event,vm and more", table.shown) }
        let step = try integer(0)
        guard step >= entries.last?.step ?? 0 else { throw fail("steps in order from 0 on", "\(step)") }
        switch fields[1] {
        case "exit": entries.append(Entry(line: table.line, step: step, event: .exit(name: fields[2])))
        case "arrive":
          guard fields.count == 8 else { throw fail("8 values of an arrival", "\(fields.count)") }
          guard let machine = machines[fields[6]] else {
            throw fail("the name of a machine", TokenReader.shown(fields[6]))
          }
          let count = try integer(5)
          guard let nodes = NodeList(fields[7], of: instance.machines[machine].nodes.count), nodes.count == count else {
            throw fail("\(count) of the NUMA nodes of '\(fields[6])', such as 0 or 0+1", TokenReader.shown(fields[7]))
          }
          let vm = VirtualMachine(
            name: fields[2], size: Amount(cpu: try integer(3), memory: try integer(4)), nodeCount: count,
            home: Place(machine: machine, nodes: nodes.values))
          do {
            try Instance.validate(vm, entries.count, instance.machines)
          } catch {
            throw fail("a VM that \(fields[6]) can hold", error.description)
          }
          entries.append(Entry(line: table.line, step: step, event: .arrival(vm)))
        default: throw fail("exit or arrive", TokenReader.shown(fields[1]))
        }
      }
      return entries
    }
  }
}
