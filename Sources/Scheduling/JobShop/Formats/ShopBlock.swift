import Basics

/// The part of a text that is one instance: all of it, or, in a collected file, what stands under a line
/// `instance NAME` or under one of Taillard's titles, such as `Nb of jobs, Nb of Machines, Time seed`, up to the next one.
/// - Source: Beasley 1990, "OR-Library: distributing test problems by electronic mail"; Taillard 1993, "Benchmarks for
///   basic scheduling problems".
struct ShopBlock {
  let text: ShopText
  /// As the text or the file is called.
  let name: String
  let jobCount: Int
  let machineCount: Int
  let header: ShopText.Line
  /// Each job's line begins with the number of its operations.
  let isGeneral: Bool
  /// What stands under the counts.
  let lines: ArraySlice<ShopText.Line>

  /// Counts beyond this are mistakes or attacks, not instances.
  static let countLimit = 1 << 20

  /// Where the blocks of a collected file begin, and their names; none in a text of one instance without a title.
  private static func titles(of text: ShopText) -> [(line: Int, name: String)] {
    let words = text.lines.indices.filter { !text.lines[$0].hasNumbers }
    let named: [(line: Int, name: String)] = words.compactMap { line in
      let parts = (text.lines[line].words ?? "").split(whereSeparator: \.isWhitespace)
      return parts.count == 2 && parts[0].lowercased() == "instance" ? (line, String(parts[1])) : nil
    }
    guard named.isEmpty else { return named }
    let titles = words.filter { line in
      let title = text.lines[line].words?.lowercased() ?? ""
      return title.contains("jobs") && title.contains("machines") && line + 1 < text.lines.count
        && text.lines[line + 1].hasNumbers
    }
    let stem = text.source.stem
    return titles.enumerated().map { ($1, titles.count > 1 ? "\(stem)#\($0 + 1)" : stem) }
  }

  /// The selected one.
  ///
  /// - Throws: that there are several and none, or one that is not there, was selected, or what is wrong with the counts.
  init(of text: ShopText) throws(InputError) {
    let titles = Self.titles(of: text)
    let file = text.source.name
    let count = max(1, titles.count)
    let selection = text.source.selection
    guard selection != nil || count == 1 else {
      throw InputError(file: file, "holds \(count) instances; choose one as '\(file)#1' to '\(file)#\(count)'")
    }
    guard (selection ?? 1) <= count else {
      throw InputError(file: file, "has no instance \(selection ?? 1); it holds \(count)")
    }
    guard !titles.isEmpty else {
      try self.init(text, text.lines[...], name: text.source.stem)
      return
    }
    let index = (selection ?? 1) - 1
    let end = index + 1 < count ? titles[index + 1].line : text.lines.count
    try self.init(text, text.lines[(titles[index].line + 1)..<end], name: titles[index].name)
  }

  private init(_ text: ShopText, _ lines: ArraySlice<ShopText.Line>, name: String) throws(InputError) {
    // What describes the instance stands before its numbers.
    let rest = lines.drop { !$0.hasNumbers }
    guard let header = rest.first else {
      throw text.end.error(expected: "the number of jobs", found: "the end of the file")
    }
    let place = text.place(of: header)
    func count(_ position: Int, _ what: String) throws(InputError) -> Int {
      guard position < header.count else {
        guard let word = header.words else {
          let isLast = rest.count == 1
          throw place.error(
            expected: isLast ? what : "'jobs machines' in one line",
            found: isLast ? "the end of the file" : "one number")
        }
        // Words with all their digits are numbers that are too large.
        let isLarge = word.utf8.allSatisfy { (48...57).contains($0) }
        throw place.error(
          expected: isLarge ? "\(what) from 1 to \(Self.countLimit)" : "\(what), an integer",
          found: TokenReader.shown(word))
      }
      return try place.integer("\(text.numbers[header.numbers.lowerBound + position])", what, in: 1...Self.countLimit)
    }
    jobCount = try count(0, "the number of jobs")
    machineCount = try count(1, "the number of machines")
    isGeneral = header.words == "*" && header.count == 2
    if let word = header.words, !isGeneral {
      throw place.error(expected: "the end of the line after the counts", found: TokenReader.shown(word))
    }
    self.text = text
    self.name = name
    self.header = header
    self.lines = rest.dropFirst()
  }

  func numbers(of line: ShopText.Line) -> ArraySlice<Int> { text.numbers[line.numbers] }
}
