import Basics

extension Tardiness {
  /// Reads comma-separated values: a header line with the columns p and d, in any order, and w and r where there are
  /// weights and release dates; then a line of integers for each job.
  ///
  /// Integers and four fixed names need no quoting, so this is the whole of the format; a general CSV library would
  /// accept more only to refuse it later, and would bring all of Foundation into the start of the program.
  enum CSVReader {
    private static let names = ["p", "d", "w", "r"]

    static func recognises(_ source: SourceText) -> Bool {
      var lines = LineReader(source)
      return (try? columns(of: &lines)) != nil
    }

    static func read(_ source: SourceText) throws(InputError) -> [Job] {
      var lines = LineReader(source)
      let columns = try columns(of: &lines)
      var jobs: [Job] = []
      while let line = lines.next() {
        let cells = cells(of: line.text)
        guard cells.count == columns.count else {
          throw lines.error(expected: "\(columns.count) values, as in the header", found: "\(cells.count)")
        }
        var values = [0, 0, 1, 0]
        for (column, cell) in zip(columns, cells) {
          let isSigned = column == 1
          values[column] = try lines.integer(
            cell, "the \(names[column]) of job \(jobs.count)", in: (isSigned ? Int.min : 0)...Int.max)
        }
        jobs.append(
          Job(processingTime: values[0], dueDate: values[1], weight: values[2], releaseDate: values[3]))
      }
      return try JobListReader.select(jobs, of: 1, in: source)
    }

    /// The index in `names` of each column.
    private static func columns(of lines: inout LineReader) throws(InputError) -> [Int] {
      guard let header = lines.next() else { throw lines.missing("a header line with p and d") }
      var columns: [Int] = []
      for cell in cells(of: header.text) {
        guard let column = names.firstIndex(of: cell.lowercased()), !columns.contains(column) else {
          throw lines.error(
            expected: "a header line of p, d and, where given, w and r, each once", found: TokenReader.shown(cell))
        }
        columns.append(column)
      }
      guard columns.contains(0), columns.contains(1) else {
        throw lines.error(expected: "columns p and d in the header line", found: TokenReader.shown(header.text))
      }
      return columns
    }

    private static func cells(of line: String) -> [String] {
      line.split(separator: ",", omittingEmptySubsequences: false).map { cell in
        String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      }
    }
  }
}
