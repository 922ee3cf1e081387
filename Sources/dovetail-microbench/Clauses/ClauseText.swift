import Basics

/// A formula in conjunctive normal form, as the DIMACS format states it.
///
/// A line `p cnf VARIABLES CLAUSES`, then for each clause its literals, numbers from 1 that are negative where the variable
/// is negated, and a 0; clauses may share lines or go over several. Lines that begin with `c` are comments. As the files
/// of SATLIB do, a text may end with a line that begins with `%`, after which nothing is read.
///
/// - Source: DIMACS 1993, "Satisfiability suggested format".
struct ClauseText: Equatable {
  let variableCount: Int
  let clauses: [[Int]]

  init(variableCount: Int, clauses: [[Int]]) {
    self.variableCount = variableCount
    self.clauses = clauses
  }

  /// More variables than this are refused.
  static let variableLimit = 10_000_000

  /// - Throws: what is wrong, with the file and the line.
  init(_ source: SourceText) throws(InputError) {
    var lines = ByteLines(source)
    var words: [Range<Int>] = []
    var header: (variables: Int, clauses: Int)?
    var clauses: [[Int]] = []
    var clause: [Int] = []
    reading: while let line = lines.next() {
      lines.split(line, into: &words)
      guard let first = words.first else { continue }
      switch source.bytes[first.lowerBound] {
      case UInt8(ascii: "c"): continue
      case UInt8(ascii: "%"): break reading
      default: break
      }
      guard let (variables, count) = header else {
        header = try Self.header(words.map { lines.text($0) }, at: lines.place)
        continue
      }
      for word in words {
        let literal = try lines.place.integer(lines.text(word), "a literal", in: -variables...variables)
        if literal != 0 {
          clause.append(literal)
          continue
        }
        guard clauses.count < count else {
          throw lines.place.error(expected: "no more than \(count) clauses, as the header says", found: "another one")
        }
        clauses.append(clause)
        clause.removeAll(keepingCapacity: true)
      }
    }
    guard let header else { throw lines.place.error(expected: Self.headerForm, found: "the end of the file") }
    guard clause.isEmpty else {
      throw lines.place.error(expected: "a 0 at the end of the last clause", found: "the end of the file")
    }
    guard clauses.count == header.clauses else {
      throw lines.place.error(expected: "\(header.clauses) clauses, as the header says", found: "\(clauses.count)")
    }
    self.init(variableCount: header.variables, clauses: clauses)
  }

  private static let headerForm = "a line 'p cnf VARIABLES CLAUSES'"

  private static func header(
    _ words: [String], at place: LinePlace
  ) throws(InputError) -> (variables: Int, clauses: Int) {
    guard words.count == 4, words[0] == "p", words[1] == "cnf" else {
      throw place.error(expected: headerForm, found: TokenReader.shown(words.joined(separator: " ")))
    }
    return (
      try place.integer(words[2], "the number of variables", in: 0...variableLimit),
      try place.integer(words[3], "the number of clauses", in: 0...Int(Int32.max))
    )
  }
}
