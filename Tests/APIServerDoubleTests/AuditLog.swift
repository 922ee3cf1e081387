import APIServerDouble
import Synchronization

final class AuditLog: Sendable {
  private let entries = Mutex<[APIServerDouble.Audit]>([])

  var all: [APIServerDouble.Audit] { entries.withLock { $0 } }

  func append(_ entry: APIServerDouble.Audit) { entries.withLock { $0.append(entry) } }
}
