/// What the server may use and whom it answers. `checked()` refuses what would be unsafe.
struct ServerSettings: Sendable, Equatable {
  var host = "127.0.0.1"
  var port = 8080

  /// PEM files; TLS is on when there is a certificate.
  var certificateFile: String?
  var keyFile: String?
  /// PEM file of the authorities whose client certificates are accepted.
  var clientAuthorityFile: String?
  /// A file of bearer tokens, one a line.
  var tokenFile: String?

  /// Bytes of one body: 30,000 pods as kubectl prints them.
  var bodyLimit = 256 << 20
  /// Bytes of all bodies that are held at one time.
  var bodiesLimit = 512 << 20
  /// Levels of brackets in a JSON body.
  var depthLimit = 64
  var connectionLimit = 4096
  /// Seconds in which a request's head must arrive, and in which an idle connection is closed.
  var headTime = 15.0
  /// Seconds in which a body must have arrived whole.
  var bodyTime = 60.0

  /// Plans and solves under way at one time, of each kind.
  var concurrency = 1
  /// Threads of one solve at most.
  var workerLimit = 2
  /// Requests of each kind that wait.
  var queueLimit = 32
  /// Seconds that they wait at most.
  var queueTime = 30.0
  /// Seconds of a solve at most, and where a request does not say.
  var solveTimeLimit = 60.0
  var defaultSolveTime = 10.0
  var defaultPlanTime = 1.0
  /// Seconds beyond its time that a solve gets to parse, to stop and to write.
  var grace = 10.0
  /// Bytes of resident memory of the server and its workers at which solves end.
  var memoryLimit = 4 << 30

  /// The program that does plans and solves: this one.
  var workerProgram = "/proc/self/exe"

  /// Seconds that a plan steers the extender's verbs.
  var planLifetime = 300.0
  /// Whether somebody evicts the pods that plans move, so that pods may wait for that.
  var arePlansCarriedOut = false
  /// After so many seconds, or plans, without progress the scheduler gets back what a plan withholds from it.
  var stallTime = 60.0
  var stallPlans = 3
  /// Seconds that running solves get after SIGTERM before they are interrupted.
  var shutdownTime = 5.0

  var usesTLS: Bool { certificateFile != nil }
  var authenticates: Bool { tokenFile != nil || clientAuthorityFile != nil }

  /// Whether nobody but this machine can connect.
  var isLoopback: Bool {
    if host == "localhost" || host == "::1" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return parts.count == 4 && parts[0] == 127 && !parts.contains(nil)
  }

  struct Refusal: Error, Equatable, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }

  /// - Throws: `Refusal` where other machines could connect without encryption or without saying who they are.
  func checked() throws(Refusal) -> ServerSettings {
    if (certificateFile == nil) != (keyFile == nil) {
      throw Refusal("--tls-certificate and --tls-key go together")
    }
    if clientAuthorityFile != nil, !usesTLS {
      throw Refusal("--client-ca needs TLS: --tls-certificate and --tls-key")
    }
    guard isLoopback else {
      if !usesTLS {
        throw Refusal(
          "to listen on \(host), which other machines can reach, give --tls-certificate and --tls-key; without TLS "
            + "the server listens on 127.0.0.1 or ::1 only")
      }
      if !authenticates {
        throw Refusal(
          "to listen on \(host), which other machines can reach, give --token-file or --client-ca; clients must say "
            + "who they are")
      }
      return self
    }
    return self
  }
}
