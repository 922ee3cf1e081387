import Glibc
import Synchronization

/// Standard output or error, unbuffered, that survives its reader's leaving.
final class StandardStream: Sendable {
  static let output = StandardStream(STDOUT_FILENO)
  static let error = StandardStream(STDERR_FILENO)

  private let descriptor: Int32
  private let broken = Atomic<Bool>(false)
  private let closed = Atomic<Bool>(false)

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Columns of the terminal; nil where it is none, or does not say.
  var width: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Something could not be written; later text is dropped. A reader that has left, such as `head`, has what it wanted,
  /// and is no fault.
  var isBroken: Bool { broken.load(ordering: .relaxed) }

  /// Where standard input, output or error is closed, takes its descriptor, on which reading and writing then fail: no
  /// file that is opened later gets it, and with it what is meant for the stream.
  static func reserveDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  func line(_ text: String) { write(text + "\n") }

  func write(_ text: String) {
    guard !isBroken, !closed.load(ordering: .relaxed) else { return }
    switch writeFailure(text, to: descriptor) {
    case nil: break
    case EPIPE: closed.store(true, ordering: .relaxed)
    default: broken.store(true, ordering: .relaxed)
    }
  }
}

/// Writes the whole text, however many calls that takes.
///
/// - Returns: nil, or why it could not be written.
func writeAll(_ text: String, to descriptor: Int32) -> String? {
  writeFailure(text, to: descriptor).map { String(cString: strerror($0)) }
}

/// - Returns: the number of the error that writing ended with; nil where all is written.
private func writeFailure(_ text: String, to descriptor: Int32) -> Int32? {
  var text = text
  return text.withUTF8 { writeFailure(UnsafeRawBufferPointer($0), to: descriptor) }
}

/// The same of bytes.
func writeFailure(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
  var written = 0
  while written < bytes.count {
    let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
    if count >= 0 {
      written += count
    } else if errno == EAGAIN {
      var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = Glibc.poll(&poll, 1, 1000)
    } else if errno != EINTR {
      return errno
    }
  }
  return nil
}
