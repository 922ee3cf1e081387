import Foundation
import GRDB

/// A campaign's database: one SQLite file, which any tool of SQLite can read.
///
/// A run is written in one transaction when it has ended, so at every instant a run is there whole or not at all. The
/// write-ahead log is synced at every commit (`synchronous = FULL`; the usual `NORMAL` may lose the last commits when
/// the power fails). Times of a sync: a few milliseconds, against runs of seconds.
public final class CampaignStore: Sendable {
  public let path: String
  let database: DatabaseQueue

  public enum Access: Sendable {
    /// Fails where there is no such file.
    case reading
    /// Makes the file where there is none.
    case writing
    /// As `writing`, for a file that nobody else reads meanwhile: the log's index is then kept in memory and not in
    /// shared pages, which file systems across machines do not have.
    case alone
  }

  /// The layout of the tables; a file of a later one is refused.
  static let layout = 1

  /// - Throws: `BenchError` where the file cannot be opened, or is no campaign.
  public init(_ path: String, _ access: Access) throws(BenchError) {
    self.path = path
    if access == .reading, !FileManager.default.fileExists(atPath: path) {
      throw BenchError(.noInput, "\(path): no such campaign")
    }
    database = try Self.guarded(path) {
      var configuration = Configuration()
      configuration.busyMode = .timeout(20)
      configuration.readonly = access == .reading
      configuration.prepareDatabase { connection in
        if access == .alone { try connection.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
      }
      let database = try DatabaseQueue(path: path, configuration: configuration)
      if access != .reading {
        try database.writeWithoutTransaction { connection in
          try connection.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        try database.write { try Self.makeTables($0) }
      }
      return database
    }
    let layout = try read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    guard layout == Self.layout else {
      throw BenchError(.data, "\(path): not a campaign of this version of dovetail bench (layout \(layout))")
    }
  }

  private static func makeTables(_ connection: Database) throws {
    let found = try Int.fetchOne(connection, sql: "PRAGMA user_version") ?? 0
    let tables = try Int.fetchOne(connection, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    guard found == 0, tables == 0 else { return }
    try connection.execute(sql: schema)
    try connection.execute(sql: "PRAGMA user_version = \(layout)")
  }

  private static let schema = """
    CREATE TABLE campaign (id INTEGER PRIMARY KEY CHECK (id = 1), settings TEXT NOT NULL, submission TEXT);
    CREATE TABLE machine (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, processor TEXT NOT NULL, cores INTEGER NOT NULL,
      memory INTEGER NOT NULL, system TEXT NOT NULL, UNIQUE (name, processor, cores, memory, system));
    CREATE TABLE instance (
      id INTEGER PRIMARY KEY, path TEXT NOT NULL, name TEXT NOT NULL, family TEXT NOT NULL, hash TEXT NOT NULL,
      size INTEGER NOT NULL, UNIQUE (name, hash));
    CREATE TABLE variant (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);
    CREATE TABLE task (
      id INTEGER PRIMARY KEY, instance INTEGER NOT NULL REFERENCES instance, variant INTEGER NOT NULL REFERENCES variant,
      seed TEXT NOT NULL, UNIQUE (instance, variant, seed));
    CREATE TABLE run (
      task INTEGER PRIMARY KEY REFERENCES task, machine INTEGER REFERENCES machine, version TEXT, began REAL NOT NULL,
      status TEXT NOT NULL, objective TEXT, bound TEXT, ending TEXT, detail TEXT, solver_time REAL,
      first_solution_time REAL, best_solution_time REAL, wall REAL NOT NULL, user REAL NOT NULL, system REAL NOT NULL,
      memory INTEGER, exit_code INTEGER, signal INTEGER, killed TEXT);
    CREATE TABLE history (
      task INTEGER NOT NULL REFERENCES run, number INTEGER NOT NULL, time REAL NOT NULL, objective TEXT, bound TEXT,
      source TEXT, PRIMARY KEY (task, number)) WITHOUT ROWID;
    CREATE TABLE solution (task INTEGER PRIMARY KEY REFERENCES run, content TEXT NOT NULL);
    CREATE TABLE reference (
      instance INTEGER PRIMARY KEY REFERENCES instance, lower TEXT, upper TEXT, infeasible INTEGER NOT NULL,
      source TEXT NOT NULL);
    """

  // MARK: - Errors

  func read<Value>(_ body: (Database) throws -> Value) throws(BenchError) -> Value {
    try Self.guarded(path) { try database.read(body) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(BenchError) -> Value {
    try Self.guarded(path) { try database.write(body) }
  }

  /// For what SQLite does not do inside a transaction.
  func withoutTransaction<Value>(_ body: (Database) throws -> Value) throws(BenchError) -> Value {
    try Self.guarded(path) { try database.writeWithoutTransaction(body) }
  }

  /// Errors of the database as one line with the file's name.
  private static func guarded<Value>(_ path: String, _ body: () throws -> Value) throws(BenchError) -> Value {
    do {
      return try body()
    } catch let error as BenchError {
      throw error
    } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
      throw BenchError(.data, "\(path): not a database of a campaign")
    } catch let error as DatabaseError where [.SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY].contains(error.resultCode)
    {
      throw BenchError(.writeError, "\(path): \(error.message ?? "cannot be written")")
    } catch {
      throw BenchError(.data, "\(path): \(error)")
    }
  }
}
