import Basics

extension GeneralSchedule.Document {
  private static let taskKeys =
    "name, job, modes, earliestStart, latestStart, earliestEnd, latestEnd, optional, mayIdle, mayPause, frozen"

  static func task(_ json: inout JSONReader) throws(InputError) -> TaskEntry {
    let start = try json.beginObject("a task")
    var entry = TaskEntry()
    entry.line = json.line
    var (name, modes) = (String?.none, [ModeEntry]?.none)
    while let key = try json.nextKey() {
      switch key {
      case "name": name = try json.text("'name'")
      case "job": entry.job = try json.reference("'job', the name of one,")
      case "modes": modes = try json.list("'modes'") { (json) throws(InputError) in try mode(&json) }
      case "earliestStart": entry.task.earliestStart = try json.integer("'earliestStart'")
      case "latestStart": entry.task.latestStart = try json.integer("'latestStart'")
      case "earliestEnd": entry.task.earliestEnd = try json.integer("'earliestEnd'")
      case "latestEnd": entry.task.latestEnd = try json.integer("'latestEnd'")
      case "optional": entry.task.isOptional = try json.boolean("'optional'")
      case "mayIdle": entry.task.mayIdle = try json.boolean("'mayIdle'")
      case "mayPause": entry.task.mayPause = try json.boolean("'mayPause'")
      case "frozen": entry.frozen = try placement(&json, namesTask: false)
      default: throw json.unknown(key, known: taskKeys)
      }
    }
    entry.task.name = try json.required(name, "name", of: start)
    entry.modes = try json.required(modes, "modes", of: start)
    return entry
  }

  private static func mode(_ json: inout JSONReader) throws(InputError) -> ModeEntry {
    let start = try json.beginObject("a mode")
    var entry = ModeEntry()
    var duration: Int?
    while let key = try json.nextKey() {
      switch key {
      case "name": entry.name = try json.text("'name'")
      case "duration": duration = try json.integer("'duration'")
      case "demands":
        try json.beginObject("'demands', amounts by resource")
        while let resource = try json.nextKey() {
          let line = json.line
          let amount = try json.integer("the demand for '\(resource)'")
          entry.demands.append(DemandEntry(resource: Reference(name: resource, line: line), amount: amount))
        }
      case "changes":
        entry.demands += try json.list("'changes'") { (json) throws(InputError) in try change(&json) }
      default: throw json.unknown(key, known: "name, duration, demands, changes")
      }
    }
    entry.duration = try json.required(duration, "duration", of: start)
    return entry
  }

  /// When the level of a reservoir changes.
  private enum Moment: String, CaseIterable {
    case start, end
  }

  private static func change(_ json: inout JSONReader) throws(InputError) -> DemandEntry {
    let start = try json.beginObject("a change")
    var (resource, amount, moment) = (Reference?.none, Int?.none, Moment?.none)
    while let key = try json.nextKey() {
      switch key {
      case "resource": resource = try json.reference("'resource', the name of one,")
      case "amount": amount = try json.integer("'amount'")
      case "at": moment = try json.word("'at'", Moment.self)
      default: throw json.unknown(key, known: "resource, amount, at")
      }
    }
    return DemandEntry(
      resource: try json.required(resource, "resource", of: start),
      amount: try json.required(amount, "amount", of: start),
      timing: try json.required(moment, "at", of: start) == .start ? .atStart : .atEnd)
  }

  /// - Parameter namesTask: whether it says which task it is of.
  static func placement(_ json: inout JSONReader, namesTask: Bool) throws(InputError) -> PlacementEntry {
    let object = try json.beginObject("a placement")
    var (task, mode, start, end) = (Reference?.none, ModeReference?.none, Int?.none, Int?.none)
    while let key = try json.nextKey() {
      switch key {
      case "task" where namesTask: task = try json.reference("'task', the name of one,")
      case "mode": mode = try modeReference(&json)
      case "start": start = try json.integer("'start'")
      case "end": end = try json.integer("'end'")
      default: throw json.unknown(key, known: namesTask ? "task, mode, start, end" : "mode, start, end")
      }
    }
    if namesTask { _ = try json.required(task, "task", of: object) }
    return PlacementEntry(
      task: task, mode: mode ?? .number(0, line: json.line), start: try json.required(start, "start", of: object),
      end: try json.required(end, "end", of: object))
  }

  static func modeReference(_ json: inout JSONReader) throws(InputError) -> ModeReference {
    if json.nextByte() == UInt8(ascii: "\"") { return .name(try json.reference("a mode")) }
    let number = try json.integer("a mode, its name or its number from 0")
    return .number(number, line: json.line)
  }
}
