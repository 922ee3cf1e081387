import Basics
import Solving

extension Tardiness {
  /// Parameters of random instances by the scheme of Potts and Van Wassenhove: processing times uniform in 1 ... 100,
  /// due dates uniform in P (1 - TF - RDD / 2) ... P (1 - TF + RDD / 2) for the total processing time P.
  ///
  /// - Source: Potts, Van Wassenhove 1982, "A decomposition algorithm for the single machine total tardiness problem".
  public struct GeneratorParameters: Sendable {
    /// Jobs of the instance.
    public var jobCount = 100
    /// Five times the relative range of due dates, 1 to 5.
    public var fiveRDD = 1
    /// Five times the tardiness factor, 1 to 5.
    public var fiveTF = 3
    /// Of the random numbers.
    public var seed: UInt64 = 1
    /// Weights uniform in 1 ... 10; otherwise all are 1.
    public var isWeighted = false
    /// Due dates are at least 0; otherwise they are truncated towards 0 and may be negative, as in Çetinkaya et al.
    /// 2025, "Discovering heuristics with large language models for mixed-integer programs".
    public var isClipped = true

    /// A hundred jobs.
    public init() {}
  }

  /// A random instance, the same on every machine: all processing times, then all due dates, then all weights are drawn
  /// from one SplitMix64, and due dates are computed in exact integers.
  public static func generate(_ parameters: GeneratorParameters) throws(InvalidInstance) -> Instance {
    guard (1...1_000_000).contains(parameters.jobCount) else {
      throw InvalidInstance("the number of jobs is outside 1 to 1000000")
    }
    guard (1...5).contains(parameters.fiveRDD), (1...5).contains(parameters.fiveTF) else {
      throw InvalidInstance("RDD and TF are 0.2, 0.4, 0.6, 0.8 or 1")
    }
    let (count, rdd, tf) = (parameters.jobCount, parameters.fiveRDD, parameters.fiveTF)
    var random = SplitMix64(
      state: 1_000_000 &* parameters.seed &+ 100 &* UInt64(count) &+ 10 &* UInt64(rdd) &+ UInt64(tf))
    let times = (0..<count).map { _ in 1 + Int(random.next() % 100) }
    let total = Int128(times.reduce(0, +))
    let scale = Int128(1) << 53
    let dueDates = (0..<count).map { _ in
      let draw = Int128(random.next() >> 11)
      let numerator = total * Int128(10 - 2 * tf - rdd) * scale + 2 * total * Int128(rdd) * draw
      // Division truncates towards 0, which differs from rounding down only where clipping follows.
      let dueDate = Int(numerator / (10 * scale))
      return parameters.isClipped ? max(0, dueDate) : dueDate
    }
    let weights = (0..<count).map { _ in parameters.isWeighted ? 1 + Int(random.next() % 10) : 1 }
    let jobs = (0..<count).map { Job(processingTime: times[$0], dueDate: dueDates[$0], weight: weights[$0]) }
    let name = "pvw-\(count)-rdd\(decimal(rdd))-tf\(decimal(tf))-\(parameters.seed)"
    return try Instance(name: name, jobs: jobs)
  }

  /// "0.6" for 3 fifths.
  private static func decimal(_ fifths: Int) -> String { "\(fifths / 5).\(2 * fifths % 10)" }
}

extension Tardiness: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("jobs", .integer(1...1_000_000, default: 100), "jobs"),
    .init("rdd", .number(0.2...1, default: 0.2), "relative range of due dates, a multiple of 0.2"),
    .init("tf", .number(0.2...1, default: 0.6), "tardiness factor, a multiple of 0.2"),
    .init("weighted", .integer(0...1, default: 0), "1: weights from 1 to 10"),
    .init("clipped", .integer(0...1, default: 1), "0: due dates may be negative"),
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
  ]

  /// - Returns: the instance as text with its count and a line a job.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    var parameters = GeneratorParameters()
    parameters.jobCount = arguments.integer("jobs")
    parameters.fiveRDD = try fifths(of: "rdd", arguments)
    parameters.fiveTF = try fifths(of: "tf", arguments)
    parameters.isWeighted = arguments.integer("weighted") == 1
    parameters.isClipped = arguments.integer("clipped") == 1
    parameters.seed = UInt64(arguments.integer("seed"))
    do {
      return text(of: try generate(parameters))
    } catch {
      throw GeneratorError(error.description)
    }
  }

  private static func fifths(of name: String, _ arguments: Arguments) throws(GeneratorError) -> Int {
    let value = arguments.number(name)
    let fifths = (value * 5).rounded()
    guard (value * 5 - fifths).magnitude < 1e-9 else {
      throw GeneratorError("--\(name) takes a multiple of 0.2, not \(value)")
    }
    return Int(fifths)
  }
}
