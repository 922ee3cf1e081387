import Basics
import Lowering
import MIP
import Modeling
import Race
import Solving

extension TaskAllocation {
  /// The problem as a constraint model: x(e, t) for an entity that is of use at a task, and y(t) for a task that is
  /// served.
  ///
  /// Σ_t x ≤ 1 for each entity, x ≤ y, and Σ_e amount · x ≥ need · y for each need, amounts being no more than the need.
  /// A team costs at least what the cheapest one costs: Σ_e cost · x ≥ that · y, which the relaxation does not know.
  struct TeamModel: Sendable {
    let data: ModelData
    private let instance: Instance
    /// By variable of the model, the entity and the task; entity -1 for a task's y.
    private let pairs: [(entity: Int, task: Int)]

    /// More pairs of entities and tasks make no model that a solver could do anything with.
    static let pairLimit = 50_000
    static let tooLarge = ModelTooLarge(
      "the models are for \(pairLimit) pairs of entities and tasks, and values below 2^29 together")

    static func isAffordable(_ instance: Instance) -> Bool {
      var total = instance.costs.reduce(0, +)
      for task in instance.tasks { total += task.value + task.needs.reduce(0, +) }
      for entity in instance.entities { total += entity.abilities.reduce(0, +) }
      return instance.entities.count * instance.tasks.count <= pairLimit && total < 1 << 29
    }

    static func checkSize(of instance: Instance) throws(ModelTooLarge) {
      if !isAffordable(instance) { throw tooLarge }
    }

    init(_ instance: Instance) throws {
      try Self.checkSize(of: instance)
      self.instance = instance
      let table = AllocationTable(instance)
      // Nobody can stop the making of a model.
      let costs = TeamCosts.all(table, totalLimit: 1 << 27) { false }
      let model = Model(instance.name)
      var pairs: [(entity: Int, task: Int)] = []
      var places = [[BoolVar]](repeating: [], count: instance.entities.count)
      var profit = LinearExpression()
      var constant = 0
      for (task, data) in instance.tasks.enumerated() {
        if table.isFree(task) {
          constant += data.value
          continue
        }
        guard let least = costs[task], least < data.value else { continue }
        let isServed = model.boolean("served \(task)")
        pairs.append((-1, task))
        profit += data.value * isServed
        var team: [BoolVar] = []
        for entity in table.candidates[task] {
          let isThere = model.boolean("\(entity) at \(task)")
          pairs.append((entity, task))
          team.append(isThere)
          places[entity].append(isThere)
          profit -= instance.cost(of: entity, at: task) * isThere
          model.add(isThere - isServed <= 0)
        }
        for k in 0..<table.dimensions where table.needs(task)[k] > 0 {
          let amounts = table.candidates[task].map { table.gains(task, $0)[k] }
          model.add(sum(of: team, weights: amounts) >= table.needs(task)[k] * isServed)
        }
        if least > 0 {
          let shares = table.candidates[task].map { min(least, instance.cost(of: $0, at: task)) }
          model.add(sum(of: team, weights: shares) >= least * isServed)
        }
      }
      for list in places where list.count > 1 { model.add(sum(of: list) <= 1) }
      model.maximize(profit + constant)
      self.pairs = pairs
      data = try model.validated()
    }

    func decode(_ values: [Int]) -> Solution {
      var assignment = [Int](repeating: -1, count: instance.entities.count)
      for (variable, pair) in pairs.enumerated() where pair.entity >= 0 && values[variable] == 1 {
        assignment[pair.entity] = pair.task
      }
      return Solution(assignment: assignment, of: instance)
    }

    /// A pair that the model does not have costs at least as much as it brings: without it the solution is no worse.
    func encode(_ solution: Solution) -> [Int]? {
      let home = solution.assignment(entities: instance.entities.count)
      let served = Set(pairs.lazy.filter { $0.entity >= 0 && home[$0.entity] == $0.task }.map(\.task))
      return pairs.map { pair in
        pair.entity < 0 ? (served.contains(pair.task) ? 1 : 0) : (home[pair.entity] == pair.task ? 1 : 0)
      }
    }

    private var translation: ModelTranslation<Solution> { ModelTranslation(decode: decode, encode: encode) }

    /// What any model is solved by.
    func lanes(_ options: SolveOptions<Solution>) -> [Lane<Solution>] {
      ModelPortfolio(data, translation).lanes(options)
    }

    /// Branch and bound along the relaxation, with learning.
    static func search(of instance: Instance, _ options: SolveOptions<Solution>) -> any Strategy<Solution> {
      var settings = NativeStrategy<Solution>.Options(seed: options.seed, conflictLimit: options.conflictLimit)
      settings.usesRelaxation = true
      settings.decidesAsInAnyModel = true
      return NativeStrategy(name: "relaxation tree", settings) { _ in
        let model = try TeamModel(instance)
        return TranslatedModel(data: model.data, translation: model.translation)
      }
    }
  }

  /// The same in rows and columns.
  struct LinearTeams: LinearFormulation {
    private let teams: TeamModel
    private let linearization: Linearization
    let model: LinearModel

    init(_ instance: Instance) throws {
      teams = try TeamModel(instance)
      linearization = try Linearization(teams.data, columnLimit: 500_000)
      var linear = linearization.linearModel
      linear.isObjectiveIntegral = true
      model = linear
    }

    func decode(_ columns: [Double]) -> Solution? { linearization.decode(columns).map(teams.decode) }
    func encode(_ solution: Solution) -> [Double]? { teams.encode(solution).flatMap(linearization.encode) }
  }
}
