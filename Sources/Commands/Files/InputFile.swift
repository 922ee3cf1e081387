import Basics
import Glibc
import Problems
import Solving

/// Reads files and standard input whole.
enum InputFile {
  /// No instance is larger; a wrong path, such as a disk image's, must not fill the memory.
  static let sizeLimit = 1 << 30

  /// - Parameter path: "-" is standard input.
  /// - Throws: `CommandFailure` with `noInput`, naming the path and the reason.
  static func read(_ path: String) throws(CommandFailure) -> SourceText {
    let name = path == "-" ? "standard input" : path.isEmpty ? "''" : path
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure(.noInput, "\(name): \(String(cString: strerror(errno)))") }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var facts = stat()
    if fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= sizeLimit {
      // Memory for the whole file at once: to grow by doubling would cost more than to read.
      bytes = start(of: descriptor, upTo: Int(facts.st_size))
    }
    while true {
      let count = chunk(from: descriptor, into: &bytes)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw CommandFailure(.noInput, "\(name): \(String(cString: strerror(errno)))")
      }
      guard bytes.count <= sizeLimit else { throw CommandFailure(.data, "\(name): larger than 1 GiB") }
    }
    return try text(SourceText(name: name, bytes: bytes))
  }

  /// An instance: text, and not empty.
  ///
  /// - Parameter path: `FILE#k` is instance k of a file of several, unless there is a file of that very name.
  static func readInstance(_ path: String) throws(CommandFailure) -> SourceText {
    let (file, selection) = try place(of: path)
    let whole = try read(file)
    let source = SourceText(
      name: whole.name, bytes: whole.bytes, selection: selection, companions: companions(of: file))
    if source.bytes.allSatisfy({ $0 == 32 || (9...13).contains($0) }) {
      throw CommandFailure(.data, "\(source.name): the file is empty")
    }
    return source
  }

  private static func text(_ source: SourceText) throws(CommandFailure) -> SourceText {
    if let kind = ForeignFormat.binary(source.bytes) { throw CommandFailure(.data, "\(source.name): \(kind)") }
    do { try source.checkHasNoNUL() } catch { throw CommandFailure(.data, "\(error)") }
    return source
  }

  /// The files beside it that some problem's format would name, as far as they can be read.
  private static func companions(of file: String) -> [SourceText] {
    ProblemRegistry.all.flatMap { $0.companions(of: file) }.compactMap { try? read($0) }
  }

  /// The file that an instance's path means, without a selection; the path itself where it chooses nothing.
  static func file(of path: String) -> String { (try? place(of: path).file) ?? path }

  /// "sets/wt40.txt" and 3 for "sets/wt40.txt#3", unless there is a file of that very name.
  private static func place(of path: String) throws(CommandFailure) -> (file: String, selection: Int?) {
    guard access(path, F_OK) != 0, let mark = path.lastIndex(of: "#"), mark > path.startIndex else {
      return (path, nil)
    }
    let file = String(path[..<mark])
    let digits = path[path.index(after: mark)...]
    if let number = Int(digits), number >= 1, digits.first != "+" { return (file, number) }
    guard access(file, F_OK) != 0 else {
      throw CommandFailure(
        .noInput,
        "\(file): instances of a file are chosen by number, from 1 on, not by '\(path[mark...])'; "
          + "dovetail instances lists them")
    }
    return (path, nil)
  }

  /// What one call gives of a regular file: all of it, as a rule.
  private static func start(of descriptor: Int32, upTo size: Int) -> [UInt8] {
    Array(unsafeUninitializedCapacity: size + 1) { buffer, count in
      count = max(0, Glibc.read(descriptor, buffer.baseAddress, size))
    }
  }

  private static func chunk(from descriptor: Int32, into bytes: inout [UInt8]) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
      return count
    }
  }
}
