import Glibc
import Synchronization

/// Standard output or error, unbuffered, that survives its reader's leaving.
final class StandardStream: Sendable {
  static let output = StandardStream(STDOUT_FILENO)
  static let error = StandardStream(STDERR_FILENO)

  private let descriptor: Int32
  private let broken = Atomic<Bool>(false)

  private init(_ descriptor: Int32) { self.descriptor = descriptor }

  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Something could not be written; later text is dropped.
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
    guard !isBroken else { return }
    if writeAll(text, to: descriptor) != nil { broken.store(true, ordering: .relaxed) }
  }
}

/// Writes the whole text, however many calls that takes.
///
/// - Returns: nil, or why it could not be written.
func writeAll(_ text: String, to descriptor: Int32) -> String? {
  var text = text
  return text.withUTF8 { bytes in
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = Glibc.poll(&poll, 1, 1000)
      } else if errno != EINTR {
        return String(cString: strerror(errno))
      }
    }
    return nil
  }
}
