import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How the process ends, as in sysexits.
enum ControllerStatus: Int32 {
  case usage = 64
  case unavailable = 69
  case internalError = 70
  case settings = 78
}

/// Ends the process with one line on standard error.
struct ControllerFailure: Error {
  let status: ControllerStatus
  let message: String
}

@main
enum Main {
  static func main() async {
    signal(SIGPIPE, SIG_IGN)
    do {
      try await ControllerCommand.parse().run()
    } catch let failure as ControllerFailure {
      fail(failure.status, failure.message)
    } catch {
      let code = ControllerCommand.exitCode(for: error)
      if code.isSuccess {
        print(ControllerCommand.fullMessage(for: error))
        exit(0)
      }
      let isUsage = code == .validationFailure
      fail(isUsage ? .usage : .internalError, isUsage ? ControllerCommand.message(for: error) : "\(error)")
    }
  }

  private static func fail(_ status: ControllerStatus, _ message: String) -> Never {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let bytes = Array("dovetail-controller: \(line)\n".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
    exit(status.rawValue)
  }
}
