import Glibc
import Solving

/// Which files a command reads and writes, so that nothing it writes replaces what it reads, or something else it writes.
///
/// Files are told apart by device and inode, so links and other spellings of a path are seen through. To be asked before
/// anything is written.
struct FilePlaces {
  private struct Place: Hashable {
    let device: UInt
    let inode: UInt
    /// Of a file that is not there yet, in the folder that device and inode mean.
    var name = ""
  }

  private var inputs: [Place: String] = [:]
  private var outputs: [Place: String] = [:]

  /// - Parameters:
  ///   - path: "-" is standard input; `FILE#k` is FILE.
  ///   - name: such as "the instance".
  mutating func read(_ path: String?, _ name: String) {
    guard let path else { return }
    var facts = stat()
    let isThere = path == "-" ? fstat(STDIN_FILENO, &facts) == 0 : stat(InputFile.file(of: path), &facts) == 0
    if isThere, Self.isRegular(facts) { inputs[Self.place(facts)] = name }
  }

  /// An instance, with the files that are read beside it.
  mutating func read(_ path: String, _ name: String, of choice: ProblemChoice) {
    read(path, name)
    for problem in choice.problems { for beside in problem.companions(of: path) { read(beside, name) } }
  }

  /// - Parameter option: that names the output, such as "--output".
  /// - Throws: `CommandFailure` with `usage` where the path is a file that is read or written already.
  mutating func write(_ path: String?, _ option: String) throws(CommandFailure) {
    guard let path, path != "-", let place = Self.place(of: path) else { return }
    if let input = inputs[place] { throw CommandFailure(.usage, "\(option) \(path) would overwrite \(input)") }
    if let other = outputs[place] {
      throw CommandFailure(.usage, "\(other) and \(option) cannot go to the same place")
    }
    outputs[place] = option
  }

  /// nil for what is no regular file, such as a terminal, and where there is no such folder.
  private static func place(of path: String) -> Place? {
    var facts = stat()
    if stat(path, &facts) == 0 { return isRegular(facts) ? place(facts) : nil }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard stat(folder, &facts) == 0 else { return nil }
    var place = place(facts)
    place.name = String(slash.map { path[path.index(after: $0)...] } ?? path[...])
    return place
  }

  private static func place(_ facts: stat) -> Place {
    Place(device: UInt(facts.st_dev), inode: UInt(facts.st_ino))
  }

  private static func isRegular(_ facts: stat) -> Bool { facts.st_mode & S_IFMT == S_IFREG }
}
