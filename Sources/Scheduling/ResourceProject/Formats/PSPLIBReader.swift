import Basics

/// Reads the single-mode format of the project scheduling library PSPLIB (`.sm`).
///
/// Sections are separated by lines of `*`; used are the numbers of jobs and renewable resources in the header, and the
/// sections PRECEDENCE RELATIONS, REQUESTS/DURATIONS and RESOURCEAVAILABILITIES, whose titles may be spelt in several ways.
/// Jobs are numbered from 1. A line whose first character is `#` is a comment (elsewhere `#` belongs to the headings);
/// remarks in words may follow the availabilities.
/// - Source: Kolisch, Sprecher 1996, "PSPLIB - a project scheduling problem library".
struct PSPLIBReader {
  private var lines: LineReader
  private var jobCount: Int?
  private var resourceCount: Int?
  private var successors: [[Int]?] = []
  private var requests: [(duration: Int, demands: [Int], line: Int)?] = []
  private var precedenceLines: [Int] = []
  private var capacities: [Int] = []

  static func recognises(_ source: SourceText) -> Bool {
    var lines = LineReader(source)
    while lines.number < 64, let line = lines.next() {
      if PSPLIBSection.precedences.begins(at: line) { return true }
      let key = PSPLIBSection.entry(line)?.key ?? ""
      if key.hasPrefix("jobsincl") || key == "filewithbasedata" { return true }
    }
    return false
  }

  static func read(_ source: SourceText) throws(InputError) -> ResourceProject.Instance {
    var reader = PSPLIBReader(lines: LineReader(source))
    try reader.readHeader()
    try reader.readPrecedences()
    try reader.readRequests()
    try reader.readCapacities()
    return try reader.instance(source)
  }

  private init(lines: LineReader) { self.lines = lines }

  /// `name : value` lines up to the title of the precedences.
  private mutating func readHeader() throws(InputError) {
    while let line = lines.next() {
      if PSPLIBSection.precedences.begins(at: line) { return }
      guard let (key, value) = PSPLIBSection.entry(line) else { continue }
      if key.hasPrefix("projects") {
        _ = try lines.integer(value, "1 project", in: 1...1)
      } else if key.hasPrefix("jobs") {
        jobCount = try lines.integer(
          value, "the number of jobs", in: 1...ResourceProject.Instance.maximumActivityCount)
      } else if key.hasPrefix("renewable") {
        resourceCount = try lines.integer(value, "the number of renewable resources", in: 0...1000)
      } else if key.hasPrefix("nonrenewable") {
        _ = try lines.integer(value, "0 nonrenewable resources", in: 0...0)
      } else if key.hasPrefix("doubly") {
        _ = try lines.integer(value, "0 doubly constrained resources", in: 0...0)
      }
    }
    throw lines.missing(PSPLIBSection.precedences.title)
  }

  private mutating func readPrecedences() throws(InputError) {
    guard let jobCount else { throw lines.missing("a line 'jobs (incl. supersource/sink ): N' in the header") }
    guard resourceCount != nil else { throw lines.missing("a line '- renewable : K' in the header") }
    while let line = lines.next(), !line.isSeparator {
      let tokens = line.tokens
      guard Int(tokens[0]) != nil || tokens[0].first == "-" else { continue }  // the heading
      let job = try lines.integer(tokens.first, "a job number", in: 1...jobCount)
      _ = try lines.integer(tokens.dropFirst().first, "1 mode of job \(job)", in: 1...1)
      let count = try lines.integer(
        tokens.dropFirst(2).first, "the number of successors of job \(job)", in: 0...jobCount)
      guard tokens.count == 3 + count else {
        throw lines.error(expected: "\(counted(count, "successor")) of job \(job)", found: "\(tokens.count - 3)")
      }
      var list: [Int] = []
      for token in tokens.dropFirst(3) {
        list.append(try lines.integer(token, "a successor of job \(job)", in: 1...jobCount) - 1)
      }
      // Growing with what is read, not with what the header promises, keeps a lying header harmless.
      while successors.count < job {
        successors.append(nil)
        precedenceLines.append(lines.number)
      }
      guard successors[job - 1] == nil else {
        throw InputError(file: lines.file, line: lines.number, "job \(job) has a second line of precedences")
      }
      successors[job - 1] = list
      precedenceLines[job - 1] = lines.number
    }
    try expectAllJobs(successors.map { $0 != nil }, in: "PRECEDENCE RELATIONS")
  }

  private mutating func readRequests() throws(InputError) {
    guard let jobCount, let resourceCount else { return }
    try PSPLIBSection.requests.skip(to: &lines)
    while let line = lines.next(), !line.isSeparator {
      let tokens = line.tokens
      if Int(tokens[0]) == nil, tokens[0].allSatisfy({ $0 == "-" }) || tokens[0].lowercased().hasPrefix("job") {
        continue
      }
      let job = try lines.integer(tokens.first, "a job number", in: 1...jobCount)
      _ = try lines.integer(tokens.dropFirst().first, "mode 1 of job \(job)", in: 1...1)
      let duration = try lines.integer(
        tokens.dropFirst(2).first, "the duration of job \(job)",
        in: 0...ResourceProject.Instance.maximumDuration)
      guard tokens.count == 3 + resourceCount else {
        throw lines.error(
          expected: "\(counted(resourceCount, "request")) of job \(job)", found: "\(tokens.count - 3)")
      }
      var demands: [Int] = []
      for token in tokens.dropFirst(3) {
        demands.append(
          try lines.integer(token, "a request of job \(job)", in: 0...ResourceProject.Instance.maximumCapacity))
      }
      while requests.count < job { requests.append(nil) }
      guard requests[job - 1] == nil else {
        throw InputError(file: lines.file, line: lines.number, "job \(job) has a second line of requests")
      }
      requests[job - 1] = (duration, demands, lines.number)
    }
    try expectAllJobs(requests.map { $0 != nil }, in: "REQUESTS/DURATIONS")
  }

  private mutating func readCapacities() throws(InputError) {
    guard let resourceCount else { return }
    try PSPLIBSection.availabilities.skip(to: &lines)
    if resourceCount > 0 {
      var line = lines.next()
      if let heading = line, heading.text.lowercased().hasPrefix("r") { line = lines.next() }
      guard let line, !line.isSeparator else { throw lines.missing("\(resourceCount) resource availabilities") }
      guard line.tokens.count == resourceCount else {
        throw lines.error(expected: "\(resourceCount) resource availabilities", found: "\(line.tokens.count)")
      }
      for token in line.tokens {
        capacities.append(
          try lines.integer(token, "a resource availability", in: 0...ResourceProject.Instance.maximumCapacity))
      }
    }
    try PSPLIBSection.expectEnd(&lines)
  }

  private func expectAllJobs(_ present: [Bool], in section: String) throws(InputError) {
    guard let jobCount else { return }
    guard let absent = present.firstIndex(of: false) ?? (present.count < jobCount ? present.count : nil) else { return }
    throw lines.error(
      expected: "\(counted(jobCount, "job")) in the section \(section)",
      found: "\(present.count { $0 }): job \(absent + 1) is missing")
  }

  private func instance(_ source: SourceText) throws(InputError) -> ResourceProject.Instance {
    let requests = requests.compactMap { $0 }
    for (job, request) in requests.enumerated() where request.duration > 0 {
      for (resource, demand) in request.demands.enumerated() where demand > capacities[resource] {
        throw InputError(
          file: source.name, line: request.line,
          "job \(job + 1) requests \(demand) of resource \(resource + 1), whose availability is "
            + "\(capacities[resource])")
      }
    }
    do {
      return try ResourceProject.Instance(
        name: source.stem, durations: requests.map(\.duration),
        demands: requests.map(\.demands), successors: successors.compactMap { $0 }, capacities: capacities)
    } catch {
      let line: Int? =
        switch error.place {
        case .item(let job): requests[job].line
        case .precedences(of: let job): precedenceLines[job]
        case nil: nil
        }
      throw InputError(file: source.name, line: line, error.description)
    }
  }
}
