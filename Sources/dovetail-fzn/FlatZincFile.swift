import Basics
import Glibc

/// Reads a file or standard input whole.
enum FlatZincFile {
  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  static func read(_ path: String) throws -> SourceText {
    let name = path == "-" ? "standard input" : path
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Unreadable(description: "\(name): \(String(cString: strerror(errno)))") }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var facts = stat()
    if fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG { bytes.reserveCapacity(Int(facts.st_size)) }
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw Unreadable(description: "\(name): \(String(cString: strerror(errno)))")
      }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= largest else { throw InputError(file: name, "larger than 2 GiB") }
    }
    return SourceText(name: name, bytes: bytes)
  }

  /// A wrong path, such as a disk image's, must not fill the memory.
  private static let largest = 1 << 31
}
