import Basics
import Modeling
import Testing
import UserModels

/// Texts that are no models, and what is said of them.
@Suite struct ModelReaderTests {
  /// A line behind some variables and intervals, and what the message says.
  static let lines: [(String, String)] = [
    ("integer x9 0..1", "expected a variable, an interval or a kind of constraint, found 'integer'"),
    ("17", "expected the word that a line begins with, found '17'"),
    ("int x9 0..1", "expected x5, the next number, before this, found"),
    ("int x5", "expected the least value, found the end of the line"),
    ("int x5 0.5", "expected '..'"),
    ("int x5 3..2", "expected bounds in order"),
    ("int x5 0..1073741824", "strictly within -2^30"),
    ("int x5 0..99999999999999999999", "expected a number of 64 bits"),
    ("int x5 0..9223372036854775808", "expected a number of 64 bits"),
    ("int x5 0..1 name", "expected the end of the line, found 'name'"),
    ("int x5 0..1 \"name", "expected the closing quote of a name"),
    ("int x5 0..1 \"\\x\"", "expected an escape of JSON"),
    ("bool x5 0..1", "expected the end of the line, found '0..1'"),
    ("linear x9 <= 0", "expected a variable that is defined before, found x9"),
    ("linear x99999999999999999999 <= 0", "expected a number of 64 bits"),
    ("linear 2 x0 + <= 0", "expected a number or a variable such as x3, found '<='"),
    ("linear x0 < 0", "expected '<= 0' or '= 0' or '!= 0', found '<'"),
    ("linear x0 <= 01", "expected '<= 0' or '= 0' or '!= 0'"),
    ("linear x0 <= 0 when [x2]", "expected the end of the line, found 'when'"),
    ("linear x0 <= 0 if [x2", "expected ',' or ']', found the end of the line"),
    ("linear x0 <= 0 if x2", "expected '[', found 'x2'"),
    ("linear x0 <= 0 if [x0]", "expected a Boolean, found x0, which is from 0 to 9"),
    ("linear x0 <= 0 if [!x7]", "expected one that is defined before (there are x0 to x4), found x7"),
    ("linear 1152921504606846976 x0 <= 0", "expected a sum within -2^60 ... 2^60"),
    ("linear 9223372036854775807 x4 + 9223372036854775807 x4 <= 0", "expected a sum within"),
    ("linear 9223372036854775807 x4 <= 0", "expected a sum within"),
    ("linear 9223372036854775807 + 9223372036854775807 <= 0", "expected a sum within"),
    ("linear -9223372036854775808 x4 <= 0", "expected a sum within"),
    ("indicator x2 variable x0 value 9223372036854775807", "expected a number within -2^60"),
    ("noOverlap [t0, t0]", "noOverlap: a twice"),
    ("noOverlap [t2]", "expected one that is defined before (there are t0 to t1), found t2"),
    ("noOverlap [t0; t1]", "expected ',' or ']', found ';'"),
    ("noOverlap t0", "expected '[', found 't0'"),
    ("cumulative [t0] demands [1; 2] capacity 1", "cumulative: 1 intervals, 2 demands"),
    ("cumulative [t0] demands [x1] capacity 1", "cumulative: a demand or capacity can be negative"),
    ("cumulative [t0] capacity 1", "cumulative: 1 intervals, 0 demands"),
    ("cumulative [t0] demands [1]", "expected 'capacity', found the end of the line"),
    ("alternative t0", "alternative: an alternative of nothing"),
    ("alternative t0 of [t0]", "alternative: a twice"),
    ("precedence t0 before t0 delay 0", "precedence: a twice"),
    ("precedence t0 before t1 delay 9999999999", "precedence: the delay"),
    ("maximum x0", "maximum: an extremum of nothing"),
    ("maximum x0 + 1 of [x1]", "maximum: the extremum is neither"),
    ("maximum 3 of [x1]", "maximum: the extremum is neither"),
    ("element x0 at x1", "element: an element of nothing"),
    ("domain x0 values [3, 2]", "domain: values that do not ascend"),
    ("domain x0 values [3, 99999999999]", "domain: values that are not"),
    ("domain x0", "domain: no values"),
    ("hint x0 10", "expected a value of x0, from 0 to 9, found 10"),
    ("hint x9 1", "expected one that is defined before"),
    ("interval t2 start x0 + 1 duration 1 end x0 + 2", "expected a variable as the start"),
    ("interval t2 start x0 duration x1 end x0 + x1", "expected a duration from 0 on"),
    ("interval t2 start x0 duration 1073741823 end x0 + 1073741823", "strictly within -2^30"),
    ("interval t2 start x0 duration x3 end x3", "interval t2: expected a linear constraint that says"),
    ("interval t3 start x0 duration 1 end x0 + 1", "expected t2, the next number"),
    ("interval t2 start x0 duration 1 end x0 + 1 presence x1", "expected a Boolean, found x1"),
    ("name 3", "expected a name in quotes"), ("name \"b\"", "expected one name, found a second one"),
  ]

  private static let begin = """
    dovetail-model 1
    name "m"
    int x0 0..9
    int x1 -3..3
    bool x2
    int x3 0..20
    int x4 0..0
    interval t0 start x0 duration 2 end x0 + 2 "a"
    interval t1 start x0 duration 0 end x0

    """

  @Test(arguments: lines)
  func aWrongLineIsNamed(line: String, message: String) {
    let source = SourceText(name: "m.dvt", text: Self.begin + "# what is wrong\n" + line + "\n")
    do {
      _ = try ModelReader.read(source)
      Issue.record("\(line) is taken")
    } catch {
      #expect(error.file == "m.dvt" && error.line == 11, "\(line): \(error)")
      #expect(error.message.contains(message), "\(line): \(error)")
    }
  }

  @Test func wholeTextsThatAreNone() {
    let texts: [(String, String)] = [
      ("", "m:1: expected 'dovetail-model', found the end of the file"),
      ("\n\n# nothing\n", "m:4: expected 'dovetail-model', found the end of the file"),
      ("dovetail-models 1\n", "m:1: expected 'dovetail-model', found 'dovetail-models'"),
      ("dovetail-model 2\n", "m:1: expected version 1 of the form, found 2"),
      ("dovetail-model\n", "m:1: expected the version of the form, found the end of the line"),
      ("dovetail-model 1 2\n", "m:1: expected the end of the line, found '2'"),
      (Self.begin + "minimize x0\nmaximize x0\n", "m:11: expected one objective, found a second one"),
    ]
    for (text, message) in texts {
      #expect(throws: InputError(file: "m", line: Int(message.split(separator: ":")[1]), message.tail)) {
        try ModelReader.read(SourceText(name: "m", text: text))
      }
    }
  }

  /// Whatever is changed in a text, it is refused with a line, or is a model whose text reads back, and which solves.
  @Test func changedTextsAreRefusedOrSolved() throws {
    var random = RandomSource(seed: 1)
    var taken = 0
    for round in 0..<1500 {
      var bytes = Array(try RandomModel(seed: UInt64(round % 100)).model.text().utf8)
      for _ in 0..<random.within(1...3) { Self.change(&bytes, &random) }
      guard let data = Self.read(bytes) else { continue }
      taken += 1
      let text = ModelWriter.text(of: data)
      #expect(try ModelWriter.text(of: ModelReader.read(SourceText(name: "again", text: text))) == text)
      if taken.isMultiple(of: 10) { Self.solve(data) }
    }
    #expect(taken > 50)
  }

  private static func read(_ bytes: [UInt8]) -> ModelData? {
    do {
      return try ModelReader.read(SourceText(name: "changed", bytes: bytes))
    } catch {
      #expect(error.line != nil, "\(error)")
      return nil
    }
  }

  /// What an engine cannot take it says.
  private static func solve(_ data: ModelData) {
    let options = Model.Options(timeLimit: 0.05)
    guard let solution = try? Model(data).solve(options).solution else { return }
    #expect(data.violation(of: solution.values) == nil)
  }

  private static func change(_ bytes: inout [UInt8], _ random: inout RandomSource) {
    let place = random.below(bytes.count)
    switch random.below(6) {
    case 0: bytes.remove(at: place)
    case 1: bytes[place] = UInt8(random.within(0...255))
    case 2: bytes.insert(Array("0123456789x-!,;[] \n\"t#".utf8)[random.below(22)], at: place)
    case 3:
      // A number becomes another one.
      if let digit = bytes[place...].firstIndex(where: { $0 &- 48 < 10 }) {
        bytes[digit] = UInt8(48 + random.below(10))
      }
    case 4:
      let end = min(bytes.count, place + random.below(12))
      bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
    default:
      if let digit = bytes[place...].firstIndex(where: { $0 &- 48 < 10 }) {
        bytes.insert(contentsOf: Array("999999999999".utf8.prefix(random.below(12))), at: digit)
      }
    }
  }
}

extension String {
  /// What stands behind "m:1: ".
  fileprivate var tail: String { split(separator: ": ", maxSplits: 1).dropFirst().joined() }
}
