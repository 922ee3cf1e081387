import Basics
import Solving

extension GeneralSchedule {
  /// Says what a constrained project says: downtimes as breaks, and a machine for each pair that may not overlap.
  struct ConstrainedConversion {
    private let document: ConstrainedDocument
    private let source: SourceText
    private var description: Description
    /// By the id of a task, its number.
    private var numbers: [Int: Int] = [:]

    /// - Throws: the first number that means nothing.
    static func instance(_ source: SourceText) throws(InputError) -> Instance {
      var conversion = try ConstrainedConversion(source)
      try conversion.addResources()
      try conversion.addTasks()
      try conversion.addWindows()
      try conversion.addPairs()
      do {
        return try Instance(conversion.description)
      } catch {
        let tasks = conversion.document.tasks
        let line = error.place.flatMap { tasks.indices.contains($0.number) ? tasks[$0.number].line : nil }
        throw InputError(file: source.name, line: line, error.description)
      }
    }

    private init(_ source: SourceText) throws(InputError) {
      document = try ConstrainedDocument(reading: source)
      self.source = source
      description = Description(document.name ?? source.stem)
      description.objective = [[Term(.makespan, weight: 0)]]
    }

    private mutating func addResources() throws(InputError) {
      let count = document.capacities.count
      guard document.resources.isEmpty || document.resources.count == count else {
        throw InputError(
          file: source.name, line: nil, expected: counted(count, "name") + " in 'resources', one for each capacity",
          found: "\(document.resources.count)")
      }
      for (number, capacity) in document.capacities.enumerated() {
        let name = document.resources.isEmpty ? "resource \(number)" : document.resources[number]
        description.resources.append(Resource(name, .renewable(capacity: capacity)))
      }
      for entry in document.downtimes.sorted(by: { $0.time.lowerBound < $1.time.lowerBound }) {
        guard description.resources.indices.contains(entry.resource) else {
          throw error(entry.line, expected: "a resource, of \(count)", found: "\(entry.resource)")
        }
        let last = description.resources[entry.resource].breaks.last
        if let last, last.upperBound >= entry.time.lowerBound {
          let end = max(last.upperBound, entry.time.upperBound)
          description.resources[entry.resource].breaks.removeLast()
          description.resources[entry.resource].breaks.append(last.lowerBound..<end)
        } else {
          description.resources[entry.resource].breaks.append(entry.time)
        }
      }
    }

    private mutating func addTasks() throws(InputError) {
      var names: Set<String> = []
      for (number, entry) in document.tasks.enumerated() {
        guard numbers.updateValue(number, forKey: entry.id) == nil else {
          throw error(entry.line, expected: "an id of its own for each task", found: "\(entry.id) again")
        }
        let name = entry.name ?? "task \(entry.id)"
        guard names.insert(name).inserted else {
          throw error(entry.line, expected: "a name of its own for each task", found: "'\(name)' again")
        }
        guard entry.demands.count == document.capacities.count else {
          throw error(
            entry.line, expected: counted(document.capacities.count, "demand") + ", one for each capacity",
            found: "\(entry.demands.count)")
        }
        let demands = entry.demands.enumerated().filter { $0.element != 0 }.map { Demand($0.offset, $0.element) }
        var task = Task(name)
        task.modes = [Mode(duration: entry.duration, demands)]
        description.tasks.append(task)
      }
    }

    private mutating func addWindows() throws(InputError) {
      for entry in document.windows {
        let task = try number(of: entry.task, entry.line)
        description.tasks[task].earliestStart = max(description.tasks[task].earliestStart, entry.release)
        if let due = entry.due {
          description.tasks[task].latestEnd = min(description.tasks[task].latestEnd ?? due, due)
        }
      }
    }

    private mutating func addPairs() throws(InputError) {
      for entry in document.precedences {
        let (first, second) = try pair(entry)
        description.lags.append(Lag(.end(of: first), .start(of: second), minimum: 0))
      }
      for entry in document.disjunctive {
        let (one, other) = try pair(entry)
        let (first, second) = (min(one, other), max(one, other))
        let machine = description.resources.count
        let words = Instance.machineName(description.tasks[first].name, description.tasks[second].name)
        let isTaken = description.resources.contains { $0.name == words }
        description.resources.append(Resource(isTaken ? "\(words) (\(machine))" : words, .machine))
        for task in [first, second] { description.tasks[task].modes[0].demands.append(Demand(machine)) }
      }
    }

    private func pair(_ entry: ConstrainedDocument.PairEntry) throws(InputError) -> (Int, Int) {
      let (first, second) = (try number(of: entry.first, entry.line), try number(of: entry.second, entry.line))
      guard first != second else {
        throw error(entry.line, expected: "two tasks", found: "\(entry.first) twice")
      }
      return (first, second)
    }

    private func number(of id: Int, _ line: Int) throws(InputError) -> Int {
      guard let number = numbers[id] else {
        throw error(line, expected: "the id of a task", found: "\(id)")
      }
      return number
    }

    private func error(_ line: Int, expected: String, found: String) -> InputError {
      InputError(file: source.name, line: line, expected: expected, found: found)
    }
  }
}
