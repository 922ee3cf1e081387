import Foundation
import GRDB

/// Takes runs of other solvers into a campaign, so that they stand in the same charts.
public struct PeerImport: Sendable {
  public struct Result: Hashable, Sendable {
    /// Runs that were taken.
    public var taken = 0
    /// Runs of instances that the campaign does not have.
    public var unmatched: Set<String> = []
    /// Runs of what a solver does not support, or of another problem, or with another time limit.
    public var passedOver = 0
  }

  public let store: CampaignStore

  public init(_ store: CampaignStore) { self.store = store }

  /// - Parameters:
  ///   - text: one JSON object a line, as the field names of `PeerRecord` have it; the last one of a run stands.
  ///   - name: of the file, for errors.
  ///   - addsInstances: whether instances that the campaign does not have are added, without a file.
  ///   - anyTimeLimit: whether runs with another limit than the campaign's are taken too.
  /// - Throws: `BenchError` with file and line.
  public func take(
    _ text: String, name: String, addsInstances: Bool, anyTimeLimit: Bool = false
  ) throws(BenchError) -> Result {
    var records: [PeerRecord] = []
    let decoder = JSONDecoder()
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if line.allSatisfy(\.isWhitespace) { continue }
      do {
        records.append(try decoder.decode(PeerRecord.self, from: Data(line.utf8)))
      } catch {
        throw BenchError(
          .data, "\(name):\(number + 1): expected an object with solver, problem, instance and status")
      }
    }
    let settings: CampaignSettings
    if let present = try store.settings() {
      settings = present
    } else {
      settings = CampaignSettings(timeLimit: records.compactMap(\.timeLimit).max())
      try store.setUp(settings)
    }
    let (limit, problem) = (anyTimeLimit ? nil : settings.timeLimit, settings.problem)
    return try store.write { connection in
      var result = Result()
      var instances = try Self.instances(connection)
      for record in records {
        let isOther = problem.map { $0 != Self.problem(record.problem) } ?? false
        let hasOtherLimit = limit.map { limit in record.timeLimit.map { $0 != limit } ?? false } ?? false
        if isOther || hasOtherLimit || record.error?.contains("unsupported") == true {
          result.passedOver += 1
          continue
        }
        let key = Self.key(record.instance)
        if instances[key] == nil, addsInstances {
          let mark = record.instance.firstIndex(of: "#").map { String(record.instance[$0...]) } ?? ""
          let file = String(record.instance.dropLast(mark.count))
          let instance = InstanceFile(
            path: record.instance, name: InstanceFile.stem(file) + mark, family: record.problem, hash: "", size: 0)
          instances[key] = try CampaignStore.row(of: instance, in: connection)
        }
        guard let instance = instances[key] else {
          result.unmatched.insert(record.instance)
          continue
        }
        try Self.insert(record, instance: instance, connection)
        result.taken += 1
      }
      return result
    }
  }

  private static func insert(_ record: PeerRecord, instance: Int64, _ connection: Database) throws {
    let name = record.variantName
    let variant = try CampaignStore.row(of: Variant(name: name, definition: name), in: connection)
    try connection.execute(
      sql: "INSERT OR IGNORE INTO task (instance, variant, seed) VALUES (?, ?, '1')", arguments: [instance, variant])
    let task = try Int64.fetchOne(
      connection, sql: "SELECT id FROM task WHERE instance = ? AND variant = ? AND seed = '1'",
      arguments: [instance, variant])!
    for table in ["history", "solution", "run"] {
      try connection.execute(sql: "DELETE FROM \(table) WHERE task = ?", arguments: [task])
    }
    try CampaignStore.insert(record.record, of: task, machine: nil, in: connection)
  }

  /// By name with and without the extension, where that means one instance.
  private static func instances(_ connection: Database) throws -> [String: Int64] {
    var table: [String: Set<Int64>] = [:]
    for (id, instance) in try CampaignStore.instances(connection) {
      let file = instance.path.split(separator: "/").last.map(String.init) ?? ""
      for name in [instance.name, instance.key, file] { table[key(name), default: []].insert(id) }
    }
    return table.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  private static func key(_ name: String) -> String { name.lowercased() }

  /// Our name of a problem that others name otherwise.
  private static func problem(_ name: String) -> String { name == "vmr" ? "vm-rescheduling" : name }
}
