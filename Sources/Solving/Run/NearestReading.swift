import Basics

/// What is wrong with a text that no problem recognises, in the words of the reader that it comes nearest to.
struct NearestReading {
  /// nil where the text is at fault before any format comes into play.
  let problem: (any Problem.Type)?
  let error: InputError

  private init(_ problem: (any Problem.Type)?, _ error: InputError) {
    self.problem = problem
    self.error = error
  }

  private init?(_ problem: any Problem.Type, reading source: SourceText) {
    guard let error = Self.error(problem, source) else { return nil }
    self.init(problem, error)
  }

  /// nil where the text is near to none of these.
  init?(of source: SourceText, among problems: [any Problem.Type]) {
    let found =
      switch source.firstByte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): Self.document(source, problems)
      default: Self.numbers(source, problems) ?? Self.table(source, problems)
      }
    guard let found else { return nil }
    self = found
  }

  private static func error(_ problem: any Problem.Type, _ source: SourceText) -> InputError? {
    func error<P: Problem>(_ problem: P.Type) -> InputError? {
      do {
        _ = try P.parse(source)
        return nil
      } catch {
        return error
      }
    }
    return error(problem)
  }

  // MARK: JSON

  private static func document(_ source: SourceText, _ problems: [any Problem.Type]) -> NearestReading? {
    var keys: [(name: String, line: Int)] = []
    do {
      var json = JSONReader(source)
      if source.firstByte == UInt8(ascii: "{") {
        try json.beginObject()
        while let key = try json.nextKey() {
          keys.append((key, json.line))
          try json.skipValue()
        }
      } else {
        try json.skipValue()
      }
    } catch {
      return NearestReading(nil, error)
    }
    let names = keys.map(\.name)
    guard !names.isEmpty else { return nil }
    guard let (problem, words) = nearest(names, "JSON", problems) else {
      return NearestReading(
        nil, InputError(file: source.name, "JSON with the keys \(shown(names)), of no format known here"))
    }
    for (name, line) in keys where !words.contains(name.lowercased()) {
      guard let meant = Spelling.nearest(to: name, among: words) else { continue }
      let found = "\(TokenReader.shown(name)); did you mean '\(meant)'?"
      return NearestReading(
        problem, InputError(file: source.name, line: line, expected: "a key of the format", found: found))
    }
    return NearestReading(problem, reading: source)
  }

  private static func shown(_ names: [String]) -> String {
    names.prefix(6).map(TokenReader.shown).joined(separator: ", ") + (names.count > 6 ? ", ..." : "")
  }

  // MARK: Tables

  private static func table(_ source: SourceText, _ problems: [any Problem.Type]) -> NearestReading? {
    var lines = LineReader(source)
    guard let first = lines.next()?.text, first.contains(where: \.isLetter) else { return nil }
    let number = lines.number
    guard let separator = ([",", ";", "\t"] as [Character]).first(where: { first.contains($0) }) else { return nil }
    let columns = first.split(separator: separator).map { cell in
      cell.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.joined(separator: " ")
    }
    // A sentence has a comma too, and no second line of as many parts.
    guard columns.count > 1, let second = lines.next()?.text,
      second.split(separator: separator).count == columns.count
    else { return nil }
    if let (problem, _) = nearest(columns, "CSV", problems) { return NearestReading(problem, reading: source) }
    return NearestReading(
      nil,
      InputError(file: source.name, line: number, "a table with the columns \(shown(columns)), of no format known here")
    )
  }

  /// The problem whose formats of this kind speak of the most of these names, where that is more than chance: of two at
  /// least, or of all.
  private static func nearest(
    _ names: [String], _ kind: String, _ problems: [any Problem.Type]
  ) -> (problem: any Problem.Type, words: [String])? {
    var best: (problem: any Problem.Type, words: [String], count: Int)?
    for problem in problems {
      for format in problem.formats where format.contains(kind) {
        let words = format.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { $0.lowercased() }
        let count = names.count { Spelling.nearest(to: $0, among: words) != nil }
        if count > best?.count ?? 0 { best = (problem, words, count) }
      }
    }
    guard let best, best.count >= min(2, names.count) else { return nil }
    return (best.problem, best.words)
  }

  // MARK: Numbers

  /// What would be recognised with whole numbers in the places of others is that; else it is what its reader came
  /// furthest with.
  private static func numbers(_ source: SourceText, _ problems: [any Problem.Type]) -> NearestReading? {
    var lines = LineReader(source)
    guard let first = lines.next(), first.tokens.contains(where: { Int($0) != nil }) else { return nil }
    let start = lines.number
    guard first.tokens.allSatisfy({ Double($0) != nil }) else { return nil }
    let repaired = wholeNumbers(source)
    if let problem = problems.first(where: { $0.recognises(repaired) }),
      let reading = NearestReading(problem, reading: source), reading.error.line != nil
    {
      return reading
    }
    var best: NearestReading?
    // What is read last is the plainest.
    for problem in problems.reversed() {
      guard let reading = NearestReading(problem, reading: source), let line = reading.error.line, line > start else {
        continue
      }
      if line > best?.error.line ?? 0 { best = reading }
    }
    return best
  }

  /// The text with a whole number for each fraction, and for each word on a line of numbers.
  private static func wholeNumbers(_ source: SourceText) -> SourceText {
    var text = ""
    for line in String(decoding: source.bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      let words = line.split(whereSeparator: \.isWhitespace)
      let hasNumbers = words.contains { Int($0) != nil } && words.first?.first != "#"
      text += words.map { hasNumbers ? whole($0) : String($0) }.joined(separator: " ") + "\n"
    }
    return SourceText(name: source.name, text: text, selection: source.selection)
  }

  private static func whole(_ word: Substring) -> String {
    if let number = Int(word) { return "\(number.magnitude)" }
    guard word != "*", let number = Double(word), number.magnitude < 1e9 else { return word == "*" ? "*" : "1" }
    return "\(Int(number.magnitude))"
  }
}
