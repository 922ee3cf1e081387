import Basics
import Solving

extension VMRescheduling {
  /// Two tables with comma-separated values, columns in any order:
  ///
  ///     pm,cpu0,mem0,cpu1,mem1,rack
  ///     vm,cpu,mem,numas,pm,numa,fixed,groups,rackGroups
  ///
  /// in `NAME-pms.csv` and `NAME-vms.csv` (given one, the other comes as its companion), or one after the other in one
  /// input. A machine has as many NUMA nodes as it has amounts. Machines are named; `numa` is a node, several as in
  /// 0+2, or -1 for all; so are `cpu` and `mem` where a VM takes not the same of each; `fixed` is 0 or 1; groups are
  /// names with semicolons between. Racks, allocation ratios, `numas`, `numa`, `fixed` and groups may be absent. Names of
  /// columns are compared as `CSVColumns` does, and cells are separated in any of the ways of `CSVReader`.
  struct CSVTables {
    private static let ratios = [
      "cpuAllocationRatio", "cpu_allocation_ratio", "ramAllocationRatio", "ram_allocation_ratio",
    ]
    private static let vmColumns = ["vm", "cpu", "mem", "numas", "pm", "numa", "fixed", "groups", "rackGroups"]
    private static let pairEndings = ["-pms.csv", "-vms.csv"]

    static func looksLikeOne(_ source: SourceText) -> Bool {
      let beginning = SourceText(name: source.name, bytes: Array(source.bytes.prefix(4096)))
      var table = CSVReader(beginning, .emptyLines)
      guard (try? table.next()) == true else { return false }
      return kind(of: table.texts) != nil
    }

    private enum Kind { case machines, vms }

    /// The header's names as they are written here, without the empty ones at its end.
    private static func names(of header: [String]) -> [String] {
      let end = (header.lastIndex { !$0.isEmpty } ?? -1) + 1
      return header[..<end].map { name in
        if knownColumns.contains(name) { return name }
        let plain = CSVColumns.plain(name)
        return isAmount(plain) ? plain : knownColumns.first { CSVColumns.plain($0) == plain } ?? name
      }
    }

    private static let knownColumns = vmColumns + ["rack"] + ratios

    private static func kind(of header: [String]) -> Kind? {
      let names = Set(names(of: header))
      if names.isSuperset(of: ["vm", "cpu", "mem", "pm"]) { return .vms }
      return names.isSuperset(of: ["pm", "cpu0", "mem0"]) ? .machines : nil
    }

    static func parse(_ source: SourceText) throws(InputError) -> Instance {
      var reader = CSVTables(source)
      try reader.read(source)
      if !(reader.hasMachines && reader.hasVMs) { try reader.read(companion(of: source)) }
      return try reader.instance()
    }

    /// Where the other file of a pair is; nil for a file that is not named as one of a pair.
    static func partner(ofFile path: String) -> String? {
      for (own, other) in zip(pairEndings, pairEndings.reversed()) where path.hasSuffix(own) {
        return String(path.dropLast(own.count)) + other
      }
      return nil
    }

    /// The other file of a pair.
    private static func companion(of source: SourceText) throws(InputError) -> SourceText {
      guard let path = partner(ofFile: source.name) else {
        throw InputError(
          file: source.name, "expected both tables, or one in a file NAME-pms.csv or NAME-vms.csv; found one")
      }
      guard let companion = source.companions.first(where: { $0.name == path }) else {
        throw InputError(file: source.name, "its other table is to be in \(path), which cannot be read")
      }
      return companion
    }

    private let source: SourceText
    private var machines: [Machine] = []
    private var machineNumbers: [String: Int] = [:]
    private var records: [Line] = []
    private var furtherColumns: [String] = []
    private var hasMachines = false
    private var hasVMs = false

    private init(_ source: SourceText) { self.source = source }

    private mutating func read(_ source: SourceText) throws(InputError) {
      var current: Kind?
      var columns: [String: Int] = [:]
      var width = 0
      var table = CSVReader(source, .emptyLines)
      while try table.next() {
        var fields = table.texts
        if let kind = Self.kind(of: fields) {
          let names = Self.names(of: fields)
          (current, width) = (kind, names.count)
          columns = try Self.columns(names, kind, table, &furtherColumns)
          if kind == .machines { hasMachines = true } else { hasVMs = true }
          continue
        }
        guard let current else { throw table.error(expected: "the header of a table", found: table.shown) }
        guard fields.count >= width, fields[width...].allSatisfy(\.isEmpty) else {
          throw table.error(expected: "\(width) values as in the header", found: "\(fields.count)")
        }
        for (name, place) in columns where Self.isNumber(name) {
          // 3.0 is 3.
          if let value = table.integer(table.cells[place]) { fields[place] = "\(value)" }
        }
        let line = Line(place: table.place, fields: fields, columns: columns)
        if current == .machines { try addMachine(line) } else { records.append(line) }
      }
    }

    /// - Parameter further: receives the names of columns that say nothing of either.
    private static func columns(
      _ header: [String], _ kind: Kind, _ table: CSVReader, _ further: inout [String]
    ) throws(InputError) -> [String: Int] {
      var columns: [String: Int] = [:]
      for (place, name) in header.enumerated() {
        let isKnown =
          kind == .vms
          ? vmColumns.contains(name) : name == "pm" || name == "rack" || ratios.contains(name) || isAmount(name)
        guard isKnown else {
          // One that is probably meant for another would change the question unnoticed.
          let names = kind == .vms ? vmColumns : ["pm", "cpu0", "mem0", "cpu1", "mem1", "rack"] + ratios
          if let meant = Spelling.nearest(to: name, among: names) {
            throw table.error(expected: "the column '\(meant)'", found: TokenReader.shown(name))
          }
          further.append(name)
          continue
        }
        guard columns.updateValue(place, forKey: name) == nil else {
          throw table.error(expected: "each column once", found: "\(TokenReader.shown(name)) again")
        }
      }
      return columns
    }

    private static func isNumber(_ column: String) -> Bool {
      isAmount(column) || ["cpu", "mem", "numas", "numa", "fixed"].contains(column)
    }

    /// Whether it is the amount of a node, such as cpu3.
    private static func isAmount(_ name: String) -> Bool {
      guard name.hasPrefix("cpu") || name.hasPrefix("mem"), let node = Int(name.dropFirst(3)) else { return false }
      return (0..<NodeSet.limit).contains(node)
    }

    private mutating func addMachine(_ line: Line) throws(InputError) {
      let name = line.text("pm") ?? ""
      guard machineNumbers[name] == nil else {
        throw line.place.error(expected: "a new name", found: "\(TokenReader.shown(name)) again")
      }
      var nodes: [Amount] = []
      var isOver = false
      for node in 0..<NodeSet.limit {
        guard line.text("cpu\(node)") != nil || line.text("mem\(node)") != nil else {
          isOver = true
          continue
        }
        guard !isOver else {
          throw line.place.error(
            expected: "amounts of nodes from 0 on without a gap", found: "cpu\(node) or mem\(node)")
        }
        nodes.append(Amount(cpu: try line.integer("cpu\(node)"), memory: try line.integer("mem\(node)")))
      }
      var given: [String: Double] = [:]
      for key in Self.ratios {
        guard let text = line.text(key) else { continue }
        guard let ratio = Double(text) else {
          throw line.place.error(expected: "a number as \(key)", found: TokenReader.shown(text))
        }
        given[key] = ratio
      }
      do {
        let ratios = try AllocationRatios(given, over: nil)
        nodes = nodes.map(ratios.amount)
      } catch {
        throw line.place.error(error.description)
      }
      machineNumbers[name] = machines.count
      machines.append(Machine(name: name, nodes: nodes, rack: line.text("rack")))
    }

    private func instance() throws(InputError) -> Instance {
      var virtualMachines: [VirtualMachine] = []
      var groups = NamedGroups()
      var rackGroups = NamedGroups()
      for line in records {
        let number = virtualMachines.count
        virtualMachines.append(try virtualMachine(line, number))
        groups.add(number, line.text("groups") ?? "")
        rackGroups.add(number, line.text("rackGroups") ?? "")
      }
      var instance = try VMRescheduling.instance(of: source) { () throws(InvalidInstance) in
        try Instance(
          name: source.stem, machines: machines, virtualMachines: virtualMachines, antiAffinity: groups.members,
          rackAntiAffinity: rackGroups.members, migrationLimit: Instance.defaultMigrationLimit)
      }
      instance.remarks = furtherColumns.map { "the column '\($0)' is not looked at" }
      return instance
    }

    private func virtualMachine(_ line: Line, _ number: Int) throws(InputError) -> VirtualMachine {
      let host = line.text("pm") ?? ""
      guard let machine = machineNumbers[host] else {
        throw line.place.error(expected: "a machine of the other table", found: TokenReader.shown(host))
      }
      let fixed = line.text("fixed") == nil ? 0 : try line.integer("fixed")
      guard (0...1).contains(fixed) else { throw line.place.error(expected: "0 or 1 as fixed", found: "\(fixed)") }
      var nodes: NodeList?
      if let text = line.text("numa") {
        nodes = text == "-1" ? NodeList([-1]) : NodeList(text, of: machines[machine].nodes.count)
        guard nodes != nil else {
          throw line.place.error(
            expected: "NUMA nodes of '\(host)', such as 0, 0+1 or -1", found: TokenReader.shown(text))
        }
      }
      let residence = Residence(
        cpu: try line.amount("cpu"), memory: try line.amount("mem"),
        count: line.text("numas") == nil ? nil : try line.integer("numas"), nodes: nodes, machine: machine)
      do {
        return try residence.virtualMachine(
          named: line.text("vm") ?? "", number, isFixed: fixed == 1, on: machines)
      } catch {
        throw line.place.error(error.description)
      }
    }

    /// Groups in order of their first names.
    private struct NamedGroups {
      private(set) var members: [[Int]] = []
      private var numbers: [String: Int] = [:]

      mutating func add(_ vm: Int, _ names: String) {
        for name in names.split(separator: ";").map(String.init) {
          if let number = numbers[name] {
            members[number].append(vm)
          } else {
            numbers[name] = members.count
            members.append([vm])
          }
        }
      }
    }

    private struct Line {
      let place: LinePlace
      let fields: [String]
      let columns: [String: Int]

      /// Nil for an empty cell, or a column that is not there.
      func text(_ column: String) -> String? {
        guard let number = columns[column], !fields[number].isEmpty else { return nil }
        return fields[number]
      }

      private func error(_ what: String, _ column: String) -> InputError {
        let number = columns[column].map { " in column \($0 + 1)" } ?? ""
        return place.error(expected: "\(what)\(number)", found: TokenReader.shown(text(column) ?? ""))
      }

      func integer(_ column: String) throws(InputError) -> Int {
        guard let value = text(column).flatMap({ Int($0) }) else { throw error("an integer", column) }
        return value
      }

      func amount(_ column: String) throws(InputError) -> PerNode {
        guard let value = text(column).flatMap({ PerNode($0) }) else {
          throw error("an integer, or one of each node as in 8+4,", column)
        }
        return value
      }
    }
  }
}
