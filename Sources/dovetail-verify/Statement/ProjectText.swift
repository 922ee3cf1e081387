/// Reads resource-constrained projects: PSPLIB's single-mode format (`.sm`) and Patterson's (`.rcp`).
struct ProjectText {
  private let file: String
  private var durations: [Int] = []
  private var demands: [[Int]] = []
  private var successors: [[Int]] = []
  private var capacities: [Int] = []

  static func read(_ text: [UInt8], name: String) throws -> Statement {
    var project = ProjectText(file: name)
    if isLibrary(text) { try project.readSections(text) } else { try project.readNumbers(text) }
    return try project.statement()
  }

  private init(file: String) { self.file = file }

  private func error(_ line: TextLine?, _ message: String) -> Unreadable {
    Unreadable(file: file, line: line?.number, message: message)
  }

  // MARK: PSPLIB

  private static func letters(_ words: [String]) -> String {
    String(decoding: words.joined().lowercased().utf8.filter { $0 &- 97 < 26 }, as: UTF8.self)
  }

  static func isLibrary(_ text: [UInt8]) -> Bool {
    TextLine.lines(of: Array(text.prefix(1 << 14)), comments: false).contains {
      let letters = letters($0.words)
      return letters.hasPrefix("precedencerelation") || letters.hasPrefix("jobsincl")
    }
  }

  /// The parts by their titles; what is no row of numbers there is a heading.
  private mutating func readSections(_ text: [UInt8]) throws {
    var section = ""
    var (jobCount, resourceCount): (Int?, Int?)
    var sections: [String: [TextLine]] = [:]
    for line in TextLine.lines(of: text, comments: false) where !line.words[0].hasPrefix("*") {
      let letters = Self.letters(line.words)
      if let title = ["precedence", "request", "resourceavail"].first(where: letters.hasPrefix) {
        guard sections[title] == nil else { throw error(line, "expected one section of this title") }
        section = title
        sections[title] = []
      } else if line.numbers != nil {
        sections[section, default: []].append(line)
      } else if section.isEmpty, let colon = line.words.firstIndex(where: { $0.contains(":") }) {
        let value = line.words.dropFirst(colon + 1).first.flatMap { Int($0) }
        if letters.hasPrefix("jobs") { jobCount = value }
        if letters.hasPrefix("renewable") { resourceCount = value }
        let isOther = ["nonrenewable", "doubly"].contains(where: letters.hasPrefix)
        if isOther && value != 0 || letters.hasPrefix("projects") && value != 1 {
          throw error(line, "expected one project of renewable resources, which is what the verifier supports")
        }
      } else if !section.isEmpty, Int(line.words[0]) != nil {
        throw error(line, "expected numbers")
      }
    }
    func rows(_ title: String) -> [(line: TextLine, numbers: [Int])] {
      sections[title, default: []].map { ($0, $0.numbers ?? []) }
    }
    let (precedences, requests, available) = (rows("precedence"), rows("request"), rows("resourceavail"))
    guard precedences.count == jobCount, requests.count == jobCount, available.count == 1,
      available[0].numbers.count == resourceCount
    else { throw error(nil, "expected a row a job in two sections, and one of an availability for each resource") }
    capacities = available[0].numbers
    for (job, (line, numbers)) in precedences.enumerated() {
      guard numbers.count >= 3, numbers[...2].elementsEqual([job + 1, 1, numbers.count - 3])
      else { throw error(line, "expected job \(job + 1), 1 mode, the number of successors and these") }
      successors.append(numbers.dropFirst(3).map { $0 &- 1 })
    }
    for (job, (line, numbers)) in requests.enumerated() {
      guard numbers.count == 3 + capacities.count, numbers[..<2].elementsEqual([job + 1, 1])
      else { throw error(line, "expected job \(job + 1), mode 1, its duration and \(capacities.count) requests") }
      durations.append(numbers[2])
      demands.append(Array(numbers.dropFirst(3)))
    }
  }

  // MARK: Patterson

  private mutating func readNumbers(_ text: [UInt8]) throws {
    var walk = NumberWalk(text, file)
    let count = try walk.number("the number of activities", from: 1)
    let resourceCount = try walk.number("the number of resources")
    capacities = try walk.numbers(resourceCount, "a capacity")
    for _ in 0..<count {
      durations.append(try walk.number("a duration"))
      demands.append(try walk.numbers(resourceCount, "a demand"))
      successors.append(try walk.numbers(try walk.number("the number of successors"), "a successor").map { $0 - 1 })
    }
    // A remark that begins with a word may follow.
    if let word = walk.word, !word.utf8.contains(where: { ($0 | 32) &- 97 < 26 }) {
      throw walk.error("expected the end of the file, found '\(word)'")
    }
  }

  // MARK: The statement

  /// x0 is the makespan, then come the starts.
  private func statement() throws -> Statement {
    let statement = try Statement(.project, durations: durations, file)
    for duration in durations { statement.addTask(duration) }
    let isRight = (demands + [capacities]).allSatisfy { $0.allSatisfy((0...(1 << 30)).contains) }
    guard isRight else { throw error(nil, "expected demands and capacities from 0 to 2^30") }
    for (activity, list) in successors.enumerated() {
      guard list.allSatisfy({ durations.indices.contains($0) && $0 != activity })
      else { throw error(nil, "a successor of activity \(activity + 1) is no other activity") }
      for successor in Set(list).sorted() {
        statement.constraints.append(.precedence(before: activity, after: successor, delay: 0, conditions: []))
      }
      if list.isEmpty { statement.addEnd(of: activity) }
    }
    for (resource, capacity) in capacities.enumerated() {
      let members = durations.indices.filter { durations[$0] > 0 && demands[$0][resource] > 0 }
      let forms = members.map { Form.number(demands[$0][resource]) }
      statement.constraints.append(.cumulative(members, demands: forms, capacity: .number(capacity)))
    }
    return statement
  }
}
