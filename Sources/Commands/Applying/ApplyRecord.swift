import Glibc
import Pods
import Solving

/// What was done, a line of JSON each, on the disk before the next thing is done.
struct ApplyRecord {
  private let descriptor: Int32?
  private let path: String

  /// No record.
  init() {
    descriptor = nil
    path = ""
  }

  /// Lines are added to a file that is there.
  ///
  /// - Throws: `CommandFailure` with `writeError`.
  init(path: String) throws(CommandFailure) {
    self.path = path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw CommandFailure(.writeError, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
    self.descriptor = descriptor
  }

  /// - Parameter step: its number, from 1.
  func add(
    _ outcome: String, step: Int? = nil, _ content: PodPacking.Plan.Step? = nil, uid: String? = nil,
    detail: String? = nil
  ) throws(CommandFailure) {
    guard let descriptor else { return }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let line = JSON.members([
      "time": JSON(Double(now.tv_sec) + Double(now.tv_nsec) / 1e9), "outcome": .text(outcome),
      "step": step.map(JSON.integer) ?? .null, "group": content.map { .integer($0.group) } ?? .null,
      "action": JSON(content?.action.rawValue), "pod": JSON(content?.pod), "node": JSON(content?.node),
      "uid": JSON(uid), "detail": JSON(detail),
    ]).line
    if let reason = writeAll(line + "\n", to: descriptor) {
      throw CommandFailure(.writeError, "cannot write \(path): \(reason)")
    }
    _ = fsync(descriptor)
  }
}
