import Basics
import Solving

extension VMRescheduling {
  /// Two tables with comma-separated values:
  ///
  ///     pm,cpu0,mem0,cpu1,mem1,rack
  ///     vm,cpu,mem,numas,pm,numa,fixed,groups,rackGroups
  ///
  /// in `NAME-pms.csv` and `NAME-vms.csv` (given one, the other comes as its companion), or one after the other in one
  /// input. Machines are named, `numa` is 0, 1 or -1, `fixed` 0 or 1; groups are names with semicolons between. The last
  /// column of the first table and the last three of the second may be absent.
  struct CSVTables {
    static let machineColumns = ["pm", "cpu0", "mem0", "cpu1", "mem1", "rack"]
    static let vmColumns = ["vm", "cpu", "mem", "numas", "pm", "numa", "fixed", "groups", "rackGroups"]
    private static let pairEndings = ["-pms.csv", "-vms.csv"]

    static func looksLikeOne(_ source: SourceText) -> Bool {
      let beginning = SourceText(name: source.name, bytes: Array(source.bytes.prefix(4096)))
      var table = CSVReader(beginning, .emptyLines)
      guard (try? table.next()) == true else { return false }
      let first = table.texts
      return isHeader(first, machineColumns, required: 5) || isHeader(first, vmColumns, required: 6)
    }

    private static func isHeader(_ fields: [String], _ columns: [String], required: Int) -> Bool {
      fields.count >= required && fields == Array(columns.prefix(fields.count))
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
    private var hasMachines = false
    private var hasVMs = false

    private init(_ source: SourceText) { self.source = source }

    private mutating func read(_ source: SourceText) throws(InputError) {
      var isMachineTable: Bool?
      var width = 0
      var table = CSVReader(source, .emptyLines)
      while try table.next() {
        let line = Line(place: table.place, fields: table.texts)
        if Self.isHeader(line.fields, Self.machineColumns, required: 5) {
          (isMachineTable, width, hasMachines) = (true, line.fields.count, true)
        } else if Self.isHeader(line.fields, Self.vmColumns, required: 6) {
          (isMachineTable, width, hasVMs) = (false, line.fields.count, true)
        } else {
          guard let isMachineTable else {
            throw table.error(expected: "the header of a table", found: table.shown)
          }
          guard line.fields.count == width else {
            throw line.place.error(expected: "\(width) values as in the header", found: "\(line.fields.count)")
          }
          if isMachineTable { try addMachine(line) } else { records.append(line) }
        }
      }
    }

    private mutating func addMachine(_ line: Line) throws(InputError) {
      let fields = line.fields
      guard machineNumbers[fields[0]] == nil else {
        throw line.place.error(expected: "a new name", found: "\(TokenReader.shown(fields[0])) again")
      }
      machineNumbers[fields[0]] = machines.count
      let nodes = [
        Amount(cpu: try line.integer(1), memory: try line.integer(2)),
        Amount(cpu: try line.integer(3), memory: try line.integer(4)),
      ]
      let rack = fields.count > 5 && !fields[5].isEmpty ? fields[5] : nil
      machines.append(Machine(name: fields[0], nodes: nodes, rack: rack))
    }

    private func instance() throws(InputError) -> Instance {
      var virtualMachines: [VirtualMachine] = []
      var groups = NamedGroups()
      var rackGroups = NamedGroups()
      for line in records {
        let fields = line.fields
        guard let machine = machineNumbers[fields[4]] else {
          throw line.place.error(expected: "a machine of the other table", found: TokenReader.shown(fields[4]))
        }
        let fixed = fields.count > 6 && !fields[6].isEmpty ? try line.integer(6) : 0
        guard (0...1).contains(fixed) else { throw line.place.error(expected: "0 or 1 as fixed", found: "\(fixed)") }
        let number = virtualMachines.count
        virtualMachines.append(
          VirtualMachine(
            name: fields[0], size: Amount(cpu: try line.integer(1), memory: try line.integer(2)),
            nodeCount: try line.integer(3), home: Place(machine: machine, node: try line.integer(5)),
            isFixed: fixed == 1))
        if fields.count > 7 { groups.add(number, fields[7]) }
        if fields.count > 8 { rackGroups.add(number, fields[8]) }
      }
      return try VMRescheduling.instance(of: source) { () throws(InvalidInstance) in
        try Instance(
          name: source.stem, machines: machines, virtualMachines: virtualMachines, antiAffinity: groups.members,
          rackAntiAffinity: rackGroups.members, migrationLimit: Instance.defaultMigrationLimit)
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

      func integer(_ column: Int) throws(InputError) -> Int {
        guard let value = Int(fields[column]) else {
          throw place.error(expected: "an integer in column \(column + 1)", found: TokenReader.shown(fields[column]))
        }
        return value
      }
    }
  }
}
