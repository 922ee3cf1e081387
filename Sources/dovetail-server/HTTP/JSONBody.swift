#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Decodes JSON of a call, with errors that name the member that is wrong.
enum JSONBody {
  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws(Fault) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw Fault(.badRequest, "json", explain(error))
    } catch {
      throw Fault(.badRequest, "json", "the body is not JSON")
    }
  }

  private static func explain(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): "'\(path(context.codingPath + [key]))' is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? "the body is not an object" : "'\(path(context.codingPath))' has another type than expected"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty
        ? "the body is not JSON" : "'\(path(context.codingPath))': \(context.debugDescription)"
    @unknown default: "the body is not what is expected here"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
