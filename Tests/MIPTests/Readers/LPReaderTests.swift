import Basics
import MIP
import Testing

@Suite("CPLEX-LP files") struct LPReaderTests {
  static func model(
    _ objective: String = "min x", _ rows: String = "", _ rest: String = "", end: String = "End\n"
  ) -> String { "\(objective)\nst\n\(rows)\n\(rest)\n\(end)" }

  @Test func sectionsAndDefaults() {
    let text = """
      \\ a comment
      Maximize
       obj: x1 + 2 x2 +
        3.5 x3 + 4 \\ with a constant
      Subject To
       c1: - x1 + x2 + x3 + 10 x4 <= 20
       x1 - 3 x2 + x3 =< 30
       eq: x2 - 3.5 x4 = 0
      Bounds
       0 <= x1 <= 40
       2 <= x4 <= 3
       x3 free
       x2 >= -1e30
      General
       x4
      Binaries
       y
      End
      """
    let meaning =
      "max as min -1 x1 + -2 x2 + -3.5 x3 + -4 | c1: -inf <= -1 x1 + 1 x2 + 1 x3 + 10 x4 <= 20"
      + " | c2: -inf <= 1 x1 + -3 x2 + 1 x3 <= 30 | eq: 0 <= 1 x2 + -3.5 x4 <= 0 | x1 0...40 continuous"
      + " | x2 -inf...inf continuous | x3 -inf...inf continuous | x4 2...3 integer | y 0...1 binary"
    #expect(reading(text, "small.lp") == meaning)
    #expect(reading(text.replacing("\n", with: "\r\n"), "standard input") == meaning)
    #expect(reading(text.replacing("\n", with: "\r"), "standard input") == meaning)
  }

  @Test(arguments: [
    ("c: x + y >= 2", "c: 2 <= 1 x + 1 y <= inf"), ("3 <= x + y <= 8", "c1: 3 <= 1 x + 1 y <= 8"),
    ("8 >= x + y >= 3", "c1: 3 <= 1 x + 1 y <= 8"), ("-inf <= x + y <= 8", "c1: -inf <= 1 x + 1 y <= 8"),
    ("3 <= x", "c1: 3 <= 1 x <= inf"), ("x + 3 y <= 2 x + 7", "c1: -inf <= -1 x + 3 y <= 7"),
    ("x + 0.1 <= 0.3", "c1: -inf <= 1 x <= 0.2"), ("0.1 x + 0.2 x <= 1", "c1: -inf <= 0.3 x <= 1"),
    ("x - x + y = 2", "c1: 2 <= 1 y <= 2"), ("0 x >= -1", "c1: -1 <= 0 <= inf"), ("x > 1", "c1: 1 <= 1 x <= inf"),
    ("x => 1", "c1: 1 <= 1 x <= inf"), ("- - 2 x < 1", "c1: -inf <= 2 x <= 1"),
    ("x\n + y\n >= 2\n", "c1: 2 <= 1 x + 1 y <= inf"), ("2e1x >= 1", "c1: 1 <= 20 x <= inf"),
    ("x >= 1\ny <= 2", "c1: 1 <= 1 x <= inf | c2: -inf <= 1 y <= 2"),
    ("x >= 1 b: y <= 2", "c1: 1 <= 1 x <= inf | b: -inf <= 1 y <= 2"),
    ("x >= 1\n3 <= y", "c1: 1 <= 1 x <= inf | c2: 3 <= 1 y <= inf"),
    ("x >= 1\n- y >= -3", "c1: 1 <= 1 x <= inf | c2: -3 <= -1 y <= inf"),
    ("x >= 1\n+ 2 y >= -3\n3 <= x\n + y <= 8", "c1: 1 <= 1 x <= inf | c2: -3 <= 2 y <= inf | c3: 3 <= 1 x + 1 y <= 8"),
    ("e: = 0\n- y >= -2", "e: 0 <= 0 <= 0 | c2: -2 <= -1 y <= inf"),
    ("st: x >= 1", "st: 1 <= 1 x <= inf"),
  ])
  func rows(row: String, meaning: String) {
    let read = reading(Self.model("min 0 x + 0 y", row), "m.lp")
    #expect(read == "min 0 | \(meaning) | x 0...inf continuous | y 0...inf continuous")
  }

  @Test(arguments: [
    ("x <= 5", "0...5"), ("x >= 2", "2...inf"), ("x = 2.5", "2.5...2.5"), ("5 >= x", "0...5"), ("2 <= x <= 5", "2...5"),
    ("5 >= x >= 2", "2...5"), ("x free", "-inf...inf"), ("-inf <= x <= -5", "-inf...-5"), ("x >= -inf", "-inf...inf"),
    ("x <= +infinity", "0...inf"), ("x >= -3\nx <= -2", "-3...-2"), ("-3 <= x", "-3...inf"), ("x <= 1e20", "0...inf"),
  ])
  func bounds(bounds: String, range: String) {
    #expect(reading(Self.model("min x", "", "Bounds\n\(bounds)"), "m.lp") == "min 1 x | x \(range) continuous")
  }

  @Test func kindsOfColumns() {
    #expect(reading(Self.model("min x", "", "Integers\nx"), "m.lp") == "min 1 x | x 0...inf integer")
    #expect(reading(Self.model("min x", "", "gen\nx\nbounds\nx<=1"), "m.lp") == "min 1 x | x 0...1 binary")
    #expect(reading(Self.model("min x", "", "Bounds\nx = 1\nBinary\nx"), "m.lp") == "min 1 x | x 1...1 integer")
    #expect(reading(Self.model("min"), "m.lp") == "min 0")
    #expect(reading(Self.model("min obj: 5"), "m.lp") == "min 0 + 5")
  }

  static let mistakes: [(text: String, message: String)] = [
    ("x + y", "m.lp:1: expected Minimize or Maximize, found 'x'"),
    ("min x\n", "m.lp:2: expected Subject To, found the end of the file"),
    (model(end: ""), "m.lp:5: expected End or a section such as Bounds, found the end of the file"),
    (model("min x", "c: x"), "m.lp:5: expected '+', '-' or a relation such as '<=', found 'End'"),
    (model("min x", "c: x >="), "m.lp:5: expected a number or the name of a column, found 'End'"),
    (model("min x", "c: x y >= 2"), "m.lp:3: expected '+', '-' or a relation such as '<=', found 'y'"),
    (model("min x", "c: 2 x y >= 2"), "m.lp:3: expected '+', '-' or a relation such as '<=', found 'y'"),
    (model("min x", "c: x >= 1\nc: x >= 2"), "m.lp:4: expected each row once, found 'c' again"),
    (
      model("min x", "x >= 1 >= 2"),
      "m.lp:3: expected a number, a sum and a number between relations of one direction, found '2'"
    ),
    (
      model("min x", "1 <= x >= 2"),
      "m.lp:3: expected a number, a sum and a number between relations of one direction, found '2'"
    ),
    (model("min x", "3 <= x <= 2"), "m.lp:3: expected sides that row c1 can have, found 3 ... 2"),
    (model("min x", "c: x >= inf"), "m.lp:3: expected sides that row c can have, found inf ... inf"),
    (model("min [ x^2 ] / 2"), "m.lp:1: expected a linear term, found '['"),
    (model("min x", "b: y = 1 -> x <= 3"), "m.lp:3: expected a linear term, found '->'"),
    (model("min 1e999 x"), "m.lp:1: expected a number of at most 308 digits, found '1e999'"),
    (model("min 3 x + inf"), "m.lp:1: expected a finite constant, found an infinite one"),
    (model("min inf x"), "m.lp:1: expected a relation after an infinite side, found 'x'"),
    (
      model("min x", "", "Bounds\nx <= -5"),
      "m.lp:5: expected a lower bound as well, such as -inf <= x <= -5, found a negative upper bound beside the lower "
        + "bound 0"
    ),
    (model("min x", "", "Bounds\n3 <= x <= 2"), "m.lp:5: expected a range with values for x, found 3 ... 2"),
    (model("min x", "", "Bounds\nx"), "m.lp:6: expected a relation or 'free' after x, found 'End'"),
    (model("min x", "", "Bounds\nx <= y"), "m.lp:5: expected a number, found 'y'"),
    (
      model("min x", "", "Semi-continuous\nx"),
      "m.lp:4: expected a linear model, found semi-continuous columns, which are not read"
    ),
    (
      model("min x", "", "SOS\ns1: S1:: x:1"),
      "m.lp:4: expected a linear model, found special ordered sets, which are not read"
    ),
    (model("min x", "", "Generals\nx\nGenerals\nx"), "m.lp:6: expected each section once, found the same again"),
    (model("min x", "", "Generals\n3"), "m.lp:5: expected the name of a column, found '3'"),
  ]

  @Test(arguments: mistakes)
  func mistakesAreOneLine(mistake: (text: String, message: String)) {
    #expect(reading(mistake.text, "m.lp") == mistake.message)
  }
}
