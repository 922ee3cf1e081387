import Hummingbird
import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Answers in JSON, their keys sorted so that equal answers are equal texts.
enum JSONAnswer {
  static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  static func response(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> Response {
    do {
      return response(try data(value), status: status)
    } catch {
      return Response(status: .internalServerError)
    }
  }

  static func response(_ data: Data, status: HTTPResponse.Status = .ok) -> Response {
    var buffer = ByteBuffer()
    buffer.writeBytes(data)
    return Response(
      status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: buffer))
  }
}
