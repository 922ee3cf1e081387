/// A value that reads itself from JSON.
package protocol JSONReadable {
  init(from json: inout JSONReader) throws(InputError)
}

extension JSONReader {
  package mutating func read<Value: JSONReadable>(_ value: inout Value?) throws(InputError) {
    value = try Value(from: &self)
  }

  package mutating func read<Value: JSONReadable>(_ values: inout [Value]?) throws(InputError) {
    var list: [Value] = []
    try beginArray()
    while try nextElement() { list.append(try Value(from: &self)) }
    values = list
  }

  /// An object whose keys are names that users make.
  package mutating func read<Value: JSONReadable>(_ values: inout [String: Value]?) throws(InputError) {
    var map: [String: Value] = [:]
    try beginObject()
    while let key = try nextKeyOrNull() { map[key] = try Value(from: &self) }
    values = map
  }
}

extension String: JSONReadable {
  package init(from json: inout JSONReader) throws(InputError) { self = try json.text() }
}

extension Int: JSONReadable {
  package init(from json: inout JSONReader) throws(InputError) { self = try json.integer() }
}

extension Bool: JSONReadable {
  package init(from json: inout JSONReader) throws(InputError) { self = try json.boolean() }
}
