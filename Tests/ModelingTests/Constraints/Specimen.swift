import Basics
import Modeling
import Testing

/// A random instance of a constraint in a model of its own, small enough to enumerate, and the truth about it.
///
/// A test says how instances are made and what each means; `check` puts everything the constraint can do against that:
/// the checker, the variables it names, the kernel, its decomposition, the linear model and hints.
struct Specimen {
  let model: Model
  /// Whether values within all bounds keep the constraint; said without the model's checker.
  let isKept: (Assignment) -> Bool

  init(_ model: Model, isKept: @escaping (Assignment) -> Bool) {
    self.model = model
    self.isKept = isKept
  }

  /// Runs all checks on one instance a seed; stops at the first seed that fails.
  static func check(
    seeds: ClosedRange<UInt64> = 1...40, sourceLocation: SourceLocation = #_sourceLocation,
    _ make: (inout RandomSource) -> Specimen
  ) {
    var solutionCount = 0
    for seed in seeds {
      var random = RandomSource(seed: seed)
      let specimen = make(&random)
      do {
        let examination = try Examination(specimen)
        solutionCount += examination.solutions.count
        try examination.run(&random)
      } catch {
        Issue.record("seed \(seed): \(error)", sourceLocation: sourceLocation)
        return
      }
    }
    #expect(solutionCount > 0, "no instance has a solution", sourceLocation: sourceLocation)
  }
}

/// Values of a model's variables, read as a user reads a solution's.
struct Assignment {
  let values: [Int]

  subscript(x: IntVar) -> Int { values[x.index] }

  subscript(b: BoolVar) -> Bool { (values[b.variable.index] == 1) != b.isNegated }

  subscript(expression: some LinearExpressible) -> Int {
    let expression = expression.linearExpression
    return expression.terms.reduce(expression.constant) { $0 + $1.coefficient * values[$1.variable.index] }
  }

  /// nil where the interval is absent.
  subscript(interval: IntervalVar) -> Range<Int>? {
    if let presence = interval.presence, !self[presence] { return nil }
    return self[interval.start]..<self[interval.end]
  }
}

/// What is wrong with a constraint; thrown to leave the seed, recorded once.
struct SpecimenFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension RandomSource {
  /// A variable of two to four values about 0.
  mutating func integer(in model: Model) -> IntVar {
    let low = within(-3...2)
    return model.integer(low...(low + 1 + below(3)))
  }

  mutating func literal(of booleans: [BoolVar]) -> BoolVar {
    let b = booleans[below(booleans.count)]
    return chance(30) ? !b : b
  }

  /// c · x + d with small c and d, c not 0.
  mutating func term(_ x: some LinearExpressible) -> LinearExpression {
    (chance(50) ? 1 : -1) * within(1...2) * x + within(-2...2)
  }

  /// Short intervals, some of no duration, some optional; the first may be of variable duration.
  mutating func intervals(_ count: Int, in model: Model) -> [IntervalVar] {
    (0..<count).map { place in
      let first = below(3)
      let start = first...(first + 1 + below(2))
      let presence = chance(40) ? model.boolean() : nil
      if place == 0, chance(30) {
        return model.interval(start: start, duration: model.integer(0...(1 + below(2))), presence: presence)
      }
      return model.interval(start: start, duration: below(4), presence: presence)
    }
  }
}

extension LoweredModel {
  /// What level 0 leaves of a variable.
  func bounds(of x: IntVar) -> ClosedRange<Int> {
    let data = tightened()
    return data.lower[x.index]...data.upper[x.index]
  }
}

extension Model {
  /// What the checker says of values, in the order in which the variables were made.
  func words(_ values: Int...) throws -> String? { try words(values) }

  func words(_ values: [Int]) throws -> String? { try validated().violation(of: values) }
}
