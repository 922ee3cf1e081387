import Basics

extension GeneralSchedule {
  /// Taillard's own files, which hold several instances: for each a line of words, a line of numbers that begins with
  /// those of jobs and machines, then under a line of words the durations, a row a machine.
  ///
  /// For job and open shops there is a row a job, and under a further line of words the machines, from 1, in the order
  /// of the durations.
  /// - Source: Taillard 1993, "Benchmarks for basic scheduling problems".
  struct TaillardText {
    /// By job and place.
    let durations: [[Int]]
    /// By job and place, from 0; nil for a flow shop.
    let machines: [[Int]]?
    let machineCount: Int
    let name: String

    /// Whether it begins like one.
    static func recognises(_ source: SourceText) -> Bool {
      guard source.isText(upTo: 4096) else { return false }
      var lines = LineReader(source)
      guard let title = lines.next(), isWords(title), title.text.lowercased().contains("jobs"),
        title.text.lowercased().contains("machines"), let counts = lines.next()?.tokens, let matrix = lines.next()
      else { return false }
      return counts.count > 2 && counts.allSatisfy { Int($0) != nil } && isWords(matrix)
    }

    /// Whether its words are those of his job shops, whose durations stand under 'Times', and not of his open shops, with
    /// 'processing times', which have the same numbers.
    static func isJobShop(_ source: SourceText) -> Bool {
      guard recognises(source) else { return false }
      var lines = LineReader(source)
      while let line = lines.next() {
        if line.text.lowercased().hasPrefix("times") { return true }
        if line.text.lowercased().contains("times") { return false }
      }
      return false
    }

    private static func isWords(_ line: LineReader.Line) -> Bool { line.text.first?.isLetter ?? false }

    /// The selected instance.
    static func read(_ source: SourceText) throws(InputError) -> TaillardText {
      var lines = LineReader(source)
      var count = 0
      var chosen: TaillardText?
      var title = lines.next()
      while title != nil {
        count += 1
        let block = try TaillardText(&lines, &title, name: source.stem + (source.selection.map { "#\($0)" } ?? ""))
        if count == source.selection ?? 1 { chosen = block }
      }
      guard source.selection != nil || count == 1 else {
        throw InputError(
          file: source.name, "holds \(count) instances; choose one as '\(source.name)#1' to '\(source.name)#\(count)'")
      }
      guard let chosen else {
        throw InputError(file: source.name, "has no instance \(source.selection ?? 1); it holds \(count)")
      }
      return chosen
    }

    /// The instance under `title`, which becomes the next one's, or nil at the end.
    private init(_ lines: inout LineReader, _ title: inout LineReader.Line?, name: String) throws(InputError) {
      guard let header = lines.next()?.tokens, header.count >= 2 else { throw lines.missing("'jobs machines ...'") }
      let jobCount = try lines.integer(header[0], "the number of jobs", in: 1...Instance.countLimit)
      machineCount = try lines.integer(header[1], "the number of machines", in: 1...Instance.countLimit)
      guard let words = lines.next(), Self.isWords(words) else {
        throw lines.missing("a line of words before the durations")
      }
      title = nil
      let times = try Self.numbers(&lines, &title, in: 0...Instance.timeLimit)
      guard times.count == jobCount * machineCount else {
        throw lines.error(expected: "\(jobCount) x \(machineCount) durations", found: "\(times.count)")
      }
      let begins = title?.text.lowercased() ?? ""
      if begins.contains("machines"), !begins.contains("jobs") {
        title = nil
        let order = try Self.numbers(&lines, &title, in: 1...machineCount)
        guard order.count == times.count else {
          throw lines.error(expected: "\(jobCount) x \(machineCount) machines", found: "\(order.count)")
        }
        durations = Self.rows(times, jobCount, machineCount)
        machines = Self.rows(order.map { $0 - 1 }, jobCount, machineCount)
      } else {
        let rows = Self.rows(times, machineCount, jobCount)
        durations = (0..<jobCount).map { job in rows.map { $0[job] } }
        machines = nil
      }
      self.name = name
    }

    /// Up to a line of words, which is in `title` then.
    private static func numbers(
      _ lines: inout LineReader, _ title: inout LineReader.Line?, in range: ClosedRange<Int>
    ) throws(InputError) -> [Int] {
      var numbers: [Int] = []
      while let line = lines.next() {
        if isWords(line) {
          title = line
          break
        }
        for token in line.tokens { numbers.append(try lines.integer(token, "a number", in: range)) }
      }
      return numbers
    }

    private static func rows(_ numbers: [Int], _ count: Int, _ width: Int) -> [[Int]] {
      (0..<count).map { Array(numbers[$0 * width..<($0 + 1) * width]) }
    }
  }
}
