import Basics
import Glibc
import MIP
import Race
import Solving

/// A problem small enough to know everything about: find a number from a smallest one on, as small as possible. It
/// shows that the commands know no problem, only the protocol.
public enum Toy: Generating {
  public struct Instance: Sendable {
    public let smallest: Int
    public init(smallest: Int) { self.smallest = smallest }
  }

  public struct Solution: Sendable, Codable, Equatable {
    public let number: Int
    public init(number: Int) { self.number = number }
  }

  public static let name = "toy"
  public static let summary = "the smallest number from a limit on"
  public static let formats = ["'toy N'"]
  public static let heuristics = [
    HeuristicDescription("high", "a number far too large"),
    HeuristicDescription("liar", "a number that is too small"),
    HeuristicDescription("sleeper", "a solution, and then nothing until the end"),
    HeuristicDescription("deaf", "a solution, and then work that does not look at the stop for two seconds"),
    HeuristicDescription("nothing", "no solution until the end"),
  ]

  public static func recognises(_ source: SourceText) -> Bool { source.bytes.starts(with: Array("toy".utf8)) }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    var reader = TokenReader(source)
    guard reader.next() == "toy" else {
      throw InputError(file: source.name, line: 1, expected: "'toy'", found: "other")
    }
    let smallest = try reader.integer("the smallest number", in: 0...1000)
    try reader.expectEnd(after: "the smallest number")
    return Instance(smallest: smallest)
  }

  public static let questions = [
    Parameter("above", .integer(0...1000), "the number is larger"), Parameter("even", .flag, "the number is even"),
  ]

  public static func asking(_ arguments: Arguments, of instance: Instance) throws(SolveOptionError) -> Instance {
    var smallest = instance.smallest
    if let limit = arguments.givenInteger("above") {
      if limit == 1000 { throw .unfit("--above", reason: "there is no number above 1000") }
      smallest = max(smallest, limit + 1)
    }
    if arguments.flag("even") { smallest += smallest % 2 }
    return Instance(smallest: smallest)
  }

  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    guard solution.number >= instance.smallest else { throw CheckFailure("\(solution.number) is too small") }
    return Objective(solution.number)
  }

  public static func lanes(for instance: Instance, _ options: SolveOptions<Solution>) throws -> [Lane<Solution>] {
    if let heuristic = options.heuristic { return [Lane([Guess(instance: instance, name: heuristic)])] }
    var strategies: [any Strategy<Solution>] = [Guess(instance: instance, name: "high")]
    if case .solution(let solution) = options.warmStart { strategies.insert(Given(solution: solution), at: 0) }
    return [Lane(strategies + [Exact(instance: instance)])]
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    var model = LinearModel(name: "toy")
    model.addColumn("number", .integer, from: Double(instance.smallest), to: 1000, cost: 1)
    return model
  }

  public static func warnings(of instance: Instance) -> [String] { instance.smallest == 13 ? ["13 is unlucky"] : [] }

  public static func picture(of solution: Solution, of instance: Instance) -> String {
    "<svg>\(solution.number)</svg>\n"
  }

  public static let generatorParameters = [
    Parameter("smallest", .integer(0...1000, default: 5), "the number"),
    Parameter("spread", .number(0...1, default: 0.5), "does nothing"),
    Parameter("known", .name, "a known instance"),
  ]

  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    if let name = arguments.name("known") { throw GeneratorError("nothing is known, not even '\(name)'") }
    return "toy \(arguments.integer("smallest"))\n"
  }

  private struct Guess: Strategy {
    let instance: Instance
    let name: String

    func run(on scoreboard: Scoreboard<Solution>) {
      switch name {
      case "liar": scoreboard.offer(Solution(number: instance.smallest - 1), from: name)
      case "nothing": break
      default: scoreboard.offer(Solution(number: instance.smallest + 10), from: name)
      }
      if name == "deaf" { sleep(2) }
      if ["sleeper", "nothing"].contains(name) { while !scoreboard.shouldStop { usleep(1000) } }
    }
  }

  private struct Given: Strategy {
    let solution: Solution
    let name = "warm start"
    let isImmediate = true
    func run(on scoreboard: Scoreboard<Solution>) { scoreboard.offer(solution, from: name) }
  }

  private struct Exact: Strategy {
    let instance: Instance
    let name = "exact"
    func run(on scoreboard: Scoreboard<Solution>) {
      scoreboard.prove(Objective(instance.smallest), by: name)
      scoreboard.offer(Solution(number: instance.smallest), from: name)
    }
  }
}
