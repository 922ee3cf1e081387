import Commands

/// The command line for the program that holds the library of the Python package, which has no room for a second one: runs
/// once, with the signals and the streams of the process, and returns the exit code.
///
/// - Parameters:
///   - count: of the words after the program's name.
///   - words: each ends in a zero byte.
@c(dovetail_command)
public func runCommand(_ count: Int32, _ words: UnsafePointer<UnsafePointer<CChar>?>?) -> Int32 {
  Program.run((0..<Int(max(0, count))).compactMap { words?[$0].map { String(cString: $0) } })
}
