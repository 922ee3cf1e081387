import Basics
import Solving

extension Workflow {
  /// Which jobs come when.
  public struct Arrivals: Sendable {
    /// A place in the list of jobs that there are, and a time.
    public let list: [(job: Int, time: Int)]

    /// A CSV with the columns `job`, the name of a job, and `arrival`.
    ///
    /// - Parameter names: of the jobs that there are.
    public init(_ source: SourceText, names: [String]) throws(InputError) {
      var rows = CSVReader(source, .emptyLinesAndComments)
      guard try rows.next() else {
        throw InputError(file: source.name, line: nil, expected: "the header 'job,arrival'", found: "an empty file")
      }
      let columns = try CSVColumns(
        of: rows,
        known: [.init("job", or: ["name"], isNeeded: true), .init("arrival", or: ["time", "release"], isNeeded: true)])
      var list: [(job: Int, time: Int)] = []
      while try rows.next() {
        try columns.checkCount(of: rows)
        guard let name = columns.cell(0, in: rows).map(rows.text), let time = columns.cell(1, in: rows).map(rows.text)
        else { continue }
        guard let job = names.firstIndex(of: name) else {
          throw rows.error(expected: "one of the jobs \(names.joined(separator: ", "))", found: TokenReader.shown(name))
        }
        list.append((job, try rows.place.integer(time, "an arrival", in: 0...Instance.horizonLimit)))
      }
      guard !list.isEmpty else { throw rows.error(expected: "jobs that arrive", found: "the end of the file") }
      self.list = list
    }

    /// Exponential gaps, truncated to whole units; the first job comes at 0.
    ///
    /// - Parameters:
    ///   - count: how many jobs come.
    ///   - gap: the mean of the gaps.
    ///   - shares: by job that there is, how often it is the one that comes.
    ///   - seed: equal seeds give equal arrivals.
    public init(count: Int, gap: Double, shares: [Double], seed: UInt64) {
      var random = RandomSource(seed: seed)
      let total = shares.reduce(0, +)
      var time = 0
      list = (0..<count).map { number in
        if number > 0 { time += Int(-gap * ExponentialDraw.logarithm(1 - random.unit())) }
        var draw = random.unit() * total
        let job = shares.firstIndex { share in
          draw -= share
          return draw < 0
        }
        return (job ?? shares.count - 1, time)
      }
    }
  }
}

/// The natural logarithm without a library that may differ from machine to machine.
enum ExponentialDraw {
  /// - Parameter value: in (0, 1].
  static func logarithm(_ value: Double) -> Double {
    // value = m · 2^e with m in [1, 2); ln m = 2 artanh((m - 1) / (m + 1)).
    let exponent = Double(value.exponent)
    let ratio = (value.significand - 1) / (value.significand + 1)
    var (power, sum) = (ratio, 0.0)
    for odd in stride(from: 1.0, through: 41, by: 2) {
      sum += power / odd
      power *= ratio * ratio
    }
    return exponent * 0.693_147_180_559_945_3 + 2 * sum
  }
}
