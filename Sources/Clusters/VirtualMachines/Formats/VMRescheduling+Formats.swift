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
    guard source.firstByte == UInt8(ascii: "{") else { return CSVTables.looksLikeOne(source) }
    // Keys anywhere: JSON has no order, and a list of VMs may come before everything else.
    return source.contains("\"cluster_list\"") || source.contains("\"pms\"") && source.contains("\"vms\"")
  }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    guard source.firstByte == UInt8(ascii: "{") else { return try CSVTables.parse(source) }
    if source.contains("\"cluster_list\"") { return try NativeFile.parse(source) }
    return try SimpleFile.parse(source)
  }

  /// Decodes JSON with errors that name the file, the line and the key.
  static func decode<Content: Decodable>(_ type: Content.Type, _ source: SourceText) throws(InputError) -> Content {
    try JSONReader.checkKeys(of: source)
    do {
      return try JSONDecoder().decode(type, from: Data(source.bytes))
    } catch let error as DecodingError {
      throw InputError(file: source.name, line: line(of: error, in: source), explain(error))
    } catch {
      throw InputError(file: source.name, "not JSON: \(error)")
    }
  }

  private static func line(of error: DecodingError, in source: SourceText) -> Int? {
    switch error {
    case .keyNotFound(_, let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      let keys = context.codingPath.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
      return keys.isEmpty ? nil : JSONPath.line(of: keys, in: source)
    @unknown default: return nil
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
