import Basics
import Solving

extension Tardiness {
  /// Reads comma-separated values: a header line with the columns p and d, in any order, and w and r where there are
  /// weights and release dates; then a line of integers for each job.
  enum JobTable {
    private static let names = ["p", "d", "w", "r"]

    static func recognises(_ source: SourceText) -> Bool {
      var table = CSVReader(source, .emptyLinesAndComments)
      return (try? columns(of: &table)) != nil
    }

    static func read(_ source: SourceText) throws(InputError) -> [Job] {
      var table = CSVReader(source, .emptyLinesAndComments)
      let columns = try columns(of: &table)
      var jobs: [Job] = []
      while try table.next() {
        guard table.cells.count == columns.count else {
          throw table.error(
            expected: "\(counted(columns.count, "value")), as in the header", found: "\(table.cells.count)")
        }
        var values = [0, 0, 1, 0]
        for (column, cell) in zip(columns, table.cells) {
          let isSigned = column == 1
          values[column] = try table.place.integer(
            table.text(cell), "the \(names[column]) of job \(jobs.count)", in: (isSigned ? Int.min : 0)...Int.max)
        }
        jobs.append(
          Job(processingTime: values[0], dueDate: values[1], weight: values[2], releaseDate: values[3]))
      }
      return try JobListReader.select(jobs, of: 1, in: source)
    }

    /// The index in `names` of each column.
    private static func columns(of table: inout CSVReader) throws(InputError) -> [Int] {
      guard try table.next() else {
        throw table.error(expected: "a header line with p and d", found: "the end of the file")
      }
      var columns: [Int] = []
      for cell in table.texts {
        guard let column = names.firstIndex(of: cell.lowercased()), !columns.contains(column) else {
          throw table.error(
            expected: "a header line of p, d and, where given, w and r, each once", found: TokenReader.shown(cell))
        }
        columns.append(column)
      }
      guard columns.contains(0), columns.contains(1) else {
        throw table.error(expected: "columns p and d in the header line", found: table.shown)
      }
      return columns
    }
  }
}
