import Basics

extension GeneralSchedule.Document {
  /// The instance, with its names looked up.
  ///
  /// - Throws: the first name that means nothing, or what makes no sense.
  func instance(_ source: SourceText) throws(InputError) -> GeneralSchedule.Instance {
    let names = Names(of: self, file: source.name)
    var description = GeneralSchedule.Description(name ?? source.stem)
    description.jobs = jobs
    description.resources = resources
    for entry in tasks { description.tasks.append(try task(entry, number: description.tasks.count, names)) }
    for entry in setups { description.setups.append(try resolved(entry, names)) }
    for relation in relations { try add(relation, to: &description, names) }
    description.allowsSwaps = allowsSwaps
    description.objective = objective
    if let plan {
      description.plan = [GeneralSchedule.Placement?](repeating: nil, count: tasks.count)
      for entry in plan {
        guard let reference = entry.task else { continue }
        let task = try names.task(reference)
        guard description.plan[task] == nil else {
          throw InputError(file: source.name, line: reference.line, "the plan has '\(reference.name)' twice")
        }
        description.plan[task] = try placement(entry, of: task, names)
      }
    }
    do {
      return try GeneralSchedule.Instance(description)
    } catch {
      throw InputError(file: source.name, line: error.place.map { tasks[$0.number].line }, error.description)
    }
  }

  private func task(_ entry: TaskEntry, number: Int, _ names: Names) throws(InputError) -> GeneralSchedule.Task {
    var task = entry.task
    if let job = entry.job { task.job = try names.job(job) }
    for mode in entry.modes {
      var demands: [GeneralSchedule.Demand] = []
      for demand in mode.demands {
        demands.append(.init(try names.resource(demand.resource), demand.amount, demand.timing))
      }
      // By resource; of one, what changes at the start first.
      func rank(_ place: Int) -> (Int, Int, Int) {
        (demands[place].resource, demands[place].timing == .atEnd ? 1 : 0, place)
      }
      let order = demands.indices.sorted { rank($0) < rank($1) }
      task.modes.append(.init(duration: mode.duration, order.map { demands[$0] }, name: mode.name))
    }
    if let frozen = entry.frozen { task.frozen = try placement(frozen, of: number, names) }
    return task
  }

  private func placement(
    _ entry: PlacementEntry, of task: Int, _ names: Names
  ) throws(InputError) -> GeneralSchedule.Placement {
    .init(mode: try names.mode(entry.mode, of: task), start: entry.start, end: entry.end)
  }

  private func resolved(_ entry: SetupsEntry, _ names: Names) throws(InputError) -> GeneralSchedule.Setups {
    var machines: [Int] = []
    for machine in entry.machines { machines.append(try names.resource(machine)) }
    var kinds = [Int?](repeating: nil, count: tasks.count)
    for (task, kind) in entry.kinds { kinds[try names.task(task)] = kind }
    return .init(machines: machines, kinds: kinds, times: entry.times, scope: entry.scope)
  }

  private func add(
    _ relation: Relation, to description: inout GeneralSchedule.Description, _ names: Names
  ) throws(InputError) {
    let (numbers, type) = (relation.numbers, relation.type)
    func task(_ key: String) throws(InputError) -> Int {
      guard let reference = relation.names[key] else { preconditionFailure("'\(type)' has '\(key)'") }
      return try names.task(reference)
    }
    func members() throws(InputError) -> [Int] { try names.tasks(relation.lists["tasks"] ?? []) }
    func condition() throws(InputError) -> Int? { relation.names["if"] == nil ? nil : try task("if") }
    switch type {
    case "consecutive": description.constraints.append(.consecutive(try task("first"), try task("second")))
    case "identicalResources":
      description.constraints.append(.identicalResources(try task("first"), try task("second")))
    case "differentResources":
      description.constraints.append(.differentResources(try task("first"), try task("second")))
    case "blocking", "noWait":
      let first = try task("first")
      if type == "blocking" { description.tasks[first].mayIdle = true }
      description.lags.append(.init(.end(of: first), .start(of: try task("second")), minimum: 0, maximum: 0))
    case "sameSequence":
      let references = relation.lists["machines"] ?? []
      guard references.count == 2 else {
        throw InputError(
          file: names.file, line: relation.line, expected: "two machines", found: "\(references.count)")
      }
      let machines = (try names.resource(references[0]), try names.resource(references[1]))
      var pairs: [(Int, Int)] = []
      for (first, second) in relation.pairs { pairs.append((try names.task(first), try names.task(second))) }
      description.constraints.append(.sameSequence(machines: machines, pairs: pairs))
    case "modeDependency":
      guard let reference = relation.mode else { preconditionFailure("'\(type)' has 'mode'") }
      let (one, other) = (try task("task"), try task("other"))
      var modes: [Int] = []
      for mode in relation.modes { modes.append(try names.mode(mode, of: other)) }
      description.constraints.append(
        .modeDependency(task: one, mode: try names.mode(reference, of: one), other: other, modes: modes))
    case "selectAllOrNone":
      description.constraints.append(.selectAllOrNone(try members(), if: try condition()))
    case "selectAtLeastOne":
      description.constraints.append(.selectAtLeastOne(try members(), if: try condition()))
    case "selectExactlyOne":
      description.constraints.append(.selectExactlyOne(try members(), if: try condition()))
    case "lag":
      let ends = [try isEnd(relation, "from", names), try isEnd(relation, "to", names)]
      description.lags.append(
        .init(
          .init(task: try task("first"), isEnd: ends[0]), .init(task: try task("second"), isEnd: ends[1]),
          minimum: numbers["minimum"], maximum: numbers["maximum"]))
    default:
      // Two events with "Before" or "At" between, such as endBeforeStart.
      let delay = numbers["delay"] ?? 0
      description.lags.append(
        .init(
          .init(task: try task("first"), isEnd: type.hasPrefix("end")),
          .init(task: try task("second"), isEnd: type.hasSuffix("End")), minimum: delay,
          maximum: type.contains("At") ? delay : numbers["maximum"]))
    }
  }

  private func isEnd(_ relation: Relation, _ key: String, _ names: Names) throws(InputError) -> Bool {
    guard let word = relation.names[key], ["start", "end"].contains(word.name) else {
      throw InputError(
        file: names.file, line: relation.names[key]?.line ?? relation.line, expected: "'\(key)' as start or end",
        found: TokenReader.shown(relation.names[key]?.name ?? ""))
    }
    return word.name == "end"
  }
}
