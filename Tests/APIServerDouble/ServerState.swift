import Basics

/// All that the server knows.
struct ServerState: Sendable {
  /// Who waits for changes of a kind.
  struct Listener: Sendable {
    let path: String
    let wake: AsyncStream<Void>.Continuation
  }

  /// A list at the version of its first page, for the pages that follow.
  struct Pages: Sendable {
    let token: String
    let items: [StoredObject]
  }

  var version = 100
  /// By the path of the kind.
  var tables: [String: ObjectTable] = [:]
  /// The lists that pages are of, the oldest first.
  var pages: [Pages] = []
  /// Statuses of the next answers, by path.
  var failures: [String: [Int]] = [:]
  var faults = APIFaults()
  var goneForm = APIServerDouble.GoneForm.status
  /// Watches that began before the last cut end as a broken connection does.
  var cuts = 0
  var isSlow = false
  var watches = 0
  var calls: [APIServerDouble.Call] = []
  var recordsCalls = true
  var listeners: [Int: Listener] = [:]
  var lastListener = 0
  var random = RandomSource(seed: 1)
  var auditor: (@Sendable (APIServerDouble.Audit) -> Void)?
  /// Seconds after which pods that are being deleted are gone, where nobody else sees to it.
  var podsEndAfter: Double?
  var evictionRetryAfter: Int? = 10

  /// Lists whose pages are kept.
  private static let pagesKept = 64

  /// A new version of an object, which watches tell.
  @discardableResult
  mutating func commit(_ path: String, _ key: String, _ value: JSONTree) -> StoredObject {
    version += 1
    let object = StoredObject(key: key, version: version, value)
    tables[path, default: ObjectTable()].put(object)
    wake(path)
    return object
  }

  @discardableResult
  mutating func remove(_ path: String, _ key: String) -> StoredObject? {
    guard let object = tables[path]?.objects[key] else { return nil }
    version += 1
    let last = StoredObject(key: key, version: version, object.value)
    tables[path]?.remove(last)
    wake(path)
    return last
  }

  func wake(_ path: String) {
    for listener in listeners.values where listener.path == path { listener.wake.yield() }
  }

  func wakeAll() {
    for listener in listeners.values { listener.wake.yield() }
  }

  /// - Returns: who listens, to be removed from `listeners` in the end.
  mutating func listen(_ path: String) -> (id: Int, wakes: AsyncStream<Void>) {
    let (wakes, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    lastListener += 1
    listeners[lastListener] = Listener(path: path, wake: wake)
    return (lastListener, wakes)
  }

  mutating func keep(_ new: Pages) {
    pages.removeAll { $0.token == new.token }
    pages.append(new)
    if pages.count > Self.pagesKept { pages.removeFirst() }
  }

  /// In the form of a version 4 UUID, from the seed.
  mutating func newUID() -> String {
    var bytes = (0..<16).map { _ in UInt8(random.below(256)) }
    bytes[6] = bytes[6] & 0x0F | 0x40
    bytes[8] = bytes[8] & 0x3F | 0x80
    var text = ""
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text += "-" }
      text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
  }

  /// The end of a generated name, in letters that make no words.
  mutating func newSuffix() -> String {
    let letters = Array("bcdfghjklmnpqrstvwxz2456789")
    return String((0..<5).map { _ in letters[random.below(letters.count)] })
  }
}
