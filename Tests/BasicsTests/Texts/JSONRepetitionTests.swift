import Testing

@testable import Basics

@Suite struct JSONRepetitionTests {
  private func walk(_ json: inout JSONReader) throws {
    switch json.nextByte() {
    case UInt8(ascii: "{"):
      try json.beginObject()
      while try json.nextKey() != nil { try walk(&json) }
    case UInt8(ascii: "["):
      try json.beginArray()
      while try json.nextElement() { try walk(&json) }
    default: try json.skipValue()
    }
  }

  private func error(_ text: String) -> InputError? {
    do {
      var json = JSONReader(SourceText(name: "t.json", text: text))
      try walk(&json)
      return nil
    } catch { return error as? InputError }
  }

  @Test func aKeyIsThereOnceInItsObject() {
    for text in [
      "{\"a\": {\"a\": 1}, \"b\": [{\"a\": 1}, {\"a\": 2}], \"c\": {\"b\": 1}}", "[{}, {\"\": 1}]",
      "{\(((0..<100).map { "\"k\($0)\": {\"k\($0)\": 0}" }).joined(separator: ","))}",
    ] {
      #expect(error(text) == nil, "\(text)")
      #expect(throws: Never.self) { try JSONReader.checkKeys(of: SourceText(name: "t.json", text: text)) }
    }
    for text in [
      "{\"x\":\n {\"a\": 1,\n\"b\": {\"c\": [{\"a\": 1}]},\n\"\\u0061\": 2}}",
      "{\n\n\(((0..<100).map { "\"k\($0)\": 0" }).joined(separator: ",")), \n\"k77\": 1}",
      "[{\"q\": 1},\n\n{\"a\": null,\n\"a\": 1}]",
    ] {
      #expect(error(text)?.line == 4, "\(text)")
      #expect(error(text)?.message.contains("is there twice") == true)
      let again = #expect(throws: InputError.self) {
        try JSONReader.checkKeys(of: SourceText(name: "t.json", text: text))
      }
      #expect(again == error(text))
    }
  }

  @Test func whatIsSkippedIsNotLookedAt() throws {
    var json = JSONReader(SourceText(name: "t.json", text: "{\"a\": {\"b\": \"\\u0041\", \"b\": 2}}"))
    try json.beginObject()
    #expect(try json.nextKey() == "a")
    try json.skipValue()
    #expect(try json.nextKey() == nil)
  }

  @Test func misspeltKeysHearTheNearest() {
    let known = KnownKeys.members(["capacity": .integer, "buffers": .list(of: .members(["size": .integer]))])
    let error = #expect(throws: InputError.self) {
      try known.check(SourceText(name: "t.json", text: "{\"buffers\": [\n{\"szie\": 3}]}"))
    }
    #expect(error?.description == "t.json:2: expected one of the keys size, found 'szie'; did you mean 'size'?")
  }
}
