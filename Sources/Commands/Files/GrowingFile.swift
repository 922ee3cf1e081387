import Glibc
import Synchronization

/// A file that is written piece by piece, under a temporary name until it is whole. Devices and pipes are written directly.
/// Safe to write to from any thread, one at a time.
final class GrowingFile: Sendable {
  let path: String
  private let temporary: String
  private let isDirect: Bool
  private let descriptor: Int32
  private let errorCode = Atomic<Int32>(0)

  /// - Throws: `CommandFailure` with `writeError` where no file can be written there.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    var facts = stat()
    isDirect = stat(path, &facts) == 0 && facts.st_mode & S_IFMT != S_IFREG
    temporary = isDirect ? path : "\(path).\(getpid()).tmp"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw CommandFailure(.writeError, "cannot write \(path): \(String(cString: strerror(errno)))")
    }
  }

  /// - Returns: whether all of it could be written; what comes later is dropped otherwise.
  func write(_ bytes: borrowing [UInt8]) -> Bool {
    if errorCode.load(ordering: .relaxed) != 0 { return false }
    guard let code = bytes.withUnsafeBytes({ writeFailure($0, to: descriptor) }) else { return true }
    errorCode.store(code, ordering: .relaxed)
    return false
  }

  /// Gives the file its name.
  ///
  /// - Throws: `CommandFailure` with `writeError` where something could not be written.
  func finish() throws(CommandFailure) {
    var code = errorCode.load(ordering: .relaxed)
    if close(descriptor) != 0, code == 0 { code = errno }
    if code == 0, !isDirect, rename(temporary, path) != 0 { code = errno }
    if code == 0 { return }
    if !isDirect { unlink(temporary) }
    throw CommandFailure(.writeError, "cannot write \(path): \(String(cString: strerror(code)))")
  }

  /// Leaves no file behind, not even one of an earlier run.
  func discard() {
    close(descriptor)
    if isDirect { return }
    unlink(temporary)
    unlink(path)
  }
}
