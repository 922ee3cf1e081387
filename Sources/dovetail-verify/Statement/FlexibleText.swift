/// Reads flexible job shops (`.fjs`): `jobs machines`, perhaps with a mean; then for each job how many operations, for
/// each of these how many choices, and for each choice a machine, from 1 on, and a duration.
enum FlexibleText {
  static func read(_ text: [UInt8], name: String) throws -> Statement {
    var walk = NumberWalk(text, name)
    let jobCount = try walk.number("the number of jobs", from: 1)
    let machineCount = try walk.number("the number of machines", from: 1)
    if !walk.isAtStart { walk.skip() }
    guard walk.isAtStart else { throw walk.error("expected the end of the line after the mean") }
    let jobs = try walk.list(jobCount) { walk in
      try walk.list(try walk.number("the number of operations of a job")) { walk in
        try walk.list(try walk.number("the number of choices of an operation", from: 1)) { walk in
          let machine = try walk.number("a machine", from: 1, to: machineCount)
          return Statement.Choice(machine, try walk.number("a duration"))
        }
      }
    }
    guard walk.word == nil else { throw walk.error("expected the end of the file") }
    let operations = jobs.enumerated().flatMap { job, list in
      list.enumerated().map { (name: "\(job + 1).\($0 + 1)", durations: $1.map(\.duration)) }
    }
    return try Statement(.flexible(operations), jobs, name)
  }
}
