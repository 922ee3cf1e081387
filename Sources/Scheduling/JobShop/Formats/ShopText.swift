import Basics
import Solving

/// The layouts in which job shops are written as lines of numbers, told apart by what is consistent:
///
/// - standard: `jobs machines`, then a line a job of pairs `machine duration`; lines of any even length, closed by `-1 -1`
///   or not, or all of it broken into other lines;
/// - general: `jobs machines *`, and each job's line begins with the number of its operations (which may also stand
///   there without the `*`);
/// - Taillard's: the durations, a line a job, then the machines, numbered from 1.
///
/// - Source: Beasley 1990, "OR-Library"; Taillard 1993, "Benchmarks for basic scheduling problems"; Da Col, Teppan 2022,
///   "Industrial-size job shop scheduling with constraint programming".
struct ShopText {
  private let source: SourceText
  private let rows: NumberRows
  /// The lines of the instance that is meant.
  private let range: Range<Int>
  /// What the file calls it.
  private let name: String?

  /// Counts beyond this are mistakes or attacks, not instances.
  static let countLimit = 1 << 20

  init(_ source: SourceText) throws(InputError) {
    self.source = source
    rows = NumberRows(source)
    let starts = Self.starts(rows.lines)
    guard !starts.isEmpty else {
      if let selection = source.selection {
        throw InputError(file: source.name, "one job shop, so '#\(selection)' chooses nothing")
      }
      range = 0..<rows.lines.count
      name = nil
      return
    }
    if source.selection == nil, starts.count > 1 {
      throw InputError(
        file: source.name,
        "holds \(starts.count) job shops; choose one as '\(source.name)#1' to '\(source.name)#\(starts.count)'")
    }
    let selection = source.selection ?? 1
    guard selection <= starts.count else {
      throw InputError(file: source.name, "has no instance \(selection); it holds \(starts.count)")
    }
    let start = starts[selection - 1]
    range = start..<(selection < starts.count ? starts[selection] : rows.lines.count)
    name = Self.name(rows.lines[start])
  }

  /// Where the instances of a collected file begin: at lines `instance NAME`, as the OR-Library has them, or, without any,
  /// at Taillard's titles.
  private static func starts(_ lines: [NumberRows.Line]) -> [Int] {
    let named = lines.indices.filter { name(lines[$0]) != nil }
    if !named.isEmpty { return named }
    return lines.indices.filter { isTitle(lines, $0) }
  }

  private static func name(_ line: NumberRows.Line) -> String? {
    guard case .words(let text, _) = line else { return nil }
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count == 2 && words[0].lowercased() == "instance" ? String(words[1]) : nil
  }

  /// "Nb of jobs, Nb of Machines, ..." above the counts.
  private static func isTitle(_ lines: [NumberRows.Line], _ index: Int) -> Bool {
    guard case .words(let text, _) = lines[index], index + 1 < lines.count, case .row(let row) = lines[index + 1] else {
      return false
    }
    return row.numbers.count >= 2 && text.lowercased().contains("jobs") && text.lowercased().contains("machines")
  }

  // MARK: Reading

  /// The counts, and whether `*` follows them.
  struct Header {
    let jobs: Int
    let machines: Int
    let isGeneral: Bool
    let line: Int
    /// The index of the line after it.
    let end: Int
    /// Whether a line `instance NAME`, or a title, stands above them.
    let isNamed: Bool
  }

  func header() throws(InputError) -> Header {
    for index in range {
      guard case .row(let row) = rows.lines[index] else { continue }
      // A description may begin with a number: "10 jobs, 5 machines".
      if let foreign = row.foreign, foreign.first?.isLetter ?? false { continue }
      let place = LinePlace(file: source.name, line: row.line)
      let jobs = try count(row, 0, "the number of jobs", place)
      let machines = try count(row, 1, "the number of machines", place)
      let isGeneral = row.numbers.count == 2 && row.foreign == "*"
      let isTitled = index > range.lowerBound && Self.isTitle(rows.lines, index - 1)
      if !isTitled, !isGeneral, row.numbers.count > 2 || row.foreign != nil {
        throw place.error(
          expected: "the end of the line after the counts",
          found: TokenReader.shown(row.numbers.count > 2 ? "\(row.numbers[2])" : row.foreign ?? ""))
      }
      return Header(
        jobs: jobs, machines: machines, isGeneral: isGeneral, line: row.line, end: index + 1,
        isNamed: isTitled || name != nil)
    }
    throw LinePlace(file: source.name, line: endLine).error(
      expected: "the number of jobs", found: "the end of the file")
  }

  /// How many numbers the line after the counts has.
  func firstCount(after header: Header) -> Int {
    for line in rows.lines[header.end..<range.upperBound] {
      if case .row(let row) = line { return row.numbers.count }
    }
    return 0
  }

  /// Whether there is a line a job of as many numbers as there are machines.
  func isMatrix(after header: Header) -> Bool {
    let lines = rows.lines[header.end..<range.upperBound]
    return lines.count == header.jobs
      && lines.allSatisfy { if case .row(let row) = $0 { row.numbers.count == header.machines } else { false } }
  }

  /// Whether several instances stand one after the other.
  static func isCollection(_ source: SourceText) -> Bool {
    source.isText(upTo: 4096) && starts(NumberRows(source).lines).count > 1
  }

  private func count(_ row: NumberRows.Row, _ index: Int, _ what: String, _ place: LinePlace) throws(InputError) -> Int
  {
    if index < row.numbers.count { return try place.integer("\(row.numbers[index])", what, in: 1...Self.countLimit) }
    if let foreign = row.foreign { return try place.integer(foreign, what, in: 1...Self.countLimit) }
    let isLast = !rows.lines[range].contains { if case .row(let next) = $0 { next.line > row.line } else { false } }
    if isLast { throw place.error(expected: what, found: "the end of the file") }
    throw place.error(expected: "'jobs machines' in one line", found: "one number")
  }

  /// The last line of the text.
  private var endLine: Int { source.bytes.count { $0 == UInt8(ascii: "\n") } + 1 }

  func instance() throws(InputError) -> JobShop.Instance {
    let header = try header()
    let body = Body(try bodyRows(header), header, source, endLine: rows.lastLine)
    let read = try body.read()
    do {
      return try JobShop.Instance(
        name: name ?? source.stem + (source.selection.map { "#\($0)" } ?? ""), machineCount: header.machines,
        jobs: read.jobs, remarks: read.remarks)
    } catch {
      throw InputError(file: source.name, "\(error)")
    }
  }

  /// The rows after the counts, and where Taillard's words divide them.
  private func bodyRows(_ header: Header) throws(InputError) -> (rows: [NumberRows.Row], machinesAt: Int?) {
    var found: [NumberRows.Row] = []
    var machinesAt: Int?
    for line in rows.lines[header.end..<range.upperBound] {
      switch line {
      case .row(let row): found.append(row)
      case .words(let text, let line):
        let word = text.lowercased()
        if word.utf8.allSatisfy({ $0 == UInt8(ascii: "+") || $0 <= 32 }) { continue }
        if word.hasPrefix("machine"), machinesAt == nil, !found.isEmpty {
          machinesAt = found.count
        } else if found.isEmpty, ["times", "durations", "processing"].contains(where: word.hasPrefix) {
          continue
        } else if found.count < header.jobs {
          let first = String(text.prefix { !$0.isWhitespace })
          throw InputError(
            file: source.name, line: line, expected: "the line of job \(found.count), of \(header.jobs) jobs",
            found: TokenReader.shown(first))
        } else {
          throw InputError(
            file: source.name, line: line, expected: "the end of the file after \(header.jobs) jobs",
            found: TokenReader.shown(String(text.prefix { !$0.isWhitespace })))
        }
      }
    }
    return (found, machinesAt)
  }
}
