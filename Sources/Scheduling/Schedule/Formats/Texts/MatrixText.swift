import Basics

extension GeneralSchedule {
  /// A text of a matrix: a line `jobs machines`, perhaps with the number of factories, and the durations, a line a job.
  ///
  /// Between them may stand a line of due dates or of machines by stage; behind them, setup times: for each machine a
  /// line for each job, with a number for each later one. The line ends matter only where it is to be found out what
  /// the numbers are.
  struct MatrixText {
    /// What stands beside the durations.
    enum Shape: CaseIterable {
      case plain, dueDates, stages, setups

      /// How many numbers each line after the first has.
      func lineCounts(jobs: Int, machines: Int) -> [(lines: Int, count: Int)] {
        switch self {
        case .plain: [(jobs, machines)]
        case .dueDates: [(1, jobs), (jobs, machines)]
        case .stages: [(1, machines), (jobs, machines)]
        case .setups: [(jobs, machines), (machines * jobs, jobs)]
        }
      }
    }

    private let source: SourceText
    let jobs: Int
    let machines: Int
    /// The third number of the first line.
    let factories: Int?
    /// All after the first line.
    private var numbers: [Int] = []
    /// How many stand on each line.
    private var lineCounts: [Int] = []
    private var lastLine = 1

    /// - Throws: the first word that is no number, or a first line that does not say how many jobs and machines there
    ///   are.
    init(_ source: SourceText) throws(InputError) {
      self.source = source
      var lines = LineReader(source)
      guard let header = lines.next()?.tokens else { throw lines.missing("'jobs machines'") }
      guard (2...3).contains(header.count) else {
        throw lines.error(expected: "'jobs machines' in the first line", found: counted(header.count, "word"))
      }
      jobs = try lines.integer(header[0], "the number of jobs", in: 1...Instance.countLimit)
      machines = try lines.integer(header[1], "the number of machines", in: 1...Instance.countLimit)
      factories =
        header.count == 3 ? try lines.integer(header[2], "the number of factories", in: 1...Instance.countLimit) : nil
      while let line = lines.next() {
        let tokens = line.tokens.prefix { !$0.hasPrefix("#") }
        for token in tokens {
          numbers.append(try lines.integer(token, "a number", in: -Instance.timeLimit...Instance.timeLimit))
        }
        lineCounts.append(tokens.count)
        lastLine = lines.number
      }
    }

    /// Whether line for line it is one of these.
    func fits(_ shape: Shape) -> Bool {
      let expected = shape.lineCounts(jobs: jobs, machines: machines)
      guard expected.reduce(0, { $0 + $1.lines }) == lineCounts.count else { return false }
      var rest = lineCounts[...]
      return expected.allSatisfy { part in
        defer { rest = rest.dropFirst(part.lines) }
        return rest.prefix(part.lines).allSatisfy { $0 == part.count }
      }
    }

    /// Whether there are machines beside the durations, as in the standard text of job shops.
    var hasPairs: Bool { numbers.count == 2 * jobs * machines }

    /// The parts of the text, each in rows.
    ///
    /// - Throws: that there are too many or too few numbers.
    func parts(_ shape: Shape) throws(InputError) -> [[[Int]]] {
      let expected = shape.lineCounts(jobs: jobs, machines: machines)
      let total = expected.reduce(0) { $0 + $1.lines * $1.count }
      guard numbers.count == total else {
        let beside =
          switch shape {
          case .plain: ""
          case .dueDates: " and \(jobs) due dates"
          case .stages: " and \(machines) numbers of machines"
          case .setups: " and \(machines) times \(jobs) x \(jobs) setup times"
          }
        throw InputError(
          file: source.name, line: lastLine, expected: "\(jobs) x \(machines) durations\(beside)",
          found: "\(counted(numbers.count, "number"))")
      }
      var start = 0
      return expected.map { part in
        (0..<part.lines).map { _ in
          start += part.count
          return Array(numbers[start - part.count..<start])
        }
      }
    }
  }
}
