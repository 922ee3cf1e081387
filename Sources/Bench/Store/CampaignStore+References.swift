import GRDB

extension CampaignStore {
  /// Keeps the reference values of the instances that are there, so that reports need no files beside this one.
  /// - Returns: how many instances have one.
  @discardableResult
  public func keep(_ tables: ReferenceTables) throws(BenchError) -> Int {
    try write { connection in
      for (id, instance) in try Self.instances(connection) {
        guard let reference = try tables.reference(of: instance) else { continue }
        try Self.keep(reference, of: id, in: connection)
      }
      return try Int.fetchOne(connection, sql: "SELECT count(*) FROM reference") ?? 0
    }
  }

  static func keep(_ reference: Reference, of instance: Int64, in connection: Database) throws {
    try connection.execute(
      sql: "INSERT OR REPLACE INTO reference (instance, lower, upper, infeasible, source) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        instance, reference.lower?.description, reference.upper?.description, reference.isInfeasible,
        reference.source,
      ])
  }

  /// The reference values that are kept, by the path of the instance.
  public func referencesByPath() throws(BenchError) -> [String: Reference] {
    try read { connection in
      var references: [String: Reference] = [:]
      for row in try Row.fetchAll(
        connection, sql: "SELECT instance.path, reference.* FROM reference JOIN instance ON instance.id = instance")
      {
        references[row["path"]] = Self.reference(row)
      }
      return references
    }
  }

  static func reference(_ row: Row) -> Reference {
    Reference(
      lower: (row["lower"] as String?).flatMap { Score($0) }, upper: (row["upper"] as String?).flatMap { Score($0) },
      isInfeasible: row["infeasible"], source: row["source"])
  }
}
