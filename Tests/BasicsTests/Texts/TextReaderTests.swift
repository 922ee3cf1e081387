import Testing

@testable import Basics

@Suite struct TextReaderTests {
  @Test(arguments: [
    ("7", 0...9, nil), ("x", 0...9, "f:3: expected a size (an integer), found 'x'"),
    ("10", 0...9, "f:3: expected a size from 0 to 9, found '10'"),
    ("-1", 0...Int.max, "f:3: expected a size from 0 on, found '-1'"),
    ("5", 4...4, "f:3: expected a size, found '5'"),
    ("9223372036854775808", 0...9, "f:3: expected a size (an integer), found '9223372036854775808'"),
  ])
  func aNumberIsOfItsRange(token: String, range: ClosedRange<Int>, failure: String?) {
    do throws(InputError) {
      let value = try LinePlace(file: "f", line: 3).integer(token, "a size", in: range)
      #expect(failure == nil && "\(value)" == token)
    } catch {
      #expect(error.description == failure)
    }
  }

  @Test func linesWithSomethingOnThemHaveTheirNumbers() {
    var reader = LineReader(SourceText(name: "f", text: "\n  a b \r\n# c\n\nd"))
    let first = reader.next()
    #expect(first?.tokens == ["a", "b"] && reader.number == 2)
    #expect(reader.next()?.text == "d" && reader.number == 5)
    #expect(reader.next() == nil && reader.missing("e").description == "f:5: expected e, found the end of the file")
  }

  @Test func tokensKnowTheirLines() throws {
    var reader = TokenReader(SourceText(name: "f", text: "1 # 2\n 3"))
    #expect(try reader.integer("a", in: 0...9) == 1 && reader.peek() == "3")
    #expect(try reader.integer("b", in: 0...9) == 3 && reader.line == 2)
    let error = #expect(throws: InputError.self) { try reader.integer("c", in: 0...9) }
    #expect(try #require(error).description == "f:2: expected c, found the end of the file")
  }
}
