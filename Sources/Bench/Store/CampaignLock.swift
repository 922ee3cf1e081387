import Foundation

/// Keeps two sweeps off one campaign. The system lets go of it however the process ends.
public final class CampaignLock {
  private let file: Int32

  /// - Throws: `BenchError` when another process works on the campaign.
  public init(_ path: String) throws(BenchError) {
    file = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw BenchError(.writeError, "\(path).lock: \(String(cString: strerror(errno)))") }
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      close(file)
      throw BenchError(.unavailable, "\(path): another sweep works on this campaign")
    }
  }

  deinit { close(file) }
}
