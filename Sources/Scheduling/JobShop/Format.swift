import Basics

/// The standard job-shop text: a line `jobs machines`, then a line for each job with a pair `machine duration` for each
/// machine, in processing order.
///
/// Blank lines and what follows a `#` are skipped, and so are the headers of collected files: an `instance NAME` line,
/// rules made of `+`, and lines of description before the counts, as far as they do not begin with a number.
/// Where jobs skip machines or come back to them, the first line is `jobs machines *`, and each job's line begins with
/// the number of its operations.
extension JobShop {
  public static let formats = [
    "standard job-shop text: 'jobs machines', then a line a job of 'machine duration' pairs ('#' starts a comment)",
    "the same with 'jobs machines *' and the number of operations at the start of each job's line",
  ]

  public static func recognises(_ source: SourceText) -> Bool {
    guard source.isText() else { return false }
    if FlexibleText.isNamed(source) { return false }
    var reader = TokenReader(source)
    guard let header = try? readHeader(&reader) else { return false }
    if header.isNamed || header.isGeneral { return true }
    // Other formats begin with two numbers too; a job's line has more numbers than there are machines.
    var lines = TokenReader(source)
    while lines.line <= reader.line, let token = lines.next() {
      guard lines.line > reader.line else { continue }
      var count = 0
      let line = lines.line
      var current: String? = token
      while let number = current, lines.line == line {
        guard Int(number) != nil else { return false }
        count += 1
        current = lines.next()
      }
      return count > header.machines
    }
    return false
  }

  /// A flexible job shop whose numbers happen to make a job shop too.
  public static func otherReading(of source: SourceText) -> String? {
    FlexibleText.fits(source) ? "a flexible job shop of the problem '\(GeneralSchedule.name)'" : nil
  }

  /// - Throws: the first place where the text is not the format, or its numbers do not make an instance.
  /// - Complexity: linear in the text; nothing is allocated for counts that the text does not fill.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    guard !source.bytes.isEmpty else {
      throw InputError(file: source.name, line: nil, expected: "a job-shop instance", found: "an empty file")
    }
    guard source.isText() else {
      throw InputError(file: source.name, line: nil, expected: "a job-shop instance as text", found: "binary data")
    }
    if FlexibleText.isNamed(source) {
      throw InputError(
        file: source.name,
        "a flexible job shop, by its name, which the problem '\(GeneralSchedule.name)' reads; here each operation has "
          + "one machine")
    }
    var reader = TokenReader(source)
    let header = try readHeader(&reader)
    var lines = JobLines(reader, header)
    var jobs: [[Operation]] = []
    while jobs.count < header.jobs { jobs.append(try lines.nextJob()) }
    try lines.expectEnd()
    do {
      return try Instance(name: header.name ?? source.stem, machineCount: header.machines, jobs: jobs)
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  /// The standard text of `instance`, which `parse` reads back.
  public static func text(of instance: Instance) -> String {
    let isGeneral = instance.jobs.contains { $0.count != instance.machineCount }
    var text = "# \(instance.name)\n\(instance.jobCount) \(instance.machineCount)\(isGeneral ? " *" : "")\n"
    for operations in instance.jobs {
      if isGeneral { text += "\(operations.count)" }
      for (position, operation) in operations.enumerated() {
        text += "\(position > 0 || isGeneral ? " " : "")\(operation.machine) \(operation.duration)"
      }
      text += "\n"
    }
    return text
  }
}

/// The counts, and what stood before them.
private struct Header {
  var name: String?
  var isNamed = false
  var jobs = 0
  var machines = 0
  /// Each job's line begins with the number of its operations.
  var isGeneral = false
}

/// Counts beyond this are mistakes or attacks, not instances.
private let countLimit = 1 << 20

private func readHeader(_ reader: inout TokenReader) throws(InputError) -> Header {
  var header = Header()
  var skippedLine = 0
  while true {
    let before = reader
    guard let token = reader.next() else {
      throw reader.place.error(expected: "the number of jobs", found: "the end of the file")
    }
    if reader.line == skippedLine {
      if header.isNamed, header.name == nil { header.name = token }
      continue
    }
    if Int(token) != nil || token.utf8.allSatisfy({ (48...57).contains($0) }) {
      reader = before
      break
    }
    skippedLine = reader.line
    if token.lowercased() == "instance" { header.isNamed = true }
  }
  header.jobs = try reader.integer("the number of jobs", in: 1...countLimit)
  let line = reader.line
  header.machines = try reader.integer("the number of machines", in: 1...countLimit)
  guard reader.line == line else {
    throw InputError(
      file: reader.source.name, line: line, expected: "'jobs machines' in one line", found: "one number")
  }
  var ahead = reader
  if ahead.next() == "*", ahead.line == line {
    header.isGeneral = true
    reader = ahead
  }
  return header
}

/// Reads a job from each line, and knows when a line has too few or too many numbers.
private struct JobLines {
  private var reader: TokenReader
  private let header: Header
  private var job = 0
  private var line: Int

  init(_ reader: TokenReader, _ header: Header) {
    self.reader = reader
    self.header = header
    line = reader.line
  }

  mutating func nextJob() throws(InputError) -> [JobShop.Operation] {
    try beginLine()
    let job = job
    var count = header.machines
    if header.isGeneral { count = try number("the number of operations of job \(job)", in: 0...countLimit) }
    var operations: [JobShop.Operation] = []
    for position in 0..<count {
      let machine = try number(
        "the machine of operation \(position) of job \(job)", in: 0...header.machines - 1, of: count)
      let duration = try number(
        "the duration of operation \(position) of job \(job)", in: 0...JobShop.Instance.totalLimit, of: count)
      operations.append(JobShop.Operation(machine: machine, duration: duration))
    }
    self.job += 1
    return operations
  }

  /// Goes on to the line of the next job, which must not be the line of what came before.
  private mutating func beginLine() throws(InputError) {
    var ahead = reader
    guard let token = ahead.next() else {
      throw InputError(
        file: reader.source.name, line: line, expected: "the line of job \(job), of \(header.jobs) jobs",
        found: "the end of the file")
    }
    guard ahead.line > line else {
      let what = job == 0 ? "the end of the line after the counts" : "the end of the line of job \(job - 1)"
      throw InputError(file: reader.source.name, line: line, expected: what, found: TokenReader.shown(token))
    }
    line = ahead.line
  }

  /// Nothing may follow the last job but rules made of `+`, as between the instances of collected files.
  mutating func expectEnd() throws(InputError) {
    while let token = reader.next() {
      guard reader.line > line, token.utf8.allSatisfy({ $0 == UInt8(ascii: "+") }) else {
        throw reader.place.error(
          expected: "the end of the file after \(header.jobs) jobs", found: TokenReader.shown(token))
      }
    }
  }

  /// The next number of the job's line.
  ///
  /// - Parameter pairs: how many the line must have, for the error where it ends early.
  private mutating func number(
    _ what: @autoclosure () -> String, in range: ClosedRange<Int>, of pairs: Int = 0
  ) throws(InputError) -> Int {
    let token = reader.next()
    guard let token, reader.line == line else {
      throw InputError(
        file: reader.source.name, line: line, expected: "\(what()), one of \(pairs) pairs in the line of job \(job)",
        found: token == nil ? "the end of the file" : "the end of the line")
    }
    guard let value = Int(token), range.contains(value) else {
      throw InputError(
        file: reader.source.name, line: line,
        expected: "\(what()) from \(range.lowerBound) to \(range.upperBound)", found: TokenReader.shown(token))
    }
    return value
  }
}
