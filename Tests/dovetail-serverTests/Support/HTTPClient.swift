import Glibc
import Race

/// A client that writes exactly the bytes that a test wants, each request on a connection of its own.
struct HTTPClient: Sendable {
  struct Answer: Sendable {
    var status = 0
    var head = ""
    var body = ""
  }

  let port: Int

  func get(_ path: String, headers: [String] = []) async -> Answer { await send("GET", path, headers: headers) }

  func post(_ path: String, _ body: String, headers: [String] = []) async -> Answer {
    await send("POST", path, headers: headers, body: Array(body.utf8))
  }

  func send(_ method: String, _ path: String, headers: [String] = [], body: [UInt8]? = nil) async -> Answer {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Connection: close"] + headers
    if let body { lines.append("Content-Length: \(body.count)") }
    return await exchange(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? []))
  }

  /// Writes the bytes and reads until the server closes; status 0 where it answers nothing.
  func exchange(_ bytes: [UInt8], patience: Int = 30) async -> Answer {
    await onThread { Self.answer(of: Self.exchange(bytes, port, patience)) }
  }

  /// Opens a connection, and writes a byte each `interval` seconds until the server closes it or `limit` is over.
  ///
  /// - Returns: the seconds until it was closed; nil where it was not.
  func drip(_ text: String, each interval: Double, limit: Double) async -> Double? {
    await onThread { Self.drip(Array(text.utf8), port, interval, limit) }
  }

  private static func answer(of bytes: [UInt8]) -> Answer {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n\r\n", most: 1)
    var answer = Answer(head: lines.first ?? "", body: lines.count > 1 ? lines[1] : "")
    answer.status = Int(text.dropFirst(9).prefix(3)) ?? 0
    return answer
  }

  private static func open(_ port: Int, _ patience: Int) -> Int32? {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var time = timeval(tv_sec: patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    if isConnected { return descriptor }
    close(descriptor)
    return nil
  }

  private static func exchange(_ bytes: [UInt8], _ port: Int, _ patience: Int) -> [UInt8] {
    guard let descriptor = open(port, patience) else { return [] }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { break }
      rest = rest.dropFirst(count)
    }
    return readAll(descriptor)
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { return result }
      result += buffer[..<count]
    }
  }

  private static func drip(_ bytes: [UInt8], _ port: Int, _ interval: Double, _ limit: Double) -> Double? {
    guard let descriptor = open(port, 1) else { return nil }
    defer { close(descriptor) }
    let start = ContinuousClock.now
    var position = 0
    while ContinuousClock.now - start < .seconds(limit) {
      let byte = bytes[min(position, bytes.count - 1)]
      position += 1
      if Glibc.send(descriptor, [byte], 1, Int32(MSG_NOSIGNAL)) != 1 { return seconds(since: start) }
      usleep(UInt32(interval * 1e6))
      var probe: UInt8 = 0
      let count = recv(descriptor, &probe, 1, Int32(MSG_DONTWAIT) | Int32(MSG_PEEK))
      if count == 0 || count < 0 && errno == ECONNRESET { return seconds(since: start) }
      // An answer came; what follows it is the end.
      if count > 0 {
        _ = readAll(descriptor)
        return seconds(since: start)
      }
    }
    return nil
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    let time = ContinuousClock.now - start
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }
}

/// Work that blocks, away from the threads that the server itself needs.
func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    let isStarted = PlainThread.start(stackSize: 1 << 20) { continuation.resume(returning: work()) }
    precondition(isStarted)
  }
}

extension String {
  /// Split at the separator, `most` times at most.
  fileprivate func components(separatedBy separator: String, most: Int) -> [String] {
    guard most > 0, let range = firstRange(of: separator) else { return [self] }
    return [String(self[..<range.lowerBound]), String(self[range.upperBound...])]
  }
}
