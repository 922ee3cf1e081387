/// Reads flexible job shops (`.fjs`): `jobs machines`, perhaps with a mean; then for each job how many operations, for
/// each of these how many choices, and for each choice a machine, from 1 on, and a duration.
enum FlexibleText {
  private typealias Choice = (machine: Int, duration: Int)

  static func read(_ text: [UInt8], name: String) throws -> Statement {
    var walk = NumberWalk(text, name)
    let jobCount = try walk.number("the number of jobs", from: 1)
    let machineCount = try walk.number("the number of machines", from: 1)
    if !walk.isAtStart { walk.skip() }
    guard walk.isAtStart else { throw walk.error("expected the end of the line after the mean") }
    var jobs: [[[Choice]]] = []
    for _ in 0..<jobCount {
      var job: [[Choice]] = []
      for _ in 0..<(try walk.number("the number of operations of a job")) {
        var choices: [Choice] = []
        for _ in 0..<(try walk.number("the number of choices of an operation", from: 1)) {
          let machine = try walk.number("a machine", from: 1, to: machineCount)
          choices.append((machine, try walk.number("a duration")))
        }
        job.append(choices)
      }
      jobs.append(job)
    }
    guard walk.word == nil else { throw walk.error("expected the end of the file") }
    return try statement(jobs, name)
  }

  /// Intervals: each operation, then its choices where it has several.
  private static func statement(_ jobs: [[[Choice]]], _ file: String) throws -> Statement {
    var operations: [(name: String, durations: [Int])] = []
    for (job, list) in jobs.enumerated() {
      for (place, choices) in list.enumerated() {
        operations.append(("\(job + 1).\(place + 1)", choices.map(\.duration)))
      }
    }
    let statement = try Statement(.flexible(operations), durations: operations.map { $0.durations.max() ?? 0 }, file)
    var machines: [(task: Int, machine: Int)] = []
    var chains: [[Int]] = []
    for job in jobs {
      var chain: [Int] = []
      for choices in job {
        let main = statement.tasks.count
        chain.append(main)
        guard choices.count > 1 else {
          machines.append((main, choices[0].machine))
          statement.addTask(choices[0].duration)
          continue
        }
        let durations = choices.map(\.duration)
        let (start, end) = (statement.addTime(), statement.addTime())
        let duration = statement.add(durations.min() ?? 0, durations.max() ?? 0)
        statement.tasks.append(Task(start: start, duration: duration, end: end, presence: nil, name: "\(main)"))
        for choice in choices {
          machines.append((statement.tasks.count, choice.machine))
          let presence = statement.add(0, 1).terms[0].variable
          statement.addTask(choice.duration, presence: Literal(variable: presence, isUpper: false, bound: 1))
        }
        let equation = Form(terms: start.terms + end.terms.map { ($0.variable, -1) } + duration.terms)
        statement.constraints.append(.linear(equation, .equal, conditions: []))
        statement.constraints.append(.alternative(main, of: Array(main + 1...main + choices.count)))
      }
      chains.append(chain)
    }
    statement.addChains(chains)
    statement.addMachines(machines)
    return statement
  }
}
