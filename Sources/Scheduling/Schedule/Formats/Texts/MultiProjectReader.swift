import Basics
import Solving

extension GeneralSchedule {
  /// Reads several projects that share resources (MPLIB): the number of projects, that of resources and the capacities,
  /// a line each; then for each project a line `activities release`, a line with a number for each resource, which says
  /// whether it uses it, and a line an activity: duration, demands, the number of successors and each as
  /// `project:activity`, from 1.
  ///
  /// Each project is a job; the latest end of all counts.
  /// - Source: Van Eynde, Vanhoucke 2020, "Resource-constrained multi-project scheduling: benchmark datasets and
  ///   decoupled scheduling"; the layout as the package psplib on PyPI reads it.
  struct MultiProjectReader {
    private var lines: LineReader
    private var builder: Builder
    private var resources: [Builder.ResourceNumber] = []
    /// By project, the number of its first task.
    private var firstTasks: [Int] = []
    private var arcs: [(from: Int, to: (project: Int, activity: Int), line: Int)] = []
    private var taskLines: [Int] = []

    /// Whether it looks like one: two lines of one number, then as many as the second says, then two.
    static func recognises(_ source: SourceText) -> Bool {
      guard source.isText(upTo: 4096) else { return false }
      var lines = LineReader(source)
      var counts: [Int] = []
      while counts.count < 2 {
        guard let tokens = lines.next()?.tokens, tokens.count == 1, let count = Int(tokens[0]) else { return false }
        counts.append(count)
      }
      guard let capacities = lines.next()?.tokens, capacities.count == counts[1], let project = lines.next()?.tokens,
        let uses = lines.next()?.tokens, let activity = lines.next()?.tokens
      else { return false }
      return project.count == 2 && uses.count == counts[1] && activity.count >= counts[1] + 2
    }

    static func read(_ source: SourceText) throws(InputError) -> Instance {
      var reader = MultiProjectReader(lines: LineReader(source), builder: Builder(source.stem))
      return try reader.instance(source)
    }

    private init(lines: LineReader, builder: Builder) {
      self.lines = lines
      self.builder = builder
    }

    private mutating func instance(_ source: SourceText) throws(InputError) -> Instance {
      let projectCount = try numbers(1, "the number of projects", in: 1...1000)[0]
      let resourceCount = try numbers(1, "the number of resources", in: 0...1000)[0]
      if resourceCount > 0 {
        for (number, capacity) in try numbers(resourceCount, "a capacity", in: 0...Instance.limit).enumerated() {
          resources.append(builder.renewable("resource \(number + 1)", capacity: capacity))
        }
      }
      for project in 1...projectCount { try readProject(project) }
      if lines.next() != nil {
        throw lines.error(expected: "the end of the file after the last project", found: "more")
      }
      for (from, to, line) in arcs {
        let end = to.project < firstTasks.count ? firstTasks[to.project] : builder.description.tasks.count
        guard to.project >= 1, to.project <= projectCount, to.activity >= 1,
          firstTasks[to.project - 1] + to.activity <= end
        else {
          throw InputError(
            file: source.name, line: line, expected: "a successor that there is",
            found: "\(to.project):\(to.activity)")
        }
        let task = firstTasks[to.project - 1] + to.activity - 1
        builder.lag(Lag(.end(of: from), .start(of: task), minimum: 0))
      }
      do {
        return try builder.instance()
      } catch {
        throw InputError(file: source.name, line: error.place.map { taskLines[$0.number] }, error.description)
      }
    }

    private mutating func readProject(_ project: Int) throws(InputError) {
      let header = try numbers(2, "'activities release' of project \(project)", in: 0...Instance.timeLimit)
      let count = try lines.integer(
        "\(header[0])", "the number of activities", in: 1...ResourceProject.Instance.maximumActivityCount)
      let job = builder.job("project \(project)", release: header[1])
      if !resources.isEmpty { _ = try numbers(resources.count, "whether project \(project) uses it", in: 0...1) }
      firstTasks.append(builder.description.tasks.count)
      for activity in 1...count {
        let name = "\(project):\(activity)"
        guard let tokens = lines.next()?.tokens else { throw lines.missing("the line of activity \(name)") }
        let task = builder.task(name, job: job)
        taskLines.append(lines.number)
        let duration = try lines.integer(tokens[0], "the duration of activity \(name)", in: 0...Instance.timeLimit)
        var demands: [(resource: Builder.ResourceNumber, amount: Int)] = []
        for (number, resource) in resources.enumerated() {
          let amount = try lines.integer(
            tokens.dropFirst(1 + number).first, "a demand of activity \(name)", in: 0...Instance.limit)
          if amount > 0 { demands.append((resource, amount)) }
        }
        builder.mode(of: task, duration: duration, taking: demands)
        let successors = tokens.dropFirst(1 + resources.count)
        let successorCount = try lines.integer(
          successors.first, "the number of successors of activity \(name)", in: 0...Instance.countLimit)
        guard successors.count == 1 + successorCount else {
          throw lines.error(
            expected: "\(counted(successorCount, "successor")) of activity \(name)", found: "\(successors.count - 1)")
        }
        for token in successors.dropFirst() {
          let parts = token.split(separator: ":").map { Int($0) }
          guard parts.count == 2, let other = parts[0], let number = parts[1] else {
            throw lines.error(
              expected: "a successor of activity \(name) as 'project:activity'", found: TokenReader.shown(token))
          }
          arcs.append((task.number, (other, number), lines.number))
        }
      }
    }

    /// The numbers of the next line.
    private mutating func numbers(
      _ count: Int, _ what: String, in range: ClosedRange<Int>
    ) throws(InputError) -> [Int] {
      guard let tokens = lines.next()?.tokens else { throw lines.missing(what) }
      guard tokens.count == count else {
        throw lines.error(expected: "\(what), \(count) in a line", found: "\(tokens.count)")
      }
      var numbers: [Int] = []
      for token in tokens { numbers.append(try lines.integer(token, what, in: range)) }
      return numbers
    }
  }
}
