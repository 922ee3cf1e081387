import Glibc

/// A file that is written whole or not at all: under a temporary name in the same folder, then renamed.
///
/// "-" is standard output. Devices and pipes are written directly, since a rename would replace them.
struct OutputFile {
  let path: String

  var isStandardOutput: Bool { path == "-" }

  /// - Throws: `CommandFailure` with `writeError` when a file could not be written there; to be asked before a long
  ///   solve, so that nothing computed is lost.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    guard !isStandardOutput else { return }
    if path.isEmpty { throw CommandFailure(.usage, "the name of a file to write is empty") }
    var status = stat()
    if stat(target, &status) == 0 {
      if status.st_mode & S_IFMT == S_IFDIR { throw failure("is a folder") }
      if access(target, W_OK) != 0 { throw failure(String(cString: strerror(errno))) }
    }
    if Self.isReplaceable(target) {
      let (descriptor, name) = try temporaryFile()
      close(descriptor)
      unlink(name)
    }
  }

  /// - Throws: `CommandFailure` with `writeError`; the file that was there before is then still there.
  func write(_ text: String) throws(CommandFailure) {
    if isStandardOutput {
      StandardStream.output.write(text)
      if StandardStream.output.isBroken { throw failure("to standard output") }
      return
    }
    guard Self.isReplaceable(target) else {
      let descriptor = open(target, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
      defer { close(descriptor) }
      if let reason = writeAll(text, to: descriptor) { throw failure(reason) }
      return
    }
    let (descriptor, name) = try temporaryFile()
    var reason = writeAll(text, to: descriptor)
    if reason == nil, fsync(descriptor) != 0 { reason = String(cString: strerror(errno)) }
    if close(descriptor) != 0, reason == nil { reason = String(cString: strerror(errno)) }
    if reason == nil, rename(name, target) != 0 { reason = String(cString: strerror(errno)) }
    if let reason {
      unlink(name)
      throw failure(reason)
    }
  }

  /// Where a symbolic link leads, so that the link stays.
  private var target: String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func isReplaceable(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// A new file beside the target, with the permissions that any new file gets.
  private func temporaryFile() throws(CommandFailure) -> (descriptor: Int32, name: String) {
    for attempt in 0..<100 {
      let name = "\(target).\(getpid())-\(attempt).tmp"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (descriptor, name) }
      if errno != EEXIST { break }
    }
    throw failure(String(cString: strerror(errno)))
  }

  private func failure(_ reason: String) -> CommandFailure {
    CommandFailure(.writeError, "cannot write \(isStandardOutput ? "" : "\(path): ")\(reason)")
  }
}
