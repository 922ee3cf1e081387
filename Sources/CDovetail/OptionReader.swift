import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Options of a call: an object in JSON, of which each key has to be known.
struct OptionReader {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  private struct Body: Decodable {
    let container: KeyedDecodingContainer<Key>
    init(from decoder: any Decoder) throws { container = try decoder.container(keyedBy: Key.self) }
  }

  private let container: KeyedDecodingContainer<Key>?

  /// - Parameters:
  ///   - text: NULL for no options.
  ///   - known: the keys that there are.
  init(_ text: UnsafePointer<CChar>?, known: [String]) throws(CallFailure) {
    guard let text else {
      container = nil
      return
    }
    let bytes = Array(String(cString: text).utf8)
    guard JSONDepth.isAtMost(4, in: bytes), let body = try? JSONDecoder().decode(Body.self, from: Data(bytes)) else {
      throw CallFailure(.invalidArgument, "the options are no object in JSON")
    }
    container = body.container
    for key in body.container.allKeys where !known.contains(key.stringValue) {
      throw CallFailure(
        .invalidArgument,
        "there is no option '\(key.stringValue)'\(Spelling.hint(for: key.stringValue, among: known))")
    }
  }

  var keys: [String] { container?.allKeys.map(\.stringValue).sorted() ?? [] }

  /// The value of a key; nil where it is absent or null.
  ///
  /// - Parameter what: what the value has to be, for the message.
  func value<Value: Decodable>(_ key: String, _ what: String, as type: Value.Type = Value.self) throws(CallFailure)
    -> Value?
  {
    guard let container else { return nil }
    do {
      return try container.decodeIfPresent(Value.self, forKey: Key(key))
    } catch {
      throw CallFailure(.invalidArgument, "the option '\(key)' is \(what)")
    }
  }

  /// A number in a range; nil where it is absent or null.
  func integer(_ key: String, _ range: ClosedRange<Int>) throws(CallFailure) -> Int? {
    let what = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let number: Int = try value(key, what) else { return nil }
    guard range.contains(number) else {
      throw CallFailure(.invalidArgument, "the option '\(key)' is \(what), not \(number)")
    }
    return number
  }

  /// A number of seconds or a ratio, from 0 on.
  func number(_ key: String) throws(CallFailure) -> Double? {
    guard let number: Double = try value(key, "a number from 0 on") else { return nil }
    guard number >= 0 else { throw CallFailure(.invalidArgument, "the option '\(key)' is from 0 on, not \(number)") }
    return number
  }
}

/// Options that models and problems share.
struct CommonOptions {
  var timeLimit: Double?
  var workers: Int
  var seed: UInt64
  var gap: Double
  var conflictLimit: Int?
  /// Bytes.
  var memoryLimit: Int?
  var isDeterministic: Bool

  static let keys = ["timeLimit", "workers", "seed", "gap", "conflictLimit", "memoryLimit", "deterministic"]

  init(_ options: OptionReader) throws(CallFailure) {
    timeLimit = try options.number("timeLimit")
    workers = try options.integer("workers", 1...256) ?? 1
    seed = try options.value("seed", "a whole number from 0 on") ?? 1
    gap = try options.number("gap") ?? 0
    conflictLimit = try options.integer("conflictLimit", 0...Int.max)
    memoryLimit = try options.integer("memoryLimit", 1...Int.max)
    isDeterministic = try options.value("deterministic", "true or false") ?? false
  }
}
