import Foundation
import GRDB

extension CampaignStore {
  /// Keeps a finished run, in one transaction that is on the disk when this returns.
  /// - Returns: false where the task had a run already, which then stays as it is.
  @discardableResult
  public func record(_ run: RunRecord, of task: Int64, on machine: Machine?) throws(BenchError) -> Bool {
    try write { connection in
      guard try !Self.hasRun(task, in: connection) else { return false }
      try Self.insert(run, of: task, machine: machine.map { try Self.row(of: $0, in: connection) }, in: connection)
      return true
    }
  }

  static func hasRun(_ task: Int64, in connection: Database) throws -> Bool {
    try Bool.fetchOne(
      connection.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM run WHERE task = ?)"), arguments: [task]) ?? false
  }

  static func row(of machine: Machine, in connection: Database) throws -> Int64 {
    let values: StatementArguments = [
      machine.name, machine.processor, machine.cores, machine.memory, machine.system,
    ]
    try connection.cachedStatement(
      sql: "INSERT OR IGNORE INTO machine (name, processor, cores, memory, system) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: values)
    return try Int64.fetchOne(
      connection.cachedStatement(
        sql: "SELECT id FROM machine WHERE (name, processor, cores, memory, system) = (?, ?, ?, ?, ?)"),
      arguments: values)!
  }

  static func insert(_ run: RunRecord, of task: Int64, machine: Int64?, in connection: Database) throws {
    let measured = run.measurement
    try connection.cachedStatement(
      sql: """
        INSERT INTO run (task, machine, version, began, status, objective, bound, ending, detail, solver_time,
          first_solution_time, best_solution_time, wall, user, system, memory, exit_code, signal, killed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      task, machine, run.version, run.began, run.status.rawValue, run.objective?.description, run.bound?.description,
      run.ending, run.detail, run.solverTime, run.firstSolutionTime, run.bestSolutionTime, measured.wall,
      measured.user, measured.system, measured.memory, measured.exit, measured.signal, measured.killed?.rawValue,
    ])
    let point = try connection.cachedStatement(
      sql: "INSERT INTO history (task, number, time, objective, bound, source) VALUES (?, ?, ?, ?, ?, ?)")
    for (number, entry) in run.history.enumerated() {
      try point.execute(arguments: [
        task, number, entry.time, entry.objective?.description, entry.bound?.description, entry.source,
      ])
    }
    if let solution = run.solution {
      try connection.cachedStatement(sql: "INSERT INTO solution (task, content) VALUES (?, ?)")
        .execute(arguments: [task, solution])
    }
  }

  /// The solution file of a task's run, where it was kept.
  public func solution(of task: Int64) throws(BenchError) -> String? {
    try read { try String.fetchOne($0, sql: "SELECT content FROM solution WHERE task = ?", arguments: [task]) }
  }

  /// How many tasks there are, and how many have a run of each status.
  public func progress() throws(BenchError) -> (tasks: Int, byStatus: [RunStatus: Int]) {
    try read { connection in
      let tasks = try Int.fetchOne(connection, sql: "SELECT count(*) FROM task") ?? 0
      var counts: [RunStatus: Int] = [:]
      for row in try Row.fetchAll(connection, sql: "SELECT status, count(*) AS runs FROM run GROUP BY status") {
        counts[RunStatus(rawValue: row["status"]) ?? .error] = row["runs"]
      }
      return (tasks, counts)
    }
  }
}
