import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Asks a server on this machine for its health; for containers, whose probes do not reach a loopback address.
struct Probe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Asks the server on this machine for its health: exit code 0 where it is well, 1 where it is not.")

  @Option(help: "The port on 127.0.0.1.") var port = 8080
  @Flag(help: "Ask whether it takes new work, not only whether it is alive.") var ready = false

  func run() throws {
    guard (1...65535).contains(port) else { throw ValidationError("--port is from 1 to 65535") }
    let answer = Self.get(ready ? "/readyz" : "/healthz", port: UInt16(port))
    if !answer.hasPrefix("HTTP/1.1 200") { throw ExitCode(1) }
  }

  /// The beginning of the answer; empty where there is none within a second.
  static func get(_ path: String, port: UInt16) -> String {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 1, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
    guard isConnected, write(descriptor, request, request.count) == request.count else { return "" }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : ""
  }
}
