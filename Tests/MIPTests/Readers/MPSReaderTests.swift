import Basics
import MIP
import Testing

@Suite("MPS files") struct MPSReaderTests {
  static let small = """
    * a comment
    NAME          small
    ROWS
     N  cost
     L  lim1
     G  lim2
     E  myeqn
    COLUMNS
        x         cost         1   lim1         1
        x         lim2         1
        y         cost         2.5   lim1         1
        y         myeqn       -1
        z         cost        -1   myeqn        1
    RHS
        RHS       lim1         4   lim2         1
        RHS       myeqn        7
    BOUNDS
     UP BND       x            4
     LO BND       y           -1
     UP BND       y            1
    ENDATA
    """

  @Test func sectionsAndDefaults() {
    let meaning =
      "min 1 x + 2.5 y + -1 z | lim1: -inf <= 1 x + 1 y <= 4 | lim2: 1 <= 1 x <= inf | myeqn: 7 <= -1 y + 1 z <= 7"
      + " | x 0...4 continuous | y -1...1 continuous | z 0...inf continuous"
    #expect(reading(Self.small, "small.mps") == meaning)
    #expect(reading(Self.small.replacing("\n", with: "\r\n"), "standard input") == meaning)
    #expect(reading(Self.small.replacing("\n", with: "\r"), "standard input") == meaning)
    #expect(reading(Self.small.replacing("    ", with: "\t"), "small.mps") == meaning)
  }

  /// A model of the one column x with cost 1, with what is added to its sections.
  static func model(
    rows: String = "", column: String = " x cost 1\n", sides: String = "", ranges: String = "", bounds: String = "",
    first: String = ""
  ) -> String {
    func section(_ name: String, _ lines: String) -> String { lines.isEmpty ? "" : "\(name)\n\(lines)\n" }
    return "NAME m\n" + first + "ROWS\n N cost\n" + rows + "COLUMNS\n" + column + section("RHS", sides)
      + section("RANGES", ranges) + section("BOUNDS", bounds) + "ENDATA\n"
  }

  @Test(arguments: [
    ("L", "3", "1.5 <= 1 x <= 4.5"), ("L", "-3", "1.5 <= 1 x <= 4.5"), ("G", "3", "4.5 <= 1 x <= 7.5"),
    ("G", "-3", "4.5 <= 1 x <= 7.5"), ("E", "3", "4.5 <= 1 x <= 7.5"), ("E", "-3", "1.5 <= 1 x <= 4.5"),
    ("E", "0", "4.5 <= 1 x <= 4.5"),
  ])
  func rangesGoWhereTheRowsSenseSays(sense: String, range: String, row: String) {
    let text = Self.model(
      rows: " \(sense) r\n", column: " x cost 1 r 1\n", sides: " RHS r 4.5", ranges: " RNG r \(range)")
    #expect(reading(text, "m.mps") == "min 1 x | r: \(row) | x 0...inf continuous")
  }

  /// The sums of doubles would be 0.30000000000000004 and 0.7000000000000001.
  @Test func rangesAreSumsOfDecimals() {
    let text = Self.model(
      rows: " G r\n", column: " x cost 1 r 1\n", sides: " RHS r 0.1", ranges: " RNG r 0.2")
    #expect(reading(text, "m.mps").contains("r: 0.1 <= 1 x <= 0.3 |"))
  }

  @Test(arguments: [
    ("", "0...inf continuous"), (" UP B x 4", "0...4 continuous"), (" UP x 4", "0...4 continuous"),
    (" UP B x -4", "-inf...-4 continuous"), (" LO B x -9\n UP B x -4", "-9...-4 continuous"),
    (" MI B x\n UP B x -4", "-inf...-4 continuous"), (" MI B x", "-inf...inf continuous"),
    (" UP B x 0", "0...0 continuous"), (" PL B x", "0...inf continuous"), (" FR B x", "-inf...inf continuous"),
    (" FR x", "-inf...inf continuous"), (" FR B x 0", "-inf...inf continuous"), (" FX B x 2.5", "2.5...2.5 continuous"),
    (" BV B x", "0...1 binary"), (" LI B x 2", "2...inf integer"), (" UI B x 7", "0...7 integer"),
    (" LI B x 0\n UI B x 1", "0...1 binary"), (" UP B x 1e30", "0...inf continuous"),
    (" UP B x Infinity", "0...inf continuous"), (" LO B x -1e+20", "-inf...inf continuous"),
  ])
  func bounds(bounds: String, column: String) {
    #expect(reading(Self.model(bounds: bounds), "m.mps") == "min 1 x | x \(column)")
  }

  @Test(arguments: [
    ("", "0...1 binary"), (" PL B x", "0...inf integer"), (" UP B x 9", "0...9 integer"),
    (" LO B x 1", "1...inf integer"), (" LO B x 0", "0...inf integer"), (" UP B x -2", "-inf...-2 integer"),
  ])
  func integersWithoutAnyBoundAreBinary(bounds: String, column: String) {
    let column = (" M1 'MARKER' 'INTORG'\n x cost 1\n M2 'MARKER' 'INTEND'\n y cost 1\n", column)
    #expect(
      reading(Self.model(column: column.0, bounds: bounds), "m.mps")
        == "min 1 x + 1 y | x \(column.1) | y 0...inf continuous")
  }

  /// Only in the first column an asterisk begins a comment.
  @Test func namesMayBeginWithAnAsterisk() {
    let text = Self.model(rows: " G *r*\n", column: " x cost 1 *r* 1\n", sides: "* RHS *r* 9\n *RHS* *r* 4.5")
    #expect(reading(text, "m.mps") == "min 1 x | *r*: 4.5 <= 1 x <= inf | x 0...inf continuous")
  }

  @Test func theObjective() {
    // A right side is the constant's negative.
    #expect(reading(Self.model(sides: " RHS cost -7.5"), "m.mps") == "min 1 x + 7.5 | x 0...inf continuous")
    for first in ["OBJSENSE\n  MAX\n", "OBJSENSE MAXIMIZE\n"] {
      #expect(
        reading(Self.model(sides: " RHS cost -7.5", first: first), "m.mps")
          == "max as min -1 x + -7.5 | x 0...inf continuous")
    }
    // Further rows without sides stay as they are; OBJNAME may choose one of them.
    let rows = " N other\n L r\n"
    let column = " x cost 1 other 3\n x r 1\n"
    #expect(
      reading(Self.model(rows: rows, column: column), "m.mps")
        == "min 1 x | other: -inf <= 3 x <= inf | r: -inf <= 1 x <= 0 | x 0...inf continuous")
    #expect(
      reading(Self.model(rows: rows, column: column, first: "OBJNAME\n  other\n"), "m.mps")
        == "min 3 x | cost: -inf <= 1 x <= inf | r: -inf <= 1 x <= 0 | x 0...inf continuous")
  }

  @Test func namesWithBlanksAreReadByColumns() {
    let text = """
      NAME          MY MODEL
      ROWS
       N  THE COST
       G  ROW ONE
       L  R2
      COLUMNS
          MARKER                 'MARKER'                 'INTORG'
          COL A     THE COST           2.0   ROW ONE          1.0
          COL A     R2               1.0
          MARKER                 'MARKER'                 'INTEND'
          B         ROW ONE            1.0   THE COST         3.0
      RHS
          MY SIDE   ROW ONE            1.5   R2               9.0
      BOUNDS
       UP MY BOUND  COL A            5.0
       FR MY BOUND  B
      ENDATA
      """
    #expect(
      reading(text, "m.mps")
        == "min 2 COL A + 3 B | ROW ONE: 1.5 <= 1 COL A + 1 B <= inf | R2: -inf <= 1 COL A <= 9"
        + " | COL A 0...5 integer | B -inf...inf continuous")
  }

  @Test func whatIsRoundedIsTold() throws {
    let file = try MPSReader.read(
      SourceText(name: "m.mps", text: Self.model(column: " x cost 0.12345678901234567890\n", bounds: " UP B x -1")))
    #expect(file.warnings.count == 2 && file.warnings[0].contains("0.12345678901234567890"))
    #expect(file.warnings[1].contains("negative upper bound"))
    let exact = try MPSReader.read(
      SourceText(name: "m.mps", text: Self.model(column: " x cost 0.1234567890123450000000\n")))
    #expect(exact.warnings.isEmpty)
  }

  static let mistakes: [(text: String, message: String)] = [
    ("NAME m\nROWS\n N cost\n", "m.mps:3: expected ENDATA, found the end of the file"),
    (model(rows: " X r\n"), "m.mps:4: expected N, E, L or G, found 'X'"),
    (model(rows: " L cost\n"), "m.mps:4: expected each row once, found 'cost' again"),
    (
      model(column: " x cost\n"),
      "m.mps:5: expected a column, then one or two rows, each with a coefficient, found 2 fields"
    ),
    (
      model(column: " x cost 1\n y cost 1\n x cost 2\n"),
      "m.mps:7: expected all coefficients of a column together, found 'x' again"
    ),
    (model(column: " x cost 1 cost 2\n"), "m.mps:5: expected each row once in column x, found 'cost' again"),
    (model(column: " x cost nan\n"), "m.mps:5: expected the coefficient of x (a number), found 'nan'"),
    (model(column: " x cost 1e999\n"), "m.mps:5: expected the coefficient of x, of at most 308 digits, found '1e999'"),
    (model(column: " x cost inf\n"), "m.mps:5: expected the coefficient of x (a number), found 'inf'"),
    (model(column: " x r9 1\n"), "m.mps:5: expected a row of the section ROWS, found 'r9'"),
    (model(column: " x cost 1\n M 'MARKER' 'SOSORG'\n"), "m.mps:6: expected 'INTORG' or 'INTEND', found ''SOSORG''"),
    (model(sides: " A cost 1\n B cost 1"), "m.mps:8: expected one set of RHS, as 'A', found 'B'"),
    (model(sides: " A cost 1\n A cost 1"), "m.mps:8: expected each row once, found cost again"),
    (model(ranges: " A cost 1"), "m.mps:7: expected a row with a side, found cost, which has none"),
    (
      model(bounds: " SC B x 3"),
      "m.mps:7: expected a bound UP, LO, FX, FR, MI, PL, BV, LI or UI, found SC, which is not read"
    ),
    (model(bounds: " UP B y 3"), "m.mps:7: expected a column of the section COLUMNS, found 'y'"),
    (model(bounds: " LO B x 3\n UP B x 2"), "m.mps:8: expected a range with values for x, found 3 ... 2"),
    (model(bounds: " UP B x"), "m.mps:7: expected a column of the section COLUMNS, found 'B'"),
    (model(first: "QUADOBJ\n"), "m.mps:2: expected a linear model, found the section QUADOBJ, which is not read"),
    (model(first: "ROWDS\n"), "m.mps:2: expected a section, or a blank before what belongs to one, found 'ROWDS'"),
    (model(first: "OBJNAME\n nothing\n"), "m.mps:6: expected a row 'N' named nothing, as OBJNAME says, found none"),
    (model(first: "RHS\n"), "m.mps:2: expected the section COLUMNS, found RHS"),
    (model(first: "OBJSENSE\n BEST\n"), "m.mps:3: expected MAX or MIN, found 'BEST'"),
    ("\u{1F}\u{8B}", "m.mps:1: expected text, found binary data"),
  ]

  @Test(arguments: mistakes)
  func mistakesAreOneLine(mistake: (text: String, message: String)) {
    #expect(reading(mistake.text, "m.mps") == mistake.message)
  }
}
