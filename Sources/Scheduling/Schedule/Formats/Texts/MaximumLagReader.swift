import Basics
import Solving

extension GeneralSchedule {
  /// Reads projects with minimum and maximum lags (`.sch`, ProGen/max): a line `n K 0 0`, then a line for each activity
  /// from 0 to n + 1 with its number, a 1 for its mode, its successors and as many lags in brackets; then a line each
  /// with duration and demands; then the capacities.
  ///
  /// A lag is from start to start, and where it is below 0 it says how much earlier the successor may start. The
  /// source, activity 0, starts at 0.
  /// - Source: Schwindt 1998, "Generation of resource-constrained project scheduling problems subject to temporal
  ///   constraints".
  struct MaximumLagReader {
    private var lines: LineReader

    /// Whether it looks like one: the first line, and a line of successors with brackets.
    static func recognises(_ source: SourceText) -> Bool {
      guard source.isText(upTo: 4096) else { return false }
      var lines = LineReader(source)
      guard let header = lines.next()?.tokens, header.count == 4, header.allSatisfy({ Int($0) != nil }),
        let first = lines.next()?.tokens
      else { return false }
      return first.count > 2 && first.contains { $0.hasPrefix("[") } && Int(first[0]) == 0
    }

    static func read(_ source: SourceText) throws(InputError) -> Instance {
      var reader = MaximumLagReader(lines: LineReader(source))
      return try reader.instance(source)
    }

    private mutating func instance(_ source: SourceText) throws(InputError) -> Instance {
      let header = try line("a line 'activities resources 0 0'").tokens
      guard header.count == 4 else {
        throw lines.error(
          expected: "a line 'activities resources 0 0'", found: "\(counted(header.count, "number"))")
      }
      let limit = ResourceProject.Instance.maximumActivityCount
      let count = try lines.integer(header[0], "the number of activities", in: 0...limit) + 2
      let resourceCount = try lines.integer(header[1], "the number of renewable resources", in: 0...1000)
      for token in header[2...] { _ = try lines.integer(token, "0 resources of other kinds", in: 0...0) }
      var arcs: [(from: Int, to: Int, lag: Int)] = []
      for activity in 0..<count { arcs += try readLags(of: activity, count) }
      var activities: [(duration: Int, demands: [Int], line: Int)] = []
      for activity in 0..<count {
        let numbers = try readNumbers(
          of: activity, 1 + resourceCount, "duration and \(counted(resourceCount, "demand"))",
          upTo: Instance.timeLimit)
        activities.append((numbers[0], Array(numbers[1...]), lines.number))
      }
      let last = resourceCount == 0 ? [] : try line(counted(resourceCount, "capacity")).tokens
      guard last.count == resourceCount else {
        throw lines.error(expected: counted(resourceCount, "capacity"), found: "\(last.count)")
      }
      var builder = Builder(source.stem)
      var resources: [Builder.ResourceNumber] = []
      for (number, token) in last.enumerated() {
        let capacity = try lines.integer(token, "a capacity", in: 0...Instance.limit)
        resources.append(builder.renewable("resource \(number + 1)", capacity: capacity))
      }
      if lines.next() != nil { throw lines.error(expected: "the end of the file after the capacities", found: "more") }
      for (number, activity) in activities.enumerated() {
        let task = builder.task("\(number)")
        let demands = zip(resources, activity.demands).filter { $0.1 > 0 }
        builder.mode(of: task, duration: activity.duration, taking: demands.map { ($0.0, $0.1) })
      }
      builder.description.tasks[0].latestStart = 0
      for arc in arcs { builder.lag(Lag(.start(of: arc.from), .start(of: arc.to), minimum: arc.lag)) }
      do {
        return try builder.instance()
      } catch {
        throw InputError(file: source.name, line: error.place.map { activities[$0.number].line }, error.description)
      }
    }

    private mutating func line(_ what: String) throws(InputError) -> LineReader.Line {
      guard let line = lines.next() else { throw lines.missing(what) }
      return line
    }

    /// The line of an activity without its number and its mode.
    private mutating func readTokens(of activity: Int, _ what: String) throws(InputError) -> ArraySlice<String> {
      let tokens = try line("the line of activity \(activity): \(what)").tokens
      _ = try lines.integer(tokens.first, "activity \(activity)", in: activity...activity)
      _ = try lines.integer(tokens.dropFirst().first, "1 mode of activity \(activity)", in: 1...1)
      return tokens.dropFirst(2)
    }

    private mutating func readNumbers(
      of activity: Int, _ count: Int, _ what: String, upTo most: Int = Instance.limit
    ) throws(InputError) -> [Int] {
      let tokens = try readTokens(of: activity, what)
      guard tokens.count == count else {
        throw lines.error(
          expected: "\(what) of activity \(activity)", found: "\(counted(tokens.count, "number"))")
      }
      var numbers: [Int] = []
      for token in tokens {
        numbers.append(try lines.integer(token, "\(what) of activity \(activity)", in: 0...most))
      }
      return numbers
    }

    private mutating func readLags(
      of activity: Int, _ activityCount: Int
    ) throws(InputError) -> [(from: Int, to: Int, lag: Int)] {
      let tokens = try readTokens(of: activity, "its successors and their lags")
      let count = try lines.integer(
        tokens.first, "the number of successors of activity \(activity)", in: 0...activityCount)
      // Brackets may hold blanks.
      let rest = tokens.dropFirst()
      let lagText = rest.dropFirst(count).joined(separator: " ")
      let lags = lagText.split { $0 == "[" || $0 == "]" || $0 == " " }.map(String.init)
      guard rest.count >= count, lags.count == count else {
        throw lines.error(
          expected: "\(counted(count, "successor")) of activity \(activity) and as many lags",
          found: "\(min(count, rest.count)) and \(lags.count)")
      }
      var arcs: [(from: Int, to: Int, lag: Int)] = []
      for (token, lag) in zip(rest, lags) {
        let successor = try lines.integer(token, "a successor of activity \(activity)", in: 0...activityCount - 1)
        let lag = try lines.integer(
          lag, "a lag after activity \(activity)", in: -Instance.timeLimit...Instance.timeLimit)
        arcs.append((activity, successor, lag))
      }
      return arcs
    }
  }
}
