import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension MemoryMapping {
  /// A buffer set as JSON:
  ///
  ///     {"capacity": 12, "buffers": [
  ///       {"id": "weights", "lower": 0, "upper": 9, "size": 4, "alignment": 2},
  ///       {"id": 2, "lower": 3, "upper": 8, "size": 6, "gaps": [[4, 5]], "hint": 4, "offset": 6}]}
  ///
  /// `capacity`, `alignment`, `gaps` (pairs lower, upper), `hint` and `offset` (fixed) may be left out; other keys are mistakes.
  struct BufferDocument: Decodable {
    struct Entry: Decodable {
      let id: Identifier
      let lower, upper, size: Int
      let alignment, offset, hint: Int?
      let gaps: [[Int]]?
    }

    /// A text or a number.
    struct Identifier: Decodable {
      let text: String

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try (try? container.decode(Int.self)).map(String.init) ?? container.decode(String.self)
      }
    }

    let name: String?
    let capacity: Int?
    let buffers: [Entry]

    static func recognises(_ source: SourceText) -> Bool {
      guard source.firstByte == UInt8(ascii: "{") else { return false }
      return source.contains("\"buffers\"")
    }

    private static let keys = KnownKeys.members([
      "name": .anything, "capacity": .integer,
      "buffers": .list(
        of: .members([
          "id": .anything, "lower": .integer, "upper": .integer, "size": .integer, "alignment": .integer,
          "gaps": .list(of: .list(of: .integer)), "hint": .integer, "offset": .integer,
        ])),
    ])

    static func read(_ source: SourceText, name: String) throws(InputError) -> BufferSet {
      try keys.check(source)
      let document: BufferDocument
      do {
        document = try JSONDecoder().decode(BufferDocument.self, from: Data(source.bytes))
      } catch let error as DecodingError {
        throw InputError(file: source.name, explain(error))
      } catch {
        throw InputError(file: source.name, "not a JSON document: \(error)")
      }
      if let capacity = document.capacity, capacity < 0 {
        throw InputError(file: source.name, "expected a capacity from 0 on, found \(capacity)")
      }
      var buffers: [MemoryBuffer] = []
      for entry in document.buffers {
        var gaps: [MemoryBuffer.Gap] = []
        for pair in entry.gaps ?? [] {
          guard pair.count == 2 else {
            throw InputError(
              file: source.name, "buffer '\(entry.id.text)': expected gaps as pairs of times, found \(pair.count) times"
            )
          }
          gaps.append(MemoryBuffer.Gap(lower: pair[0], upper: pair[1]))
        }
        buffers.append(
          MemoryBuffer(
            id: entry.id.text, lower: entry.lower, upper: entry.upper, size: entry.size,
            alignment: entry.alignment ?? 1, gaps: gaps.sorted { $0.lower < $1.lower }, fixedOffset: entry.offset,
            hint: entry.hint.flatMap { $0 < 0 ? nil : $0 }))
      }
      do {
        return try BufferSet(name: document.name ?? name, buffers: buffers, capacity: document.capacity)
      } catch {
        throw InputError(file: source.name, "buffer '\(buffers[error.index].id)': \(error.description)")
      }
    }

    private static func explain(_ error: DecodingError) -> String {
      func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
      }
      return switch error {
      case .keyNotFound(let key, let context): "expected the key '\(path(context.codingPath + [key]))', found none"
      case .typeMismatch(_, let context), .valueNotFound(_, let context):
        "'\(path(context.codingPath))': \(context.debugDescription)"
      case .dataCorrupted(let context):
        context.codingPath.isEmpty ? "not JSON" : "'\(path(context.codingPath))': \(context.debugDescription)"
      @unknown default: "not a JSON document of buffers"
      }
    }
  }
}
