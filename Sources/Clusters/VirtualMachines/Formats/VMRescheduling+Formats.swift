import Basics
import Solving

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension VMRescheduling {
  public static func companions(of path: String) -> [String] { CSVTables.partner(ofFile: path).map { [$0] } ?? [] }

  public static let formats = [
    "JSON: pms with total cpu and mem per NUMA node, vms with their place, mnl, x, antiAffinity",
    "VMR2L JSON: cluster_list with host_info and vm_instance, as published",
    "CSV pair: NAME-pms.csv and NAME-vms.csv, or both tables one after the other",
  ]

  public static func recognises(_ source: SourceText) -> Bool {
    let head = source.bytes.prefix(1 << 16)
    switch head.first(where: { !isBlank($0) }) {
    case UInt8(ascii: "{"):
      // Keys anywhere: JSON has no order, and a list of VMs may come before everything else.
      return contains("\"cluster_list\"", source.bytes[...])
        || contains("\"pms\"", source.bytes[...]) && contains("\"vms\"", source.bytes[...])
    default: return CSVTables.looksLikeOne(source)
    }
  }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    guard source.bytes.first(where: { !isBlank($0) }) == UInt8(ascii: "{") else {
      return try CSVTables.parse(source)
    }
    if contains("\"cluster_list\"", source.bytes[...]) { return try NativeFile.parse(source) }
    return try SimpleFile.parse(source)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == 0xEF || byte == 0xBB || byte == 0xBF
  }

  private static func contains(_ text: String, _ bytes: ArraySlice<UInt8>) -> Bool {
    let wanted = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      wanted.withUnsafeBufferPointer { pattern in
        guard buffer.count >= pattern.count, let first = pattern.first else { return false }
        for start in 0...(buffer.count - pattern.count) where buffer[start] == first {
          var length = 1
          while length < pattern.count, buffer[start + length] == pattern[length] { length += 1 }
          if length == pattern.count { return true }
        }
        return false
      }
    }
  }

  /// Decodes JSON with errors that name the file and the key.
  static func decode<Content: Decodable>(_ type: Content.Type, _ source: SourceText) throws(InputError) -> Content {
    do {
      return try JSONDecoder().decode(type, from: Data(source.bytes))
    } catch let error as DecodingError {
      throw InputError(file: source.name, explain(error))
    } catch {
      throw InputError(file: source.name, "not JSON: \(error)")
    }
  }

  private static func explain(_ error: DecodingError) -> String {
    func path(_ keys: [any CodingKey]) -> String {
      keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
    }
    return switch error {
    case .keyNotFound(let key, let context): "expected '\(path(context.codingPath + [key]))', found no such key"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      "expected \(type) as '\(path(context.codingPath))', found something else"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "expected JSON: \(context.underlyingError.map { "\($0)" } ?? context.debugDescription)"
        : "'\(path(context.codingPath))': \(context.debugDescription)"
    @unknown default: "not JSON of a known shape"
    }
  }

  /// Builds the instance, with the file's name on what is wrong.
  static func instance(
    of source: SourceText, _ build: () throws(InvalidInstance) -> Instance
  ) throws(InputError) -> Instance {
    do {
      return try build()
    } catch {
      throw InputError(file: source.name, error.description)
    }
  }
}
