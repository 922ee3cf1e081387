import Basics

/// What a reader has understood so far. Sums are made of decimals, so that 0.1 and 0.2 are 0.3.
struct ModelDraft {
  struct Column {
    var name: String
    var isInteger: Bool
    var lower = 0.0
    var upper = Double.infinity
    var cost = 0.0
    /// Where its bounds were said last, for the error of an empty range.
    var line: Int
  }

  let file: String
  var name: String
  var isMaximised = false
  var constant = 0.0
  private(set) var columns: [Column] = []
  var rows: [LinearModel.Row] = []
  private var numbers: [String: Int] = [:]
  private var warnings = WarningTally()

  /// Bounds and sides from here on are none.
  static let infinity = 1e20

  init(_ source: SourceText) {
    file = source.name
    name = source.stem
  }

  subscript(column: Int) -> Column {
    get { columns[column] }
    set { columns[column] = newValue }
  }

  /// The column of this name; nil where there is none.
  func column(_ name: String) -> Int? { numbers[name] }

  /// - Returns: nil where there is a column of this name.
  mutating func addColumn(_ name: String, isInteger: Bool = false, line: Int) -> Int? {
    let known = numbers.updateValue(columns.count, forKey: name)
    if let known {
      numbers[name] = known
      return nil
    }
    columns.append(Column(name: name, isInteger: isInteger, line: line))
    return columns.count - 1
  }

  mutating func warn(_ text: String, about name: String) { warnings.add(text, about: name) }

  /// The number that a word is.
  ///
  /// - Parameter what: names it in the error, such as "the coefficient of x".
  mutating func number(
    _ word: Range<Int>, _ what: @autoclosure () -> String, in lines: ByteLines
  ) throws(InputError) -> Double {
    guard let (number, end) = NumberScan.scan(lines.source.bytes, word), end == word.upperBound else {
      throw lines.place.error(expected: "\(what()) (a number)", found: TokenReader.shown(lines.text(word)))
    }
    guard number.value.isFinite else {
      throw lines.place.error(
        expected: "\(what()), of at most 308 digits", found: TokenReader.shown(lines.text(word)))
    }
    if number.isRounded { noteRounding(of: lines.text(word)) }
    return number.value
  }

  mutating func noteRounding(of text: String) {
    warn("numbers with more digits than a double holds are rounded", about: text)
  }

  /// The sum of two numbers, each the decimal that it stands for.
  static func sum(_ a: Double, _ b: Double) -> Double {
    guard let x = DecimalNumber(a), let y = DecimalNumber(b), let sum = DecimalNumber.sum(x, y) else { return a + b }
    return sum.double
  }

  /// A side or a bound: what is as large as `infinity` is none.
  static func side(_ value: Double) -> Double {
    value.magnitude < infinity ? value : value > 0 ? .infinity : -.infinity
  }

  /// - Throws: where a column has no value, or a row has no finite side where it must.
  func finished() throws(InputError) -> ModelFile {
    var model = LinearModel(name: name)
    for column in columns {
      guard column.lower <= column.upper, column.lower < .infinity, column.upper > -.infinity else {
        throw InputError(
          file: file, line: column.line, expected: "a range with values for \(column.name)",
          found: "\(column.lower.text) ... \(column.upper.text)")
      }
      let isBinary = column.isInteger && column.lower == 0 && column.upper == 1
      model.addColumn(
        column.name, isBinary ? .binary : column.isInteger ? .integer : .continuous, from: column.lower,
        to: column.upper, cost: isMaximised ? 0 - column.cost : column.cost)
    }
    for row in rows { model.addDistinctRow(row) }
    model.objectiveConstant = isMaximised ? 0 - constant : constant
    return ModelFile(model: model, isMaximised: isMaximised, warnings: warnings.lines)
  }
}
