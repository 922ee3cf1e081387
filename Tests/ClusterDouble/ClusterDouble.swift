import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@main
struct ClusterDouble: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cluster-double",
    abstract: "A cluster in one process: a double of an API server with simulated controllers, kubelets and scheduler.",
    subcommands: [ServeCommand.self, DayCommand.self, FreezeCommand.self])

  /// Writes a line at once, also into a pipe.
  static func say(_ line: String) {
    print(line)
    fflush(nil)
  }
}
