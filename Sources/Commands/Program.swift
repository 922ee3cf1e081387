import Glibc

/// The command line as a program runs it, once.
public enum Program {
  /// Does what the words after the program's name say.
  /// - Returns: the exit code.
  public static func run(_ arguments: [String]) -> Int32 {
    ProcessClock.start()
    StandardStream.reserveDescriptors()
    // A closed pipe is an error value of write(2), and not the end of a solve that has an output file to write.
    signal(SIGPIPE, SIG_IGN)
    return Dovetail.execute(arguments)
  }
}
