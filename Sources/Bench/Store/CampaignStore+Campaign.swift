import Foundation
import GRDB

extension CampaignStore {
  /// Everything but the solutions.
  /// - Parameter includesHistory: without it histories are empty, which is all that a check needs.
  public func campaign(includesHistory: Bool = true) throws(BenchError) -> Campaign {
    let settings = try self.settings() ?? CampaignSettings()
    let name = InstanceFile.stem(path)
    return try read { connection in
      var instances: [InstanceFile] = []
      var variants: [Variant] = []
      var instanceAt: [Int64: Int] = [:]
      var variantAt: [Int64: Int] = [:]
      for (id, instance) in try Self.instances(connection) {
        instanceAt[id] = instances.count
        instances.append(instance)
      }
      for row in try Row.fetchAll(connection, sql: "SELECT * FROM variant ORDER BY id") {
        variantAt[row["id"]] = variants.count
        variants.append(try Variant(name: row["name"], definition: row["definition"]))
      }
      var references: [Int: Reference] = [:]
      for row in try Row.fetchAll(connection, sql: "SELECT * FROM reference") {
        guard let instance = instanceAt[row["instance"]] else { continue }
        references[instance] = Self.reference(row)
      }
      let machines = try Row.fetchAll(connection, sql: "SELECT * FROM machine ORDER BY id").map { row in
        Machine(
          name: row["name"], processor: row["processor"], cores: row["cores"], memory: row["memory"],
          system: row["system"])
      }
      let histories = includesHistory ? try Self.histories(connection) : [:]
      var runs: [Campaign.Run] = []
      let cursor = try Row.fetchCursor(
        connection,
        sql: """
          SELECT task.instance, task.variant, task.seed, machine.name AS machine_name, run.* FROM run
          JOIN task ON task.id = run.task LEFT JOIN machine ON machine.id = run.machine ORDER BY run.task
          """)
      while let row = try cursor.next() {
        guard let instance = instanceAt[row["instance"]], let variant = variantAt[row["variant"]] else { continue }
        let task: Int64 = row["task"]
        var record = Self.record(row)
        record.history = histories[task] ?? []
        runs.append(
          Campaign.Run(
            task: task, instance: instance, variant: variant, seed: UInt64(row["seed"] as String) ?? 0,
            record: record, machine: row["machine_name"]))
      }
      let tasks = try Int.fetchOne(connection, sql: "SELECT count(*) FROM task") ?? 0
      return Campaign(
        name: name, settings: settings, instances: instances, variants: variants, runs: runs, references: references,
        machines: machines, pending: tasks - runs.count)
    }
  }

  /// All instances in the order of their rows, under names that tell them apart.
  static func instances(_ connection: Database) throws -> [(id: Int64, instance: InstanceFile)] {
    let rows = try Row.fetchAll(connection, sql: "SELECT * FROM instance ORDER BY id")
    let instances = rows.map { row in
      InstanceFile(path: row["path"], name: row["name"], family: row["family"], hash: row["hash"], size: row["size"])
    }
    return zip(rows, InstanceNames.distinct(instances)).map { ($0["id"], $1) }
  }

  static func record(_ row: Row) -> RunRecord {
    let measurement = Measurement(
      wall: row["wall"], user: row["user"], system: row["system"], memory: row["memory"], exit: row["exit_code"],
      signal: row["signal"], killed: (row["killed"] as String?).flatMap(Measurement.Kill.init))
    var record = RunRecord(
      status: RunStatus(rawValue: row["status"]) ?? .error, measurement: measurement, began: row["began"])
    record.objective = (row["objective"] as String?).flatMap(Score.init)
    record.bound = (row["bound"] as String?).flatMap(Score.init)
    record.ending = row["ending"]
    record.detail = row["detail"]
    record.solverTime = row["solver_time"]
    record.firstSolutionTime = row["first_solution_time"]
    record.bestSolutionTime = row["best_solution_time"]
    record.version = row["version"]
    return record
  }

  /// By columns in their order, since this is the one table with hundreds of thousands of rows.
  static func histories(_ connection: Database, of task: Int64? = nil) throws -> [Int64: [HistoryPoint]] {
    var histories: [Int64: [HistoryPoint]] = [:]
    let condition = task.map { "WHERE task = \($0)" } ?? ""
    let cursor = try Row.fetchCursor(
      connection, sql: "SELECT task, time, objective, bound, source FROM history \(condition) ORDER BY task, number")
    var current: Int64 = -1
    var points: [HistoryPoint] = []
    while let row = try cursor.next() {
      let task: Int64 = row[0]
      if task != current {
        if !points.isEmpty { histories[current] = points }
        current = task
        points = []
      }
      points.append(
        HistoryPoint(
          time: row[1], objective: (row[2] as String?).flatMap(Score.init),
          bound: (row[3] as String?).flatMap(Score.init), source: row[4]))
    }
    if !points.isEmpty { histories[current] = points }
    return histories
  }
}
