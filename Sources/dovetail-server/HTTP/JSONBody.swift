import Basics

/// Reads the JSON of a call, with errors that name the member that is wrong.
enum JSONBody {
  static func decode<Value: JSONReadable>(_ type: Value.Type, from bytes: [UInt8]) throws(Fault) -> Value {
    var json = JSONReader(SourceText(name: "the body", bytes: bytes), place: .path)
    do {
      let value = try Value(from: &json)
      try json.expectEnd()
      return value
    } catch {
      throw Fault(.badRequest, "json", error.message)
    }
  }
}
