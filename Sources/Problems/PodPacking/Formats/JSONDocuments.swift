#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Reads one or several JSON objects from one text, as `kubectl` writes them when its answers are put together.
enum JSONDocuments {
  /// The stretches of the outermost objects; the last one also takes what does not close.
  static func split(_ bytes: [UInt8]) -> [Range<Int>] { bytes.withUnsafeBufferPointer(split) }

  private static func split(_ bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var depth = 0
    var start: Int?
    var isText = false
    var isEscaped = false
    for position in 0..<bytes.count {
      let byte = bytes[position]
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case 9...13, 32: continue
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      if start == nil { start = position }
      if depth <= 0, !isText, let begin = start {
        ranges.append(begin..<position + 1)
        start = nil
        depth = 0
      }
    }
    if let start { ranges.append(start..<bytes.count) }
    return ranges
  }

  /// - Parameter pruning: what else need not be decoded is left out first.
  /// - Throws: `InputError` with the line where there is one, and the key that is wrong.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from source: SourceText, in range: Range<Int>, pruning: JSONPruning? = nil
  ) throws(InputError) -> Value {
    if let pruned = pruning?.pruned(source.bytes[range]),
      let value = try? JSONDecoder().decode(type, from: Data(pruned))
    {
      return value
    }
    // Whatever is wrong is said of the text as it stands.
    do {
      return try JSONDecoder().decode(type, from: Data(source.bytes[range]))
    } catch let error as DecodingError {
      throw inputError(error, source, range)
    } catch {
      throw InputError(file: source.name, "not JSON: \(error)")
    }
  }

  private static func inputError(_ error: DecodingError, _ source: SourceText, _ range: Range<Int>) -> InputError {
    switch error {
    case .keyNotFound(let key, let context):
      return InputError(file: source.name, "'\(path(context.codingPath + [key]))' is missing")
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return InputError(file: source.name, "'\(path(context.codingPath))' has another type than expected")
    case .dataCorrupted(let context):
      if !context.codingPath.isEmpty {
        return InputError(file: source.name, "'\(path(context.codingPath))': \(context.debugDescription)")
      }
      let before = source.bytes[..<range.lowerBound].count { $0 == UInt8(ascii: "\n") }
      guard let mistake = JSONSyntax.firstMistake(in: source.bytes[range], fromLine: before + 1) else {
        return InputError(file: source.name, "not JSON: \(context.debugDescription)")
      }
      return InputError(
        file: source.name, line: mistake.line, expected: mistake.expected, found: mistake.found)
    @unknown default:
      return InputError(file: source.name, "not a cluster")
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
