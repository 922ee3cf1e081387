import Foundation
import GRDB

extension CampaignStore {
  /// What all runs share; nil for a campaign that has nothing planned.
  public func settings() throws(BenchError) -> CampaignSettings? {
    try read { connection in
      guard let text = try String.fetchOne(connection, sql: "SELECT settings FROM campaign") else { return nil }
      return try JSONDecoder().decode(CampaignSettings.self, from: Data(text.utf8))
    }
  }

  /// Adds what the plan has and the campaign has not; what is there stays.
  /// - Throws: `BenchError` where settings, or a variant of the same name, differ.
  public func extend(_ plan: CampaignPlan) throws(BenchError) {
    try setUp(plan.settings)
    try write { connection in
      let instances = try plan.instances.map { try Self.row(of: $0, in: connection) }
      for variant in plan.variants {
        let row = try Self.row(of: variant, in: connection)
        for instance in instances {
          for seed in variant.seed.map({ [$0] }) ?? plan.seeds {
            try connection.cachedStatement(
              sql: "INSERT OR IGNORE INTO task (instance, variant, seed) VALUES (?, ?, ?)"
            ).execute(arguments: [instance, row, "\(seed)"])
          }
        }
      }
    }
  }

  /// Gives a new campaign its settings, or compares them.
  func setUp(_ settings: CampaignSettings) throws(BenchError) {
    if let present = try self.settings() {
      guard present == settings else {
        throw BenchError(
          .usage, "\(path) has \(present.text); it cannot go on with \(settings.text), use another file")
      }
      return
    }
    try write { connection in
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let text = String(decoding: try encoder.encode(settings), as: UTF8.self)
      try connection.execute(sql: "INSERT INTO campaign (id, settings) VALUES (1, ?)", arguments: [text])
    }
  }

  static func row(of instance: InstanceFile, in connection: Database) throws -> Int64 {
    try connection.cachedStatement(
      sql: "INSERT OR IGNORE INTO instance (path, name, family, hash, size) VALUES (?, ?, ?, ?, ?)"
    ).execute(arguments: [instance.path, instance.key, instance.family, instance.hash, instance.size])
    return try Int64.fetchOne(
      connection.cachedStatement(sql: "SELECT id FROM instance WHERE name = ? AND hash = ?"),
      arguments: [instance.key, instance.hash])!
  }

  static func row(of variant: Variant, in connection: Database) throws -> Int64 {
    try connection.cachedStatement(sql: "INSERT OR IGNORE INTO variant (name, definition) VALUES (?, ?)")
      .execute(arguments: [variant.name, variant.definition])
    let row = try Row.fetchOne(
      connection, sql: "SELECT id, definition FROM variant WHERE name = ?", arguments: [variant.name])!
    guard row["definition"] == variant.definition else {
      throw BenchError(
        .usage,
        "the campaign has a variant '\(variant.name)' which is \(row["definition"] as String), "
          + "not \(variant.definition)")
    }
    return row["id"]
  }

  /// The tasks without a run, in the order of planning.
  /// - Parameter part: task numbers with this remainder; nil for all.
  public func pendingTasks(part: ShardPart? = nil) throws(BenchError) -> [CampaignTask] {
    try tasks(where: "NOT EXISTS (SELECT 1 FROM run WHERE run.task = task.id)", part: part)
  }

  /// All tasks, in the order of planning.
  public func tasks(part: ShardPart? = nil) throws(BenchError) -> [CampaignTask] {
    try tasks(where: "1", part: part)
  }

  private func tasks(where condition: String, part: ShardPart?) throws(BenchError) -> [CampaignTask] {
    let (rows, instances) = try read { connection in
      let rows = try Row.fetchAll(
        connection,
        sql: """
          SELECT task.id, task.seed, task.instance, variant.name AS variant, variant.definition
          FROM task JOIN variant ON variant.id = task.variant WHERE \(condition) ORDER BY task.id
          """)
      return (rows, Dictionary(uniqueKeysWithValues: try Self.instances(connection).map { ($0.id, $0.instance) }))
    }
    var tasks: [CampaignTask] = []
    for row in rows where part?.contains(row["id"]) ?? true {
      guard let instance = instances[row["instance"]] else { continue }
      tasks.append(
        CampaignTask(
          id: row["id"], instance: instance,
          variant: try Variant(name: row["variant"], definition: row["definition"]),
          seed: UInt64(row["seed"] as String) ?? 0))
    }
    return tasks
  }
}
