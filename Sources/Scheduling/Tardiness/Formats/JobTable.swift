import Basics
import Solving

extension Tardiness {
  /// Reads a table with a header line: columns for processing times and due dates, in any order, and for weights,
  /// release dates and names where there are any; then a row of integers for each job.
  enum JobTable {
    private static let columns = [
      CSVColumns.Column(
        "p", or: ["p_j", "processing", "processing time", "proc time", "duration", "length"], isNeeded: true),
      CSVColumns.Column("d", or: ["d_j", "due", "due date", "due time"], isNeeded: true),
      CSVColumns.Column("w", or: ["w_j", "weight", "tardiness weight"]),
      CSVColumns.Column(
        "r", or: ["r_j", "release", "release date", "release time", "ready", "ready time", "arrival", "arrival time"]),
      CSVColumns.Column("name", or: ["id", "job", "job id", "job name", "job number", "task", "task id", "j"]),
    ]

    static func recognises(_ source: SourceText) -> Bool {
      var table = CSVReader(source, .emptyLinesAndComments)
      return (try? header(of: &table)) != nil
    }

    static func read(_ source: SourceText, named name: String) throws(InputError) -> Instance {
      var table = CSVReader(source, .emptyLinesAndComments)
      let header = try header(of: &table)
      var jobs: [Job] = []
      var names: [String] = []
      while try table.next() {
        try header.checkCount(of: table)
        var values = [0, 0, 1, 0]
        for column in values.indices {
          guard let cell = header.cell(column, in: table) else { continue }
          let isSigned = column == 1
          values[column] = try table.integer(
            cell, "the \(columns[column].name) of job \(jobs.count)", in: (isSigned ? Int.min : 0)...Int.max)
        }
        jobs.append(
          Job(processingTime: values[0], dueDate: values[1], weight: values[2], releaseDate: values[3]))
        if let cell = header.cell(4, in: table) { names.append(table.text(cell)) }
      }
      let selected = try JobListReader.select(jobs, of: 1, in: source)
      return try Tardiness.instance(of: source) { () throws(InvalidInstance) in
        try Instance(name: name, jobs: selected, jobNames: names, warnings: header.warnings)
      }
    }

    private static func header(of table: inout CSVReader) throws(InputError) -> CSVColumns {
      guard try table.next() else {
        throw table.error(expected: "a header line with p and d", found: "the end of the file")
      }
      return try CSVColumns(of: table, known: columns)
    }
  }
}
