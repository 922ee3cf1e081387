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
    ("x;\"a;b\"; 3,5\r\n", ["x", "a;b", "3,5"]),
    ("a b\t\tc \t\n", ["a b", "", "c", ""]),
    ("one;two,three", ["one;two", "three"]),
    ("one\t\n", ["one"]),
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
    #expect(failure("a\n\"b,c\nd") == "t.csv:2: a quote is not closed")
    #expect(failure("\"a\"b,c") == "t.csv:1: a quoted cell is followed by something else than a comma")
  }

  @Test(arguments: [
    ("0", 0), ("-7", -7), ("9223372036854775807", Int.max), ("-9223372036854775808", Int.min),
    ("9223372036854775808", nil), ("-", nil), ("", nil), ("1.5", nil), ("+1", 1), ("1e3", nil),
    ("3.0", 3), ("-3.00", -3), ("4.", 4), (".0", nil), ("1.000", 1), ("+", nil), ("\"1,000\"", nil),
  ])
  func integersAreDigitsThatFit(cell: String, value: Int?) throws {
    var reader = CSVReader(SourceText(name: "t.csv", text: "x,\(cell)"), .emptyLines)
    _ = try reader.next()
    #expect(reader.integer(reader.cells[1]) == value)
  }

  @Test(arguments: [("3,0", 3), ("3.0", 3), ("3,5", nil), ("1.000", nil), ("1,000", nil), ("3,0000", 3)])
  func betweenSemicolonsACommaIsAPoint(cell: String, value: Int?) throws {
    var reader = CSVReader(SourceText(name: "t.csv", text: "x;y\n1;\(cell)"), .emptyLines)
    #expect(try reader.next() && reader.next())
    #expect(reader.integer(reader.cells[1]) == value)
  }

  @Test func linesInsideQuotesCount() throws {
    let text = "a,\"b\n\nc\"\n,,\n\"d\"\"\ne\",f\n\ng,h"
    let rows = try lines(text, .emptyLines)
    #expect(rows.map(\.line) == [1, 5, 8])
    #expect(rows.map(\.cells) == [["a", "b\n\nc"], ["d\"\ne", "f"], ["g", "h"]])
    #expect(try lines(text, .endsAtEmptyLine).count == 1)
  }

  @Test func errorsOfNumbersSayWhatIsWrong() throws {
    var reader = CSVReader(SourceText(name: "t.csv", text: "x;-1;1.000;3,5"), .emptyLines)
    _ = try reader.next()
    let words = [(1, "the size from 0 to 9, found '-1'"), (2, "may mean thousands"), (3, "64 bits), found '3,5'")]
    for (cell, mentions) in words {
      let error = #expect(throws: InputError.self) { try reader.integer(reader.cells[cell], "the size", in: 0...9) }
      #expect(error?.message.contains(mentions) == true)
    }
  }

  @Test func aLineIsShownAsItStands() throws {
    var reader = CSVReader(SourceText(name: "t.csv", text: "\n  a , \"b\" \r\nc"), .emptyLines)
    _ = try reader.next()
    #expect(reader.shown == "'a , \"b\"'")
    #expect(reader.error(expected: "x", found: "y").description == "t.csv:2: expected x, found y")
  }
}
