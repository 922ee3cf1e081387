import Hummingbird
import NIOCore
import Race

/// Takes bodies in, within bounds of size, of time and of what all of them together may hold.
struct BodyReader: Sendable {
  private let limit: Int
  private let seconds: Double
  private let held: Condition<Int>
  private let heldLimit: Int

  init(_ settings: ServerSettings) {
    limit = settings.bodyLimit
    seconds = settings.bodyTime
    heldLimit = settings.bodiesLimit
    held = Condition(0)
  }

  /// Bytes of all bodies that are held now.
  var bytesHeld: Int { held.update { $0 } }

  /// A body and its share of what may be held, which ends with it.
  final class Body: Sendable {
    let bytes: [UInt8]
    private let share: Share

    fileprivate init(_ bytes: [UInt8], _ share: Share) {
      self.bytes = bytes
      self.share = share
    }
  }

  /// Room taken from what all bodies may hold; given back when it is released.
  fileprivate final class Share: Sendable {
    private let held: Condition<Int>
    private let limit: Int
    private let size = Condition(0)

    init(_ held: Condition<Int>, limit: Int) {
      self.held = held
      self.limit = limit
    }

    func grow(to newSize: Int) throws(Fault) {
      let growth = newSize - size.update { $0 }
      guard growth > 0 else { return }
      let fits = held.update { held in
        guard held + growth <= limit else { return false }
        held += growth
        return true
      }
      guard fits else {
        throw Fault(.tooManyRequests, "bodies_held", "too many large bodies at one time; come again in a moment")
          .retrying(after: 1)
      }
      size.update { $0 = newSize }
    }

    deinit {
      let size = size.update { $0 }
      held.update { $0 -= size }
    }
  }

  /// - Throws: `Fault`: 413 for a body that is too large, 408 for one that is too slow, 429 where too much is held, 400
  ///   for one that breaks off.
  func read(_ body: RequestBody, of request: Request) async throws -> Body {
    let announced = try announcedLength(of: request)
    let share = Share(held, limit: heldLimit)
    try share.grow(to: announced)
    let bytes = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try await collect(body, announced, share) }
      group.addTask {
        try await Task.sleep(for: .seconds(seconds))
        return nil
      }
      defer { group.cancelAll() }
      guard let bytes = try await group.next() ?? nil else {
        throw Fault(.requestTimeout, "body_time", "the body did not arrive within \(seconds) s")
      }
      return bytes
    }
    return Body(bytes, share)
  }

  private func announcedLength(of request: Request) throws(Fault) -> Int {
    guard let text = request.headers[.contentLength] else { return 0 }
    guard let length = Int(text), length >= 0 else {
      throw Fault(.badRequest, "content_length", "the content length is '\(text)', which is no number of bytes")
    }
    guard length <= limit else { throw tooLarge }
    return length
  }

  private var tooLarge: Fault {
    Fault(.contentTooLarge, "body_size", "a body has at most \(limit) bytes here")
  }

  private func collect(_ body: RequestBody, _ announced: Int, _ share: Share) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    // What is announced is taken on trust only where it is small.
    bytes.reserveCapacity(min(announced, 1 << 20))
    do {
      for try await buffer in body {
        guard bytes.count + buffer.readableBytes <= limit else { throw tooLarge }
        try share.grow(to: bytes.count + buffer.readableBytes)
        bytes.append(contentsOf: buffer.readableBytesView)
      }
    } catch let fault as Fault {
      throw fault
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw Fault(.badRequest, "body_broken", "the body breaks off")
    }
    guard bytes.count >= announced else { throw Fault(.badRequest, "body_broken", "the body breaks off") }
    return bytes
  }
}
