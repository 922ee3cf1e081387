import Foundation
import Synchronization

/// Ends the process at Ctrl-C or SIGTERM with a word; there is nothing to save, since every finished run is kept
/// already, and runs under way die with the process.
enum Interruption {
  nonisolated(unsafe) private static var text: (UnsafePointer<CChar>, Int) = (UnsafePointer(strdup("")), 0)

  static func tell(_ message: String) {
    text = (UnsafePointer(strdup(message)), message.utf8.count)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        _ = write(STDERR_FILENO, Interruption.text.0, Interruption.text.1)
        _exit(128 + number)
      }
    }
  }
}

/// A number that threads count up.
final class Tally: Sendable {
  private let value = Atomic(0)
  var count: Int { value.load(ordering: .relaxed) }
  func increment() { value.add(1, ordering: .relaxed) }
}
