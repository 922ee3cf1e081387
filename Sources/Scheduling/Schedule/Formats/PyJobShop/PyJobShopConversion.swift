import Basics
import Solving

extension GeneralSchedule {
  /// Says what a problem of PyJobShop says.
  struct PyJobShopConversion {
    let document: PyJobShopDocument
    let source: SourceText
    var description: Description
    /// By mode of the document, its number in its task.
    var modeNumbers: [Int] = []
    /// By task, the one that takes place where it does not, as far as some constraint needs it.
    var opposites: [Int: Int] = [:]

    /// - Throws: the first number that means nothing, or what has no counterpart here.
    static func instance(_ source: SourceText) throws(InputError) -> Instance {
      var conversion = PyJobShopConversion(
        document: try PyJobShopDocument(reading: source), source: source, description: Description(source.stem))
      try conversion.convert()
      do {
        return try Instance(conversion.description)
      } catch {
        let tasks = conversion.document.tasks
        let line = error.place.flatMap { tasks.indices.contains($0.number) ? tasks[$0.number].line : nil }
        throw InputError(file: source.name, line: line, error.description)
      }
    }

    private mutating func convert() throws(InputError) {
      description.jobs = Self.named(document.jobs.map { ($0.job, $0.job.name) }, "job", \.name)
      description.resources = Self.named(document.resources.map { ($0.resource, $0.resource.name) }, "resource", \.name)
      description.tasks = Self.named(document.tasks.map { ($0.task, $0.task.name) }, "task", \.name)
      try checkJobs()
      try addModes()
      addCalendarsOfConsumables()
      for entry in document.constraints where entry.list != "setup_times" { try add(entry) }
      try addSetups()
      try addObjective()
    }

    /// What has no name or one that is taken is called by its number.
    private static func named<Element>(
      _ elements: [(Element, String)], _ kind: String, _ name: WritableKeyPath<Element, String>
    ) -> [Element] {
      var known = Set(elements.map(\.1))
      var taken: Set<String> = []
      return elements.enumerated().map { number, entry in
        var element = entry.0
        if entry.1.isEmpty || taken.contains(entry.1) {
          var candidate = entry.1.isEmpty ? "\(kind) \(number)" : "\(entry.1) (\(kind) \(number))"
          while known.contains(candidate) { candidate += "'" }
          known.insert(candidate)
          element[keyPath: name] = candidate
        }
        taken.insert(element[keyPath: name])
        return element
      }
    }

    /// Jobs list their tasks, and tasks name their jobs.
    private func checkJobs() throws(InputError) {
      var listed: Set<Int> = []
      for (number, entry) in document.jobs.enumerated() {
        for task in entry.tasks {
          try check(task, in: document.tasks.indices, "a task", entry.line)
          guard document.tasks[task].task.job == number else {
            throw error(entry.line, expected: "tasks of job \(number)", found: "\(task), which names another job")
          }
          listed.insert(task)
        }
      }
      for (number, entry) in document.tasks.enumerated() {
        guard let job = entry.task.job else { continue }
        try check(job, in: document.jobs.indices, "a job", entry.line)
        guard listed.contains(number) else {
          throw error(entry.line, expected: "a job that lists its task \(number)", found: "\(job)")
        }
      }
    }

    private mutating func addModes() throws(InputError) {
      for entry in document.modes {
        try check(entry.task, in: document.tasks.indices, "a task", entry.line)
        guard entry.demands.isEmpty || entry.demands.count == entry.resources.count else {
          throw error(entry.line, expected: counted(entry.resources.count, "demand"), found: "\(entry.demands.count)")
        }
        var demands: [Demand] = []
        for (place, resource) in entry.resources.enumerated() {
          try check(resource, in: document.resources.indices, "a resource", entry.line)
          let amount = entry.demands.isEmpty ? 0 : entry.demands[place]
          demands.append(Demand(resource, description.resources[resource].isMachine ? 1 : amount))
        }
        demands.sort { $0.resource < $1.resource }
        modeNumbers.append(description.tasks[entry.task].modes.count)
        description.tasks[entry.task].modes.append(Mode(duration: entry.duration, demands, name: entry.name))
      }
    }

    /// Consumable resources have no breaks here: one that is held beside each of those has them.
    private mutating func addCalendarsOfConsumables() {
      for (number, resource) in description.resources.enumerated() where !resource.breaks.isEmpty {
        guard case .consumable = resource.kind else { continue }
        var calendar = Resource("calendar of \(resource.name)", .renewable(capacity: description.tasks.count))
        while description.resources.contains(where: { $0.name == calendar.name }) { calendar.name += "'" }
        calendar.breaks = resource.breaks
        description.resources[number].breaks = []
        for task in description.tasks.indices {
          for mode in description.tasks[task].modes.indices {
            guard description.tasks[task].modes[mode].demands.contains(where: { $0.resource == number }) else {
              continue
            }
            description.tasks[task].modes[mode].demands.append(Demand(description.resources.count))
          }
        }
        description.resources.append(calendar)
      }
    }

    private mutating func addObjective() throws(InputError) {
      var terms: [Term] = []
      for (key, measure) in PyJobShopDocument.measures {
        guard var weight = document.weights[key], weight != 0 else { continue }
        if measure == .maximumTardiness {
          let weights = Set(description.jobs.filter { $0.due != nil }.map(\.weight))
          guard weights.count <= 1 else {
            throw InputError(file: source.name, "maximum tardiness of jobs with different weights has no counterpart")
          }
          weight = weight.multipliedReportingOverflow(by: weights.first ?? 1).partialValue
        }
        terms.append(Term(measure, weight: weight))
      }
      description.objective = [terms.isEmpty ? [Term(.makespan, weight: 0)] : terms]
    }

    func check(_ number: Int, in range: Range<Int>, _ what: String, _ line: Int) throws(InputError) {
      guard !range.contains(number) else { return }
      throw error(line, expected: "\(what), of \(range.count)", found: "\(number)")
    }

    func error(_ line: Int, expected: String, found: String) -> InputError {
      InputError(file: source.name, line: line, expected: expected, found: found)
    }
  }
}
