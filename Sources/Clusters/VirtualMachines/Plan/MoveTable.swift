import Basics
import Solving

extension VMRescheduling {
  public static func table(of solution: Solution, of instance: Instance) -> String? {
    MoveTable(instance).text(of: solution)
  }

  public static func solution(in table: SourceText, of instance: Instance) throws(InputError) -> Solution? {
    try MoveTable(instance).solution(in: table)
  }

  /// Migrations as comma-separated values, in order:
  ///
  ///     step,vm,from,fromNuma,to,toNuma,gain
  ///     1,web3,pm0,0,pm1,0+1,4
  ///
  /// Migrations of a step, from 1 on, run at the same time; one without a step belongs to the final placement, but no
  /// order was found that leads there. A row without `from` is an arrival that has room. `gain` is what the migration
  /// takes off the fragments when those before it are done, and is not read.
  struct MoveTable {
    private static let columns = ["step", "vm", "from", "fromNuma", "to", "toNuma"]

    private let instance: Instance
    private let machineNames: Names
    private let vmNames: Names
    private let arrivalNames: Names

    init(_ instance: Instance) {
      self.instance = instance
      machineNames = Names(instance.machines.map(\.name))
      vmNames = Names(instance.virtualMachines.map(\.name))
      arrivalNames = Names(instance.arrivals.map(\.name))
    }

    func text(of solution: Solution) -> String? {
      guard let final = solution.places(in: instance) else { return nil }
      var lines = [(Self.columns + ["gain"]).joined(separator: ",")]
      var state = PlanState(instance, instance.homes)
      func add(_ step: String, _ vm: Int, _ place: Place) {
        let from = state.places[vm]
        let machines = Set([from.machine, place.machine])
        let before = machines.reduce(0) { $0 + state.loss(ofMachine: $1) }
        state.move(vm, to: place)
        let gain = before - machines.reduce(0) { $0 + state.loss(ofMachine: $1) }
        lines.append(
          [
            step, vmNames.cell(vm), machineNames.cell(from.machine), from.nodeText, machineNames.cell(place.machine),
            place.nodeText, "\(gain)",
          ].joined(separator: ","))
      }
      for (step, group) in solution.plan.groups.enumerated() {
        for migration in group { add("\(step + 1)", migration.vm, migration.to) }
      }
      for vm in final.indices where state.places[vm] != final[vm] { add("", vm, final[vm]) }
      for admission in solution.admissions ?? [] {
        lines.append(
          [
            "", arrivalNames.cell(admission.arrival), "", "", machineNames.cell(admission.to.machine),
            admission.to.nodeText, "",
          ].joined(separator: ","))
      }
      return lines.joined(separator: "\n") + "\n"
    }

    /// - Returns: nil for a text that is no such table.
    func solution(in source: SourceText) throws(InputError) -> Solution? {
      guard source.firstByte != UInt8(ascii: "{") else { return nil }
      var table = CSVReader(source, .emptyLines)
      guard (try? table.next()) == true, Set(table.texts).isSuperset(of: Self.columns) else { return nil }
      let header = table.texts
      let columns = Self.columns.map { header.firstIndex(of: $0) ?? 0 }
      var places = instance.homes
      var groups: [[Migration]] = []
      var reached = places
      var isComplete = true
      var admissions: [Admission] = []
      while try table.next() {
        let all = table.texts
        guard all.count == header.count else {
          throw table.error(expected: "\(header.count) values as in the header", found: "\(all.count)")
        }
        let fields = columns.map { all[$0] }
        let to = try place(fields[4], fields[5], table)
        if fields[2].isEmpty, fields[0].isEmpty {
          admissions.append(
            Admission(arrival: try number(fields[1], arrivalNames, "an arrival of the instance", table), to: to))
          continue
        }
        let vm = try number(fields[1], vmNames, "a VM of the instance", table)
        let migration = Migration(vm: vm, from: try place(fields[2], fields[3], table), to: to)
        guard migration.from == places[vm] else {
          let there = "\(machineNames.shown(places[vm].machine)), NUMA \(places[vm].nodeText)"
          throw table.error(
            expected: "'\(fields[1])' to start from where it is, \(there)", found: "\(fields[2]), NUMA \(fields[3])")
        }
        places[vm] = to
        if fields[0].isEmpty {
          isComplete = false
          continue
        }
        guard let step = Int(fields[0]), step == groups.count || step == groups.count + 1, step > 0, isComplete else {
          throw table.error(expected: "steps in order from 1 on, those without one last", found: "'\(fields[0])'")
        }
        if step > groups.count { groups.append([]) }
        groups[step - 1].append(migration)
        reached[vm] = to
      }
      let plan = Plan(groups: groups, isComplete: isComplete, fragment: instance.loss(of: reached))
      let migrations = places.indices.compactMap { vm in
        let home = instance.virtualMachines[vm].home
        return places[vm] == home ? nil : Migration(vm: vm, from: home, to: places[vm])
      }
      var solution = Solution(fragment: instance.loss(of: places), migrations: migrations, plan: plan)
      solution.admissions = instance.goal == .admission ? admissions : nil
      return solution
    }

    private func number(
      _ cell: String, _ names: Names, _ what: String, _ table: CSVReader
    ) throws(InputError) -> Int {
      guard let number = names.number(cell) else {
        throw table.error(expected: what, found: TokenReader.shown(cell))
      }
      return number
    }

    private func place(_ name: String, _ nodes: String, _ table: CSVReader) throws(InputError) -> Place {
      let machine = try number(name, machineNames, "a machine of the instance", table)
      guard let list = NodeList(nodes, of: instance.machines[machine].nodes.count) else {
        throw table.error(expected: "NUMA nodes of '\(name)', such as 0 or 0+1", found: TokenReader.shown(nodes))
      }
      return Place(machine: machine, nodes: list.values)
    }

    /// Names as cells: a name that is not the only one of its kind, or could not be read back, is # and its number.
    private struct Names {
      private let cells: [String]
      private let numbers: [String: Int]

      init(_ names: [String]) {
        var counts: [String: Int] = [:]
        for name in names { counts[name, default: 0] += 1 }
        cells = names.enumerated().map { number, name in
          let isPlain =
            counts[name] == 1 && !name.isEmpty && name.first != "#" && name.first != " " && name.last != " "
            && name.unicodeScalars.allSatisfy { $0.value >= 32 }
          return isPlain ? name : "#\(number)"
        }
        numbers = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1, $0) })
      }

      func number(_ cell: String) -> Int? { numbers[cell] }

      func shown(_ number: Int) -> String { cells[number] }

      /// Quoted where it has to be.
      func cell(_ number: Int) -> String {
        let text = cells[number]
        guard text.contains(",") || text.contains("\"") else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
      }
    }
  }
}
