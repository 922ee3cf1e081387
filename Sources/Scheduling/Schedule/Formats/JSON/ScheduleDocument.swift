import Basics

extension GeneralSchedule {
  /// What a JSON text says, whose names are not yet looked up: jobs, resources and tasks may come in any order.
  struct Document {
    var name: String?
    var jobs: [Job] = []
    var resources: [Resource] = []
    var tasks: [TaskEntry] = []
    var setups: [SetupsEntry] = []
    var relations: [Relation] = []
    var allowsSwaps = true
    var objective = [[Term(.makespan)]]
    var plan: [PlacementEntry]?

    /// A name in the text, and where it stands.
    struct Reference {
      var name: String
      var line: Int
    }

    /// A mode by its name or its number.
    enum ModeReference {
      case name(Reference)
      case number(Int, line: Int)
    }

    struct TaskEntry {
      /// Without job, modes and frozen placement.
      var task = Task("")
      var job: Reference?
      var modes: [ModeEntry] = []
      var frozen: PlacementEntry?
      var line = 0
    }

    struct ModeEntry {
      var name: String?
      var duration = 0
      var demands: [DemandEntry] = []
    }

    struct DemandEntry {
      var resource: Reference
      var amount: Int
      var timing = Demand.Timing.whileRunning
    }

    struct PlacementEntry {
      /// nil inside of a task.
      var task: Reference?
      var mode: ModeReference
      var start: Int
      var end: Int
    }

    struct SetupsEntry {
      var machines: [Reference] = []
      var kinds: [(task: Reference, kind: Int)] = []
      var times: [[Int?]] = []
      var scope = Setups.Scope.neighbours
    }

    /// A lag or another constraint; which members it has, its type says.
    struct Relation {
      var type: String
      var line: Int
      var numbers: [String: Int] = [:]
      var names: [String: Reference] = [:]
      var lists: [String: [Reference]] = [:]
      var pairs: [(Reference, Reference)] = []
      var mode: ModeReference?
      var modes: [ModeReference] = []
    }
  }
}

extension JSONReader {
  mutating func reference(_ what: String) throws(InputError) -> GeneralSchedule.Document.Reference {
    let name = try text(what)
    return .init(name: name, line: line)
  }

  /// The elements of an array, one after the other.
  mutating func list<Element>(
    _ what: String, _ element: (inout JSONReader) throws(InputError) -> Element
  ) throws(InputError) -> [Element] {
    var list: [Element] = []
    try beginArray(what)
    while try nextElement() { list.append(try element(&self)) }
    return list
  }

  /// A word of an enumeration.
  mutating func word<Value: RawRepresentable & CaseIterable>(
    _ what: String, _ type: Value.Type
  ) throws(InputError) -> Value where Value.RawValue == String {
    let word = try text(what)
    guard let value = Value(rawValue: word) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(expected: "as \(what) one of \(known)", found: word)
    }
    return value
  }

  func unknown(_ key: String, known: String) -> InputError {
    stranger(key, among: known.split(separator: ", ").map(String.init))
  }
}
