import Testing

@testable import Basics

@Suite struct CSVColumnsTests {
  private static let known = [
    CSVColumns.Column("size", or: ["bytes", "buffer size"], isNeeded: true), CSVColumns.Column("id"),
  ]

  private func columns(_ header: String) throws -> CSVColumns {
    var reader = CSVReader(SourceText(name: "t.csv", text: header), .emptyLines)
    _ = try reader.next()
    return try CSVColumns(of: reader, known: Self.known)
  }

  @Test(arguments: [
    ("size,id", [0, 1]), ("id;SIZE", [1, 0]), ("Buffer_Size (KiB [2^10])\tID.", [0, 1]), ("\"buffer-size\"", [0, nil]),
    (",bytes", [1, nil]),
  ])
  func namesAreReadAsPeopleWriteThem(header: String, places: [Int?]) throws {
    let columns = try columns(header)
    #expect(columns.places == places && columns.further.isEmpty && columns.warnings.isEmpty)
  }

  @Test func furtherColumnsAreNamed() throws {
    let one = try columns("dtype,size,,")
    #expect(one.further == ["dtype"] && one.furtherPlaces == [0] && one.count == 2)
    #expect(one.warnings == ["the column 'dtype' is not looked at"])
    #expect(try columns("a b,size,op").warnings == ["the columns 'a b', 'op' are not looked at"])
  }

  @Test func columnsThatAreMissingOrThereTwiceAreNamed() {
    let missing = #expect(throws: InputError.self) { try columns("id,sizes") }
    #expect(missing?.message.contains("a column for size in the header line") == true)
    let twice = #expect(throws: InputError.self) { try columns("size,id,Bytes") }
    #expect(twice?.message.contains("one column for size, found 'size' and 'Bytes'") == true)
  }

  @Test func rowsHaveWhatTheHeaderHas() throws {
    var reader = CSVReader(SourceText(name: "t.csv", text: "id,size,\na,3\nb,4,,\nc,5,6\nd\n"), .emptyLines)
    _ = try reader.next()
    let columns = try CSVColumns(of: reader, known: Self.known)
    var isRow: [Bool] = []
    while try reader.next() {
      isRow.append((try? columns.checkCount(of: reader)) != nil)
    }
    #expect(isRow == [true, true, false, false])
  }
}
