import Basics

extension ShopText {
  /// The lines after the counts, in whichever layout they make sense.
  struct Body {
    private let rows: [NumberRows.Row]
    /// The row with which Taillard's machines begin, where words say so.
    private let machinesAt: Int?
    private let header: Header
    private let source: SourceText
    private let endLine: Int

    typealias Jobs = (jobs: [[JobShop.Operation]], remarks: [String])

    init(
      _ rows: (rows: [NumberRows.Row], machinesAt: Int?), _ header: Header, _ source: SourceText, endLine: Int
    ) {
      self.rows = rows.rows
      machinesAt = rows.machinesAt
      self.header = header
      self.source = source
      self.endLine = endLine
    }

    private var size: Int { header.jobs.multipliedReportingOverflow(by: header.machines).partialValue }

    func read() throws(InputError) -> Jobs {
      if let machinesAt { return try taillard(machinesAt) }
      if header.isGeneral || hasCounts { return try lines { row throws(InputError) in try counted(row) } }
      if rows.count != header.jobs, rows.allSatisfy({ $0.foreign == nil }),
        rows.reduce(0, { $0 + $1.numbers.count }) == 2 * size
      {
        return try matricesOrBroken()
      }
      return try pairs()
    }

    // MARK: A line a job

    private func lines(
      _ job: (NumberRows.Row) throws(InputError) -> [Int]
    ) throws(InputError) -> Jobs {
      var numbers: [[Int]] = []
      for row in rows.prefix(header.jobs) { numbers.append(try job(row)) }
      guard numbers.count == header.jobs else {
        throw InputError(
          file: source.name, line: rows.last?.line ?? header.line,
          expected: "the line of job \(numbers.count), of \(header.jobs) jobs", found: "the end of the file")
      }
      if rows.count > header.jobs {
        let row = rows[header.jobs]
        throw error(
          row, expected: "the end of the file after \(header.jobs) jobs",
          found: row.numbers.first.map(String.init) ?? row.foreign ?? "")
      }
      return try operations(numbers)
    }

    /// The numbers of a line that begins with how many operations it has.
    private func counted(_ row: NumberRows.Row) throws(InputError) -> [Int] {
      let job = number(of: row)
      guard let count = row.numbers.first, count >= 0, count <= ShopText.countLimit else {
        throw error(
          row, expected: "the number of operations of job \(job) from 0 to \(ShopText.countLimit)",
          found: row.numbers.first.map(String.init) ?? row.foreign ?? "")
      }
      return try whole(row, Array(row.numbers.dropFirst()), operations: count)
    }

    private func pairs() throws(InputError) -> Jobs {
      try lines { row throws(InputError) in
        var numbers = row.numbers
        if row.foreign == nil, numbers.suffix(2) == [-1, -1] { numbers.removeLast(2) }
        return try whole(row, numbers, operations: (numbers.count + 1) / 2)
      }
    }

    /// - Parameter operations: how many the line must have.
    private func whole(_ row: NumberRows.Row, _ numbers: [Int], operations: Int) throws(InputError) -> [Int] {
      let job = number(of: row)
      if let foreign = row.foreign, numbers.count < 2 * operations || numbers.count == 2 * operations {
        let kind = numbers.count.isMultiple(of: 2) ? "machine" : "duration"
        throw error(
          row, expected: "the \(kind) of operation \(numbers.count / 2) of job \(job), an integer", found: foreign)
      }
      if numbers.count < 2 * operations {
        let kind = numbers.count.isMultiple(of: 2) ? "machine" : "duration"
        throw InputError(
          file: source.name, line: row.line,
          expected: "the \(kind) of operation \(numbers.count / 2) of job \(job), in pairs 'machine duration'",
          found: row.line == endLine ? "the end of the file" : "the end of the line")
      }
      if numbers.count > 2 * operations {
        throw error(row, expected: "the end of the line of job \(job)", found: "\(numbers[2 * operations])")
      }
      return numbers
    }

    /// Whether each line is odd and begins with the number of its pairs.
    private var hasCounts: Bool {
      rows.count == header.jobs
        && rows.allSatisfy { row in
          row.foreign == nil && !row.numbers.count.isMultiple(of: 2) && row.numbers[0] == (row.numbers.count - 1) / 2
        }
    }

    // MARK: Matrices

    private func taillard(_ machinesAt: Int) throws(InputError) -> Jobs {
      let times = try matrix(rows[..<machinesAt], "durations")
      let machines = try matrix(rows[machinesAt...], "machines")
      var read = try operations(interleaved(times, machines))
      read.remarks.append("read as a job shop; '--variant open' takes the same text for an open shop")
      return read
    }

    private func matrix(_ rows: ArraySlice<NumberRows.Row>, _ what: String) throws(InputError) -> [Int] {
      var numbers: [Int] = []
      for row in rows {
        if let foreign = row.foreign { throw error(row, expected: "\(what), integers", found: foreign) }
        numbers += row.numbers
      }
      guard numbers.count == size else {
        throw InputError(
          file: source.name, line: rows.last?.line ?? header.line,
          expected: "\(header.jobs) x \(header.machines) \(what), as in Taillard's layout",
          found: "\(numbers.count) number\(numbers.count == 1 ? "" : "s")")
      }
      return numbers
    }

    /// As many numbers as there should be, and other lines than one a job.
    private func matricesOrBroken() throws(InputError) -> Jobs {
      let numbers = rows.flatMap(\.numbers)
      let machines = Array(numbers[size...])
      let areMatrices =
        rows.count == 2 * header.jobs && rows.allSatisfy { $0.numbers.count == header.machines }
        && stride(from: 0, to: size, by: header.machines).allSatisfy { start in
          let row = machines[start..<start + header.machines].sorted()
          return row == Array(1...header.machines) || row == Array(0..<header.machines)
        }
      let jobs = stride(from: 0, to: numbers.count, by: 2 * header.machines).map { start in
        Array(numbers[start..<start + 2 * header.machines])
      }
      if !areMatrices { return try operations(jobs) }
      // A job's line broken in half, whose numbers happen to be permutations, is the other reading.
      let isBroken = jobs.allSatisfy { job in
        let order = stride(from: 0, to: job.count, by: 2).map { job[$0] }.sorted()
        return order == Array(0..<header.machines) || order == Array(1...header.machines)
      }
      if isBroken {
        throw InputError(
          file: source.name,
          "reads as Taillard's layout, with the machines below the durations, and as pairs 'machine duration' in broken "
            + "lines; a line a job, or a line 'Machines' before the machines, tells which is meant")
      }
      return try operations(interleaved(Array(numbers[..<size]), machines))
    }

    private func interleaved(_ times: [Int], _ machines: [Int]) -> [[Int]] {
      stride(from: 0, to: size, by: header.machines).map { start in
        (start..<start + header.machines).flatMap { [machines[$0], times[$0]] }
      }
    }

    // MARK: Operations

    /// - Parameter numbers: by job, machine and duration in turn.
    private func operations(_ numbers: [[Int]]) throws(InputError) -> Jobs {
      let base = base(of: numbers)
      var remarks = base == 1 ? ["machines are numbered from 1 in the file; here machine 1 is machine 0"] : []
      var jobs: [[JobShop.Operation]] = []
      for (job, line) in numbers.enumerated() {
        var operations: [JobShop.Operation] = []
        operations.reserveCapacity(line.count / 2)
        for place in stride(from: 0, to: line.count, by: 2) {
          let (machine, duration) = (line[place] - base, line[place + 1])
          guard (0..<header.machines).contains(machine) else {
            throw error(
              row(of: job, in: numbers),
              expected: "the machine of operation \(place / 2) of job \(job) from 0 to \(header.machines - 1)",
              found: "\(line[place])")
          }
          guard (0...JobShop.Instance.totalLimit).contains(duration) else {
            throw error(
              row(of: job, in: numbers),
              expected: "the duration of operation \(place / 2) of job \(job) from 0 to "
                + "\(JobShop.Instance.totalLimit)", found: "\(duration)")
          }
          operations.append(JobShop.Operation(machine: machine, duration: duration))
        }
        jobs.append(operations)
      }
      if let short = shortJob(jobs) { remarks.append(short) }
      return (jobs, remarks)
    }

    /// 1 where the machines are from 1 to their number, and none is 0.
    private func base(of numbers: [[Int]]) -> Int {
      var (least, most) = (Int.max, Int.min)
      for line in numbers {
        for place in stride(from: 0, to: line.count, by: 2) {
          least = min(least, line[place])
          most = max(most, line[place])
        }
      }
      return least == 1 && most == header.machines ? 1 : 0
    }

    /// A line that may be damaged, where nearly all jobs visit each machine once.
    private func shortJob(_ jobs: [[JobShop.Operation]]) -> String? {
      if header.isGeneral { return nil }
      let odd = jobs.indices.filter { jobs[$0].count != header.machines }
      guard let first = odd.first, odd.count * 4 < jobs.count else { return nil }
      let count = jobs[first].count
      return "job \(first) has \(count) operation\(count == 1 ? "" : "s"), where most have one on each of the "
        + "\(header.machines) machines"
    }

    private func number(of row: NumberRows.Row) -> Int { rows.firstIndex { $0.line == row.line } ?? 0 }

    /// Where a job stands, as far as jobs have lines.
    private func row(of job: Int, in numbers: [[Int]]) -> NumberRows.Row {
      rows[min(rows.count - 1, rows.count == numbers.count ? job : 0)]
    }

    private func error(_ row: NumberRows.Row, expected: String, found: String) -> InputError {
      InputError(file: source.name, line: row.line, expected: expected, found: TokenReader.shown(found))
    }
  }
}
