import Testing

@testable import Basics

/// The reader against hand-written texts; what it takes apart is put together again as a text of one form.
@Suite struct JSONReaderTests {
  func reader(_ text: String) -> JSONReader { JSONReader(SourceText(name: "net", text: text)) }

  func message(_ text: String, _ read: (inout JSONReader) throws(InputError) -> Void) -> String {
    var json = reader(text)
    do {
      try read(&json)
      try json.expectEnd()
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func membersComeInTheOrderOfTheText() throws {
    var json = reader("{ \"b\" : [1, [2 ], []],\n\"a\":{\"x\":{}, \"y\":true}, \"none\": null, \"c\": false }\n")
    var found: [String] = []
    try json.beginObject("a thing")
    while let key = try json.nextKey() {
      found.append(key)
      switch key {
      case "b":
        try json.beginArray("a list")
        #expect(try json.nextElement())
        #expect(try json.integer("a number") == 1)
        #expect(try json.nextElement())
        try json.beginArray("a list")
        #expect(try json.nextElement())
        #expect(try json.integer("a number") == 2)
        #expect(try !json.nextElement())
        #expect(try json.nextElement())
        try json.skipValue()
        #expect(try !json.nextElement())
        #expect(json.line == 1)
      case "a":
        try json.beginObject("a thing")
        #expect(json.line == 2)
        #expect(try json.nextKey() == "x")
        try json.beginObject("a thing")
        #expect(try json.nextKey() == nil)
        #expect(try json.nextKey() == "y")
        #expect(try json.boolean("a flag"))
        #expect(try json.nextKey() == nil)
      default: #expect(try !json.boolean("a flag"))
      }
    }
    try json.expectEnd()
    // A member that is null counts as left out.
    #expect(found == ["b", "a", "c"])
  }

  @Test(arguments: [
    ("0", 0), ("-0", 0), ("-17", -17), ("9223372036854775807", .max), ("-9223372036854775808", .min), ("1e3", 1000),
    ("25.0", 25), ("1.5E1", 15),
  ])
  func anIntegerIsRead(text: String, value: Int) throws {
    var json = reader(" \(text) ")
    #expect(try json.integer("a size") == value)
    try json.expectEnd()
  }

  @Test(arguments: [("0.25", 0.25), ("-2", -2), ("1e-300", 1e-300), ("12E+2", 1200)])
  func aNumberIsRead(text: String, value: Double) throws {
    var json = reader(text)
    #expect(try json.double("a cost") == value)
  }

  @Test(arguments: [
    ("\"\"", ""), ("\"a é 漢\"", "a é 漢"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""a\u0041\u00e9""#, "aAé"),
    (#""\ud83d\ude00!""#, "😀!"),
  ])
  func aTextIsRead(text: String, value: String) throws {
    var json = reader(text)
    #expect(try json.text("a name") == value)
    try json.expectEnd()
  }

  @Test(arguments: [
    ("\n\n 1.5", "net:3: expected a size, an integer, found '1.5'"),
    ("9223372036854775808", "expected a size, an integer of 64 bits, found '9223372036854775808'"),
    ("1e400", "an integer, found '1e400'"), ("1e30", "an integer, found '1e30'"), ("012", "a number, found '012'"),
    ("-", "a number, found '-'"), ("1.", "a number, found '1.'"), ("1e", "a number"), ("+1", "a number"),
    ("\"1\"", "net:1: expected a size, a number, found '\"1\"'"), ("", "found the end of the text"),
    ("1 2", "expected the end of the text, found '2'"), ("null", "a number, found 'null'"),
  ])
  func whatIsNoIntegerIsOneClearError(text: String, says: String) {
    let message = message(text) { (json) throws(InputError) in _ = try json.integer("a size") }
    #expect(message.contains(says), "\(message)")
  }

  @Test(arguments: [
    ("\"a", "the closing quote of a name"), ("\"a\nb\"", "the closing quote of a name"),
    (#""\x""#, "an escape of JSON"), (#""\u12"#, "four hexadecimal digits"), (#""\u+123""#, "four hexadecimal digits"),
    (#""\ud83d""#, "a pair of surrogates"), (#""\ude00""#, "a pair of surrogates"),
    ("name", "a name in quotes, found 'name'"),
  ])
  func whatIsNoTextIsOneClearError(text: String, says: String) {
    let message = message(text) { (json) throws(InputError) in _ = try json.text("a name") }
    #expect(message.contains(says), "\(message)")
  }

  @Test func bytesThatAreNoUTF8AreRefused() {
    for text in [[34, 0xFF, 34], [34, 92, 110, 0xC3, 34]] as [[UInt8]] {
      var json = JSONReader(SourceText(name: "net", bytes: text))
      #expect(throws: InputError.self) { try json.text("a name") }
    }
  }

  @Test(arguments: [
    ("[1, 2", "',' or ']'"), ("[1 2]", "',' or ']', found '2'"), ("[1,]", "a value, a number, found ']'"),
    ("{\"a\" 1}", "':' after the key 'a'"), ("{\"a\": 1 \"b\": 2}", "',' or '}'"), ("{a: 1}", "a key in quotes"),
    ("{\"a\": nul}", "a value, a number, found 'nul'"), ("{\"a\": 1]", "',' or '}', found ']'"),
    ("tru", "true or false"),
    (String(repeating: "[", count: 100_000), "nested at most 200 deep"),
    (String(repeating: "{\"a\":", count: 100_000), "nested at most 200 deep"),
  ])
  func whatIsNoValueIsOneClearError(text: String, says: String) {
    let message = message(text) { (json) throws(InputError) in try json.skipValue() }
    #expect(message.contains(says), "\(message)")
  }

  @Test func everyPrefixOfATextIsRefusedWithoutACrash() throws {
    let text = #"{"a": [1, -2.5e3, {"b\u00e9": "c\n", "d": true}], "e": false, "f": "g"}"#
    #expect(message(text) { (json) throws(InputError) in try json.skipValue() } == "no error")
    for length in 0..<text.utf8.count {
      var json = JSONReader(SourceText(name: "net", bytes: Array(text.utf8.prefix(length))))
      #expect(throws: InputError.self) { try json.skipValue() }
    }
  }

  /// The fast way over skipped values against the careful one: the same texts, cut off and changed at every byte.
  @Test func whatIsSkippedIsCheckedAsWhatIsRead() {
    let text = #"{"a": [1, -2.5e3, {"b\u00e9": "c\n        d", "t": true}], "e": false, "f": [null, {}, []]}"#
    for position in text.utf8.indices {
      for byte in "\"\\{}[],:0.e-n \n".utf8 {
        var bytes = Array(text.utf8)
        bytes[text.utf8.distance(from: text.startIndex, to: position)] = byte
        let source = SourceText(name: "net", bytes: bytes)
        let isSkipped = (try? skip(source)) != nil
        let isRead: Bool
        do {
          try read(source)
          isRead = true
        } catch {
          // Nobody asks what is skipped for its keys.
          if error.message.hasSuffix("is there twice") { continue }
          isRead = false
        }
        #expect(isSkipped == isRead, "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  private func skip(_ source: SourceText) throws {
    var json = JSONReader(source)
    try json.skipValue()
    try json.expectEnd()
  }

  private func read(_ source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    try walk(&json)
    try json.expectEnd()
  }

  private func walk(_ json: inout JSONReader) throws(InputError) {
    switch json.nextByte() {
    case UInt8(ascii: "{"):
      try json.beginObject()
      while try json.nextKeyOrNull() != nil { try walk(&json) }
    case UInt8(ascii: "["):
      try json.beginArray()
      while try json.nextElement() { try walk(&json) }
    case UInt8(ascii: "\""): _ = try json.text()
    case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try json.boolean()
    default: if !json.takeNull() { _ = try json.double() }
    }
  }

  @Test func longBlanksAndTextsEndWhereTheyEnd() throws {
    for length in 0..<40 {
      let blanks = String(repeating: " ", count: length)
      let word = String(repeating: "x", count: length)
      var json = reader("\(blanks)\n\t\(blanks){\(blanks)\"\(word)\"\(blanks):\(blanks)\"\(word)é\"\(blanks)}\(blanks)")
      try json.beginObject()
      #expect(try json.nextKey() == word)
      #expect(try json.text() == word + "é")
      #expect(try json.nextKey() == nil)
      try json.expectEnd()
      #expect(json.line == 2)
    }
  }

  @Test func aPathLeadsToEachMistake() {
    let text = #"{"a": 1, "b": [0, {"c": "x"}]}{"d": [[true]]}"#
    for (word, path) in [("1", "a"), ("0", "b.0"), ("\"x\"", "b.1.c"), ("true", "d.0.0"), ("{\"c", "b.1")] {
      let position = text.utf8.distance(from: text.startIndex, to: text.firstRange(of: word)!.lowerBound)
      #expect(JSONPath.keys(to: position, in: SourceText(name: "net", text: text)).joined(separator: ".") == path)
    }
  }
}
