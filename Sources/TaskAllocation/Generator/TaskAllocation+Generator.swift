import Basics
import Solving

extension TaskAllocation: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("kind", .name, "ability-shop, rescue (where nothing is said), material or power"),
    .init("entities", .integer(1...10_000), "entities, instead of as many as the kind has"),
    .init("tasks", .integer(1...63), "open tasks, instead of as many as the kind has"),
    .init("seed", .integer(0...Int.max, default: 1), "seed of the random numbers"),
  ]

  /// - Returns: an instance as JSON.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    let word = arguments.name("kind") ?? Environment.rescue.rawValue
    guard let kind = Environment(rawValue: word) else {
      let known = Environment.allCases.map(\.rawValue)
      throw GeneratorError(
        "--kind is one of \(known.joined(separator: ", ")), not '\(word)'" + Spelling.hint(for: word, among: known))
    }
    let (entities, tasks) = (arguments.givenInteger("entities"), arguments.givenInteger("tasks"))
    if kind == .abilityShop, entities != nil || tasks != nil {
      throw GeneratorError("an ability shop has its own numbers of entities and tasks")
    }
    return AllocationDocument.text(
      of: kind.instance(entities: entities, tasks: tasks, seed: arguments.integer("seed")))
  }

  /// The environments of yk7333/TaskAllocation, with numbers drawn anew in the ranges of its parameters.
  public enum Environment: String, CaseIterable, Sendable {
    /// 24 specialists and one who can do everything; one task that needs all abilities, and one for each.
    case abilityShop = "ability-shop"
    /// 60 rescuers; costs and values are ten times those of the environment, so that they are whole.
    case rescue
    /// 100 carriers whose three abilities sum up to five times their costs.
    case material
    /// 20 stations whose costs depend on the way; values and costs a thousand times those of the environment.
    case power

    /// A random instance, the same on every machine.
    public func instance(entities: Int? = nil, tasks: Int? = nil, seed: Int) -> Instance {
      var random = RandomSource(seed: UInt64(seed))
      switch self {
      case .abilityShop: return Self.abilityShop()
      case .rescue:
        let people = (0..<(entities ?? 60)).map { _ in Self.rescuer(&random) }
        return made(people, (0..<(tasks ?? 5)).map { _ in Self.demand(&random, percent: 30...46, rounded: 10) }, seed)
      case .material:
        let people = (0..<(entities ?? 100)).map { _ in Self.carrier(&random) }
        return made(people, (0..<(tasks ?? 5)).map { _ in Self.demand(&random, percent: 30...50, rounded: 5) }, seed)
      case .power: return Self.grid(stations: entities ?? 20, requests: tasks ?? 5, seed, &random)
      }
    }

    private func made(
      _ people: [(cost: Int, abilities: [Int])], _ demands: [(value: Int, needs: [Int])], _ seed: Int
    ) -> Instance {
      Self.valid(
        "\(rawValue)-\(people.count)-\(demands.count)-\(seed)", people.map(\.abilities),
        demands, people.map { person in demands.map { _ in person.cost } })
    }

    private static func valid(
      _ name: String, _ abilities: [[Int]], _ demands: [(value: Int, needs: [Int])], _ costs: [[Int]]
    ) -> Instance {
      do {
        return try Instance(
          name: name,
          entities: abilities.enumerated().map { Entity(name: "\($0)", abilities: $1) },
          tasks: demands.enumerated().map { Task(name: "\($0)", value: $1.value, needs: $1.needs) }, costs: costs)
      } catch {
        preconditionFailure("the ranges of the parameters keep every rule: \(error)")
      }
    }

    private static func abilityShop() -> Instance {
      let abilities = 8
      func only(_ ability: Int) -> [Int] { (0..<abilities).map { $0 == ability ? 1 : 0 } }
      let all = [Int](repeating: 1, count: abilities)
      let specialists = (0..<3 * abilities).map { only($0 / 3) }
      let demands = (0..<abilities).map { (value: 3, needs: only($0)) } + [(value: 20, needs: all)]
      return valid(
        "ability-shop", specialists + [all], demands,
        (specialists + [all]).map { _ in [Int](repeating: 1, count: demands.count) })
    }

    /// Costs 1 to 8, and abilities that grow with the cost, 1 to 18.
    static func rescuer(_ random: inout RandomSource) -> (cost: Int, abilities: [Int]) {
      let cost = random.within(1...8)
      return (cost, (0..<3).map { _ in min(18, random.within(max(1, cost / 2)...(2 * cost + 2))) })
    }

    /// Costs 1 to 14, and three abilities of at least 1 that sum up to five times as much.
    static func carrier(_ random: inout RandomSource) -> (cost: Int, abilities: [Int]) {
      let cost = random.within(1...14)
      let first = random.within(1...(5 * cost - 2))
      let second = random.within(1...(5 * cost - first - 1))
      return (cost, [first, second, 5 * cost - first - second])
    }

    /// Three needs of 10 to 150 in steps of 5, and a value of 20 to 150 by what they are together.
    static func demand(
      _ random: inout RandomSource, percent: ClosedRange<Int>, rounded: Int
    ) -> (value: Int, needs: [Int]) {
      let size = random.below(6) == 0 ? random.within(60...150) : random.within(15...60)
      let needs = (0..<3).map { _ in min(150, max(10, size * random.within(40...120) / 500 * 5)) }
      let value = needs.reduce(0, +) * random.within(percent) / 100 / rounded * rounded
      return (min(150, max(20, value)), needs)
    }

    /// Stations and requests on a square; a delivery costs its distance times the mean of both ends' loss factors.
    private static func grid(stations: Int, requests: Int, _ seed: Int, _ random: inout RandomSource) -> Instance {
      func place() -> (x: Int, y: Int, loss: Int) {
        (random.below(1000), random.below(1000), random.within(1...8))
      }
      let from = (0..<stations).map { _ in (place(), random.within(12...80)) }
      let to = (0..<requests).map { _ in (place(), 2 * random.within(12...50), random.within(4...10)) }
      let costs = from.map { station, _ in
        to.map { request, _, _ in
          let (x, y) = (station.x - request.x, station.y - request.y)
          return squareRoot(of: x * x + y * y) * (station.loss + request.loss) / 2
        }
      }
      return valid(
        "power-\(stations)-\(requests)-\(seed)", from.map { [$0.1] }, to.map { (value: 2000 * $0.2, needs: [$0.1]) },
        costs)
    }

    /// Rounded down.
    private static func squareRoot(of number: Int) -> Int {
      var root = Int(Double(number).squareRoot())
      while root * root > number { root -= 1 }
      while (root + 1) * (root + 1) <= number { root += 1 }
      return root
    }
  }
}
