import Basics
import Solving

extension GeneralSchedule {
  /// Reads PSPLIB files, also of activities with several modes and of nonrenewable resources (`.mm`), as of MMLIB.
  ///
  /// Sections are separated by lines of `*`; used are the numbers of jobs and resources in the header, and the sections
  /// PRECEDENCE RELATIONS, REQUESTS/DURATIONS and RESOURCEAVAILABILITIES. Jobs are numbered from 1, modes within them
  /// too.
  /// - Source: Kolisch, Sprecher 1996, "PSPLIB - a project scheduling problem library".
  struct MultiModeReader {
    private var lines: LineReader
    private var jobCount: Int?
    private var renewableCount: Int?
    private var consumableCount = 0
    /// By job; nil for one that was not there yet.
    private var jobs: [Activity?] = []

    private struct Activity {
      var modeCount: Int
      var successors: [Int]
      var modes: [(duration: Int, requests: [Int])] = []
      var line: Int
    }

    private static let numberLimit = ResourceProject.Instance.maximumActivityCount

    /// Whether it is one that `ResourceProject` does not read: with nonrenewable resources or several modes.
    static func needsModes(_ source: SourceText) -> Bool {
      guard source.isText(upTo: 4096), PSPLIBReader.recognises(source) else { return false }
      var lines = LineReader(source)
      var isInPrecedences = false
      while let line = lines.next() {
        if isInPrecedences {
          if line.isSeparator { return false }
          let tokens = line.tokens
          if tokens.count > 1, Int(tokens[0]) != nil, tokens[1] != "1" { return true }
        } else if let (key, value) = PSPLIBSection.entry(line), key.hasPrefix("nonrenewable"), let value, value != "0" {
          return true
        }
        if PSPLIBSection.precedences.begins(at: line) { isInPrecedences = true }
      }
      return false
    }

    static func read(_ source: SourceText) throws(InputError) -> Instance {
      var reader = MultiModeReader(lines: LineReader(source))
      try reader.readHeader()
      try reader.readPrecedences()
      try reader.readRequests()
      let capacities = try reader.readCapacities()
      return try reader.instance(capacities, source)
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
          jobCount = try lines.integer(value, "the number of jobs", in: 1...Self.numberLimit)
        } else if key.hasPrefix("renewable") {
          renewableCount = try lines.integer(value, "the number of renewable resources", in: 0...1000)
        } else if key.hasPrefix("nonrenewable") {
          consumableCount = try lines.integer(value, "the number of nonrenewable resources", in: 0...1000)
        } else if key.hasPrefix("doubly") {
          _ = try lines.integer(value, "0 doubly constrained resources", in: 0...0)
        }
      }
      throw lines.missing(PSPLIBSection.precedences.title)
    }

    private mutating func readPrecedences() throws(InputError) {
      guard let jobCount else { throw lines.missing("a line 'jobs (incl. supersource/sink ): N' in the header") }
      guard renewableCount != nil else { throw lines.missing("a line '- renewable : K' in the header") }
      while let line = lines.next(), !line.isSeparator {
        let tokens = line.tokens
        guard Int(tokens[0]) != nil || tokens[0].first == "-" else { continue }  // the heading
        let job = try lines.integer(tokens[0], "a job number", in: 1...jobCount)
        let modes = try lines.integer(tokens.dropFirst().first, "the number of modes of job \(job)", in: 1...1000)
        let count = try lines.integer(
          tokens.dropFirst(2).first, "the number of successors of job \(job)", in: 0...jobCount)
        guard tokens.count == 3 + count else {
          throw lines.error(expected: "\(counted(count, "successor")) of job \(job)", found: "\(tokens.count - 3)")
        }
        var successors: [Int] = []
        for token in tokens.dropFirst(3) {
          successors.append(try lines.integer(token, "a successor of job \(job)", in: 1...jobCount) - 1)
        }
        // Growing with what is read, not with what the header promises, keeps a lying header harmless.
        while jobs.count < job { jobs.append(nil) }
        guard jobs[job - 1] == nil else {
          throw lines.place.error("job \(job) has a second line of precedences")
        }
        jobs[job - 1] = Activity(modeCount: modes, successors: successors, line: lines.number)
      }
      if let absent = jobs.firstIndex(where: { $0 == nil }) ?? (jobs.count < jobCount ? jobs.count : nil) {
        throw lines.error(
          expected: "\(counted(jobCount, "job")) in the section PRECEDENCE RELATIONS",
          found: "\(jobs.count { $0 != nil }): job \(absent + 1) is missing")
      }
    }

    /// A line a mode; the first one of a job begins with the job's number.
    private mutating func readRequests() throws(InputError) {
      try PSPLIBSection.requests.skip(to: &lines)
      let width = 2 + (renewableCount ?? 0) + consumableCount
      var job: Int?
      while let line = lines.next(), !line.isSeparator {
        var tokens = line.tokens[...]
        if Int(tokens[0]) == nil, tokens[0].allSatisfy({ $0 == "-" }) || tokens[0].lowercased().hasPrefix("job") {
          continue
        }
        if tokens.count == width + 1 {
          job = try lines.integer(tokens.popFirst(), "a job number", in: 1...jobs.count) - 1
        }
        guard tokens.count == width, let job, let activity = jobs[job] else {
          throw lines.error(
            expected: "a mode with \(counted(width - 2, "request"))",
            found: "\(counted(tokens.count, "number"))")
        }
        let mode = try lines.integer(
          tokens.popFirst(), "mode \(activity.modes.count + 1) of job \(job + 1)", in: 1...activity.modeCount)
        guard mode == activity.modes.count + 1 else {
          throw lines.error(expected: "mode \(activity.modes.count + 1) of job \(job + 1)", found: "\(mode)")
        }
        let duration = try lines.integer(
          tokens.popFirst(), "the duration of job \(job + 1)", in: 0...Instance.timeLimit)
        var requests: [Int] = []
        for token in tokens {
          requests.append(try lines.integer(token, "a request of job \(job + 1)", in: 0...Instance.limit))
        }
        jobs[job]?.modes.append((duration, requests))
      }
      for (number, activity) in jobs.enumerated() {
        guard let activity, activity.modes.count < activity.modeCount else { continue }
        throw lines.error(
          expected: "\(counted(activity.modeCount, "mode")) of job \(number + 1)", found: "\(activity.modes.count)")
      }
    }

    private mutating func readCapacities() throws(InputError) -> [Int] {
      let count = (renewableCount ?? 0) + consumableCount
      try PSPLIBSection.availabilities.skip(to: &lines)
      var capacities: [Int] = []
      while capacities.count < count, let line = lines.next(), !line.isSeparator {
        if line.text.first.map({ $0.isLetter }) ?? false { continue }  // the heading
        for token in line.tokens {
          capacities.append(try lines.integer(token, "a resource availability", in: 0...Instance.limit))
        }
      }
      guard capacities.count == count else {
        throw lines.error(expected: "\(count) resource availabilities", found: "\(capacities.count)")
      }
      try PSPLIBSection.expectEnd(&lines)
      return capacities
    }

    private func instance(_ capacities: [Int], _ source: SourceText) throws(InputError) -> Instance {
      var builder = Builder(source.stem)
      let renewableCount = renewableCount ?? 0
      let resources = capacities.enumerated().map { number, capacity in
        number < renewableCount
          ? builder.renewable("resource \(number + 1)", capacity: capacity)
          : builder.consumable("supply \(number - renewableCount + 1)", capacity: capacity)
      }
      let jobs = jobs.compactMap(\.self)
      let tasks = jobs.indices.map { builder.task("\($0 + 1)") }
      for (job, activity) in jobs.enumerated() {
        for mode in activity.modes {
          let demands = zip(resources, mode.requests).filter { $0.1 > 0 }
          builder.mode(of: tasks[job], duration: mode.duration, taking: demands.map { ($0.0, $0.1) })
        }
        for successor in activity.successors { builder.after(tasks[job], tasks[successor]) }
      }
      do {
        return try builder.instance()
      } catch {
        throw InputError(
          file: source.name, line: error.place.map { jobs[$0.number].line }, error.description)
      }
    }
  }
}
