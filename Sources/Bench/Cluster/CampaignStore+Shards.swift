import Foundation
import GRDB

extension CampaignStore {
  /// Copies the plan, and what was found so far, into a file without a write-ahead log, which many machines may read
  /// at once on any shared file system.
  public func copyPlan(to path: String) throws(BenchError) {
    try? FileManager.default.removeItem(atPath: path)
    try withoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
  }

  /// Takes the tasks of one part of a plan that have no run there, with the plan's settings and reference values.
  public func adopt(_ part: ShardPart, of plan: CampaignStore) throws(BenchError) {
    try setUp(try plan.settings() ?? CampaignSettings())
    let tasks = try plan.pendingTasks(part: part)
    let references = try plan.referencesByPath()
    try write { connection in
      for task in tasks {
        let instance = try Self.row(of: task.instance, in: connection)
        let variant = try Self.row(of: task.variant, in: connection)
        try connection.cachedStatement(sql: "INSERT OR IGNORE INTO task (instance, variant, seed) VALUES (?, ?, ?)")
          .execute(arguments: [instance, variant, "\(task.seed)"])
        if let reference = references[task.instance.path] { try Self.keep(reference, of: instance, in: connection) }
      }
    }
  }

  public struct MergeResult: Hashable, Sendable {
    /// Runs that were new.
    public var taken = 0
    /// Runs that were there already.
    public var known = 0
    /// Runs of tasks that this campaign does not have.
    public var foreign = 0
  }

  /// Takes the runs of a shard, in one transaction; doing it again changes nothing.
  /// - Throws: `BenchError` where the file is no shard of this layout, or is still being written.
  public func merge(_ shard: String) throws(BenchError) -> MergeResult {
    guard FileManager.default.fileExists(atPath: shard) else {
      throw BenchError(.noInput, "\(shard): no such campaign")
    }
    let lock = try CampaignLock(shard)
    defer { withExtendedLifetime(lock) {} }
    // Opened for writing first: what a killed sweep has left in the log comes into the file.
    let settings = try CampaignStore(shard, .writing).settings()
    guard try settings == self.settings() else {
      throw BenchError(.data, "\(shard): its runs were made with other limits than those of \(path)")
    }
    return try withoutTransaction { connection in
      try connection.execute(sql: "ATTACH DATABASE ? AS shard", arguments: [shard])
      defer { try? connection.execute(sql: "DETACH DATABASE shard") }
      var result = MergeResult()
      try connection.inTransaction(.immediate) {
        result = try Self.mergeAttached(connection)
        return .commit
      }
      return result
    }
  }

  private static func mergeAttached(_ connection: Database) throws -> MergeResult {
    try connection.execute(
      sql: """
        CREATE TEMP TABLE matched AS
          SELECT task.id AS task, run.task AS source FROM shard.run AS run
          JOIN shard.task AS other ON other.id = run.task
          JOIN shard.instance AS there ON there.id = other.instance
          JOIN shard.variant AS kind ON kind.id = other.variant
          JOIN main.instance AS here ON here.name = there.name AND here.hash = there.hash
          JOIN main.variant AS same ON same.name = kind.name AND same.definition = kind.definition
          JOIN main.task AS task ON task.instance = here.id AND task.variant = same.id AND task.seed = other.seed;
        CREATE TEMP TABLE fresh AS
          SELECT * FROM matched WHERE NOT EXISTS (SELECT 1 FROM main.run WHERE main.run.task = matched.task);
        INSERT OR IGNORE INTO main.machine (name, processor, cores, memory, system)
          SELECT name, processor, cores, memory, system FROM shard.machine;
        INSERT INTO main.run
          SELECT fresh.task, here.id, version, began, status, objective, bound, ending, detail, solver_time,
            first_solution_time, best_solution_time, wall, user, run.system, run.memory, exit_code, signal, killed
          FROM fresh JOIN shard.run AS run ON run.task = fresh.source
          LEFT JOIN shard.machine AS there ON there.id = run.machine
          LEFT JOIN main.machine AS here ON (here.name, here.processor, here.cores, here.memory, here.system) =
            (there.name, there.processor, there.cores, there.memory, there.system);
        INSERT INTO main.history
          SELECT fresh.task, number, time, objective, bound, source.source
          FROM fresh JOIN shard.history AS source ON source.task = fresh.source;
        INSERT INTO main.solution
          SELECT fresh.task, content FROM fresh JOIN shard.solution AS source ON source.task = fresh.source;
        """)
    let count = { (sql: String) in try Int.fetchOne(connection, sql: sql) ?? 0 }
    var result = MergeResult()
    result.taken = try count("SELECT count(*) FROM fresh")
    result.known = try count("SELECT count(*) FROM matched") - result.taken
    result.foreign = try count("SELECT count(*) FROM shard.run") - result.known - result.taken
    try connection.execute(sql: "DROP TABLE temp.fresh; DROP TABLE temp.matched")
    return result
  }
}
