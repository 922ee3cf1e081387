/// Which column of a table is which, by a header line that may name them as people do.
///
/// "Processing Time (min)", "processing_time" and "ProcessingTime" are the same name: letters and digits count, in
/// either case, and what stands in brackets does not. Columns that a format does not know are passed over; `further`
/// names them, for a warning.
package struct CSVColumns: Sendable {
  /// A column that a format knows.
  package struct Column: Sendable {
    /// What errors call it.
    package let name: String
    package let isNeeded: Bool
    fileprivate let names: Set<String>

    /// - Parameter synonyms: other names of the field, in any writing.
    package init(_ name: String, or synonyms: [String] = [], isNeeded: Bool = false) {
      self.name = name
      self.isNeeded = isNeeded
      names = Set(([name] + synonyms).map(CSVColumns.plain))
    }
  }

  /// For each known column, its place in a row; nil where the table does not have it.
  package let places: [Int?]
  /// The places of columns that have a name, but none that is known.
  package let furtherPlaces: [Int]
  /// What the header calls these.
  package let further: [String]
  /// Cells that a row needs to have.
  package let count: Int

  /// - Parameter header: a reader that stands on the header line.
  /// - Throws: a column that is there twice, or a needed one that is not.
  package init(of header: CSVReader, known: [Column]) throws(InputError) {
    let names = header.texts
    var places = [Int?](repeating: nil, count: known.count)
    var furtherPlaces: [Int] = []
    for (place, name) in names.enumerated() {
      let plain = Self.plain(name)
      guard let column = known.firstIndex(where: { $0.names.contains(plain) }) else {
        if !name.isEmpty { furtherPlaces.append(place) }
        continue
      }
      if let other = places[column] {
        throw header.error(
          expected: "one column for \(known[column].name)",
          found: "\(TokenReader.shown(names[other])) and \(TokenReader.shown(name))")
      }
      places[column] = place
    }
    let missing = known.indices.filter { known[$0].isNeeded && places[$0] == nil }.map { known[$0].name }
    guard missing.isEmpty else {
      throw header.error(
        expected: "a column for \(missing.joined(separator: ", for ")) in the header line", found: header.shown)
    }
    self.places = places
    self.furtherPlaces = furtherPlaces
    further = furtherPlaces.map { names[$0] }
    count = header.filledCount
  }

  /// The cell of the known column `number` in the row at hand; nil where the table does not have that column.
  package func cell(_ number: Int, in row: CSVReader) -> Range<Int>? { places[number].map { row.cells[$0] } }

  /// - Throws: a row that does not have the header's number of cells. Empty cells may follow.
  package func checkCount(of row: CSVReader) throws(InputError) {
    try row.checkCount(count)
  }

  /// What is said about `further`; nothing where there are none.
  package var warnings: [String] {
    if further.isEmpty { return [] }
    let names = further.map { "'\($0)'" }.joined(separator: ", ")
    return [
      further.count == 1 ? "the column \(names) is not looked at" : "the columns \(names) are not looked at"
    ]
  }

  /// A name as it is compared.
  package static func plain(_ name: String) -> String {
    var result = ""
    var depth = 0
    for character in name.lowercased() {
      if "([{".contains(character) { depth += 1 }
      if depth == 0, character.isLetter || character.isNumber { result.append(character) }
      if ")]}".contains(character), depth > 0 { depth -= 1 }
    }
    return result
  }
}
