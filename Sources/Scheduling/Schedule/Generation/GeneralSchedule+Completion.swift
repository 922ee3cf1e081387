import Basics
import Race
import Solving

extension GeneralSchedule {
  /// The given starts say an order and modes, in which generation places the tasks; those without come where there is
  /// room, after the others.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var given: [Placement?] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      guard key == "tasks" else {
        try json.skipValue()
        continue
      }
      try json.beginArray()
      while try json.nextElement() { given.append(json.takeNull() ? nil : try placement(&json)) }
    }
    let count = instance.tasks.count
    guard given.count < count || zip(given, instance.tasks).contains(where: { $0 == nil && !$1.isOptional }),
      given.count <= count
    else { return nil }
    given += [Placement?](repeating: nil, count: count - given.count)
    var remarks: [String] = []
    for (number, task) in instance.tasks.enumerated() {
      guard let placement = given[number] else { continue }
      if !task.modes.indices.contains(placement.mode) {
        remarks.append("task '\(task.name)' has no mode \(placement.mode)")
        given[number] = nil
      } else if !(0...Instance.limit).contains(placement.start) {
        remarks.append("task '\(task.name)' cannot start at \(placement.start)")
        given[number] = nil
      }
    }
    var description = instance.description
    description.plan = given
    guard let following = try? Instance(description) else { return nil }
    let board = Scoreboard<Solution>(
      clock: RaceClock(timeLimit: patience),
      check: { (solution) throws(CheckFailure) in try check(solution, of: instance) })
    GenerationSearch(following, seed: 1, passLimit: 1).run(on: board)
    if board.best == nil { GenerationSearch(following, seed: 1, passLimit: 12).run(on: board) }
    var used = given.count { $0 != nil }
    if board.best == nil, instance.isAffordable {
      // What modes consume defeats generation; the engine has the plan as a hint.
      briefEngine(following, SolveOptions()).run(on: board)
      used = zip(board.best?.solution.tasks ?? [], given).count { found, wanted in wanted.map { found == $0 } ?? false }
    }
    guard let best = board.best?.solution else { return nil }
    return CompletedStart(best, used: used, of: count, "tasks", remarks: remarks)
  }

  /// Seconds for passes.
  private static let patience = 5.0

  /// - Returns: nil where it says no start.
  private static func placement(_ json: inout JSONReader) throws(InputError) -> Placement? {
    var (mode, start, end): (Int, Int?, Int?) = (0, nil, nil)
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "mode": mode = try json.integer("a mode")
      case "start": start = json.takeNull() ? nil : try json.integer("a start")
      case "end": end = json.takeNull() ? nil : try json.integer("an end")
      default: try json.skipValue()
      }
    }
    return start.map { Placement(mode: mode, start: $0, end: max($0, min(end ?? $0, Instance.limit))) }
  }
}
