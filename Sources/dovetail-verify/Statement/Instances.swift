/// Reads F from an instance of any problem that the verifier knows.
///
/// - Parameters:
///   - solved: what the solution names, where the text alone does not tell the problem.
///   - b: proofs show that nothing is below it; nil for F as it is, by which solutions are checked.
func readStatement(
  instance text: [UInt8], name: String, problem: String?, solved: String? = nil, limit b: Int?
) throws -> Statement {
  let statement: Statement
  switch try problem ?? recognised(text, name, solved) {
  case "model": statement = try ModelText.read(text, name: name)
  case "jobshop": statement = try ShopText.read(text, name: name)
  case "rcpsp": statement = try ProjectText.read(text, name: name)
  case "schedule": statement = try FlexibleText.read(text, name: name)
  case let other: throw Unreadable(file: name, message: "the problem '\(other)' is not supported by the verifier")
  }
  try statement.limit(below: b, file: name)
  return statement
}

/// The problem that a text is of; one of numbers only may be of several.
private func recognised(_ text: [UInt8], _ name: String, _ solved: String?) throws -> String {
  var scanner = Scanner(file: name, bytes: text)
  if scanner.goToLine(), scanner.take("dovetail-model") { return "model" }
  if ProjectText.isLibrary(text) || name.lowercased().hasSuffix(".rcp") { return "rcpsp" }
  if [".fjs", ".fjsp"].contains(where: name.lowercased().hasSuffix) { return "schedule" }
  let (shop, project) = ((try? ShopText.read(text, name: name)), (try? ProjectText.read(text, name: name)))
  if shop != nil, project != nil {
    if let solved, ["jobshop", "rcpsp"].contains(solved) { return solved }
    throw Unreadable(file: name, message: "may be jobshop or rcpsp: --problem NAME says")
  }
  return project == nil ? "jobshop" : "rcpsp"
}

extension Statement {
  /// Sums of a few times then are far from what forms may have.
  private static let timeLimit = 1 << 57

  /// Of a schedule whose tasks, the longest way, take `durations`: the makespan, minimised, is its first variable.
  convenience init(_ layout: Layout, durations: [Int], _ file: String) throws {
    self.init()
    self.layout = layout
    for duration in durations {
      guard (0...(Self.timeLimit - horizon)).contains(duration)
      else { throw Unreadable(file: file, message: "expected durations of at least 0 that add up to 2^57 at most") }
      horizon += duration
    }
    objective = addTime()
  }

  func add(_ low: Int, _ high: Int) -> Form {
    names.append("")
    lower.append(low)
    upper.append(high)
    return .variable(names.count - 1)
  }

  /// From 0 to the horizon.
  func addTime() -> Form {
    times.append(names.count)
    return add(0, horizon)
  }

  /// One that starts at a variable of its own; where the next ones follow it, all in the order of the intervals.
  func addTask(_ duration: Int, presence: Literal? = nil) {
    let start = addTime()
    let end = Form(terms: start.terms, constant: duration)
    tasks.append(Task(start: start, duration: .number(duration), end: end, presence: presence, name: "\(tasks.count)"))
  }

  /// That the makespan is no less than a task's end.
  func addEnd(of task: Int) {
    if let form = tasks[task].end.adding(.variable(0), times: -1) {
      constraints.append(.linear(form, .atMost, conditions: []))
    }
  }

  typealias Choice = (machine: Int, duration: Int)

  /// Of a shop: the choices of each operation of each job. Intervals: each operation, then its choices where it has
  /// several; then precedences along each job, each job's end, and a noOverlap for each machine with several tasks.
  convenience init(_ layout: Layout, _ jobs: [[[Choice]]], _ file: String) throws {
    try self.init(layout, durations: jobs.joined().map { $0.map(\.duration).max() ?? 0 }, file)
    var machines: [Int: [Int]] = [:]
    func add(_ choice: Choice, _ presence: Literal? = nil) {
      if choice.duration > 0 { machines[choice.machine, default: []].append(tasks.count) }
      addTask(choice.duration, presence: presence)
    }
    var chains: [[Int]] = []
    for job in jobs {
      var chain: [Int] = []
      for choices in job {
        let main = tasks.count
        chain.append(main)
        guard choices.count > 1 else {
          add(choices[0])
          continue
        }
        let durations = choices.map(\.duration)
        let (start, end) = (addTime(), addTime())
        let duration = self.add(durations.min() ?? 0, durations.max() ?? 0)
        tasks.append(Task(start: start, duration: duration, end: end, presence: nil, name: "\(main)"))
        for choice in choices {
          add(choice, Literal(variable: self.add(0, 1).terms[0].variable, isUpper: false, bound: 1))
        }
        let equation = Form(terms: start.terms + end.terms.map { ($0.variable, -1) } + duration.terms)
        constraints.append(.linear(equation, .equal, conditions: []))
        constraints.append(.alternative(main, of: Array(main + 1...main + choices.count)))
      }
      chains.append(chain)
    }
    for chain in chains {
      for (before, after) in zip(chain, chain.dropFirst()) {
        constraints.append(.precedence(before: before, after: after, delay: 0, conditions: []))
      }
      if let last = chain.last { addEnd(of: last) }
    }
    for (_, members) in machines.sorted(by: { $0.key < $1.key }) where members.count > 1 {
      constraints.append(.noOverlap(members))
    }
  }

  /// What is better than b ends before it, so in schedules no time is later; of models nothing changes here.
  func limit(below b: Int?, file: String) throws {
    guard let b, !times.isEmpty else { return }
    guard b.magnitude <= Self.timeLimit else { throw Unreadable(file: file, message: "expected a bound within 2^57") }
    for variable in times { upper[variable] = b - 1 }
  }
}
