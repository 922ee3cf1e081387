import ArgumentParser
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How the process ends, as in sysexits.
enum ServerStatus: Int32 {
  case usage = 64
  case unavailable = 69
  case internalError = 70
  case settings = 78
}

/// Ends the process with one line on standard error.
struct ServerFailure: Error {
  let status: ServerStatus
  let message: String
}

@main
enum Main {
  static func main() async {
    _ = ProcessFacts.secondsSince1970
    signal(SIGPIPE, SIG_IGN)
    if CommandLine.arguments.dropFirst().first == WorkCommand.name { WorkCommand.run() }
    do {
      var command = try ServerCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as ServerFailure {
      fail(failure.status.rawValue, failure.message)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch {
      let code = ServerCommand.exitCode(for: error)
      if code.isSuccess {
        print(ServerCommand.fullMessage(for: error))
        exit(0)
      }
      let isUsage = code == .validationFailure
      fail(
        (isUsage ? ServerStatus.usage : .internalError).rawValue,
        isUsage ? ServerCommand.message(for: error) : "\(error)")
    }
  }

  private static func fail(_ code: Int32, _ message: String) -> Never {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let bytes = Array("dovetail-server: \(line)\n".utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
    exit(code)
  }
}
