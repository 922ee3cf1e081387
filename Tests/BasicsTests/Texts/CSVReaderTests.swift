import Testing

@testable import Basics

@Suite struct CSVReaderTests {
  private func lines(_ text: String, _ rules: CSVReader.Rules) throws(InputError) -> [(line: Int, cells: [String])] {
    var reader = CSVReader(SourceText(name: "t.csv", text: text), rules)
    var lines: [(line: Int, cells: [String])] = []
    while try reader.next() { lines.append((reader.line, reader.texts)) }
    return lines
  }

  private func failure(_ text: String) -> String? {
    do throws(InputError) {
      _ = try lines(text, .emptyLines)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [
    ("a,b", ["a", "b"]),
    (" a\t, b c \r\n", ["a", "b c"]),
    ("a,,", ["a", "", ""]),
    (",", ["", ""]),
    (#""a,b","say ""no""","""#, ["a,b", #"say "no""#, ""]),
    (#" "a" ,x"y"#, ["a", #"x"y"#]),
    ("\u{FEFF}a,ü", ["a", "ü"]),
  ])
  func cellsAreWhatStandsBetweenCommas(line: String, cells: [String]) throws {
    #expect(try lines(line, .endsAtEmptyLine).map(\.cells) == [cells])
  }

  @Test func emptyLinesEndATableOrDoNotCount() throws {
    let text = "a,b\n\n# x,y\nc,d\n  #1,2\n\t\n\"#e\",f"
    #expect(try lines(text, .endsAtEmptyLine).map(\.line) == [1])
    #expect(try lines(text, .emptyLines).map(\.line) == [1, 3, 4, 5, 7])
    let kept = try lines(text, .emptyLinesAndComments)
    #expect(kept.map(\.line) == [1, 4, 7] && kept.map(\.cells) == [["a", "b"], ["c", "d"], ["#e", "f"]])
    #expect(try lines("", .emptyLines).isEmpty && lines("\n# a", .emptyLinesAndComments).isEmpty)
  }

  @Test func quotesThatDoNotCloseAreNamedWithTheirLine() {
    #expect(failure("a\n\"b,c\nd\"") == "t.csv:2: a quote is not closed on its line")
    #expect(failure("\"a\"b,c") == "t.csv:1: a quoted cell is followed by something else than a comma")
  }

  @Test(arguments: [
    ("0", 0), ("-7", -7), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ("9223372036854775808", nil), ("-", nil), ("", nil), ("1.5", nil), ("+1", nil), ("1e3", nil),
  ])
  func integersAreDigitsThatFit(cell: String, value: Int?) throws {
    var reader = CSVReader(SourceText(name: "t.csv", text: "x,\(cell)"), .emptyLines)
    _ = try reader.next()
    #expect(reader.integer(reader.cells[1]) == value)
  }

  @Test func aLineIsShownAsItStands() throws {
    var reader = CSVReader(SourceText(name: "t.csv", text: "\n  a , \"b\" \r\nc"), .emptyLines)
    _ = try reader.next()
    #expect(reader.shown == "'a , \"b\"'")
    #expect(reader.error(expected: "x", found: "y").description == "t.csv:2: expected x, found y")
  }
}
