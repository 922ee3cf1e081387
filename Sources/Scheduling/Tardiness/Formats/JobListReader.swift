import Basics

extension Tardiness {
  /// Reads the number of jobs, alone on its line, then a line for each job: `p d`, `p d w` or `p d w r`, the same
  /// columns on all of them. Such blocks may follow one another; `SourceText.selection` says which one is meant.
  struct JobListReader {
    /// Counts beyond this are mistakes or attacks, not instances.
    static let countLimit = 1 << 24

    private var lines: LineReader

    /// - Complexity: linear in the text; nothing is allocated for counts that the text does not fill.
    static func read(_ source: SourceText) throws(InputError) -> [Job] {
      var reader = JobListReader(lines: LineReader(source))
      var jobs: [Job] = []
      var count = 0
      while let block = try reader.nextBlock() {
        count += 1
        if count == source.selection ?? 1 { jobs = block }
      }
      return try select(jobs, of: count, in: source)
    }

    /// - Returns: `jobs`, where the selection fits the number of instances in the file.
    static func select(_ jobs: [Job], of count: Int, in source: SourceText) throws(InputError) -> [Job] {
      guard let selection = source.selection else {
        if count == 1 { return jobs }
        throw InputError(
          file: source.name, "holds \(count) instances; choose one as '\(source.name)#1' to '\(source.name)#\(count)'")
      }
      guard selection <= count else {
        throw InputError(file: source.name, "has no instance \(selection); it holds \(count)")
      }
      return jobs
    }

    /// The jobs up to the next count; nil at the end.
    private mutating func nextBlock() throws(InputError) -> [Job]? {
      guard let header = lines.next()?.tokens else { return nil }
      let count = try lines.integer(header[0], "the number of jobs", in: 1...Self.countLimit)
      guard header.count == 1 else {
        throw lines.error(
          expected: "the number of jobs alone on its line", found: "\(counted(header.count, "number"))")
      }
      var jobs: [Job] = []
      var columns: Int?
      while jobs.count < count {
        guard let tokens = lines.next()?.tokens else {
          throw lines.error(
            expected: "the line of job \(jobs.count), of \(counted(count, "job"))",
            found: "the end of the file")
        }
        guard (2...4).contains(tokens.count), columns == nil || columns == tokens.count else {
          let form = columns.map { "\($0) numbers, as for job 0" } ?? "'p d', 'p d w' or 'p d w r'"
          throw lines.error(
            expected: "\(form), for job \(jobs.count) of \(count)",
            found: counted(tokens.count, "number"))
        }
        columns = tokens.count
        jobs.append(try job(tokens, number: jobs.count))
      }
      return jobs
    }

    private func job(_ tokens: [String], number: Int) throws(InputError) -> Job {
      Job(
        processingTime: try lines.integer(tokens[0], "the processing time of job \(number)", in: 0...Int.max),
        dueDate: try lines.integer(tokens[1], "the due date of job \(number)", in: Int.min...Int.max),
        weight: try tokens.count > 2 ? lines.integer(tokens[2], "the weight of job \(number)", in: 0...Int.max) : 1,
        releaseDate: try tokens.count > 3
          ? lines.integer(tokens[3], "the release date of job \(number)", in: 0...Int.max) : 0)
    }
  }
}
