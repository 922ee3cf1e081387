import Basics
import Solving

extension GeneralSchedule {
  /// Durations by job and machine, from whatever text has them, and the shops that they may be of.
  struct ShopMatrix {
    private let source: SourceText
    private let name: String
    private var durations: [[Int]] = []
    /// What stands beside the durations.
    private var beside: [[Int]] = []
    private var factories: Int?
    /// In which a job's durations stand, where the text says it.
    private var machines: [[Int]]?

    /// - Throws: where the text is no matrix with what the variant needs.
    init(_ source: SourceText, _ variant: Variant) throws(InputError) {
      self.source = source
      if TaillardText.recognises(source) {
        let text = try TaillardText.read(source)
        (name, durations, machines) = (text.name, text.durations, text.machines)
        guard Self.shape(of: variant) == .plain else {
          throw InputError(file: source.name, "Taillard's layout has durations only, and \(variant.name) needs more")
        }
        return
      }
      name = source.stem
      let text = try MatrixText(source)
      factories = text.factories
      let shape = Self.shape(of: variant)
      if shape == .plain, text.hasPairs {
        let shop = try JobShop.parse(source)
        durations = shop.jobs.map { $0.map(\.duration) }
        machines = shop.jobs.map { $0.map(\.machine) }
        return
      }
      let parts = try text.parts(shape)
      switch shape {
      case .plain: durations = parts[0]
      case .dueDates, .stages: (beside, durations) = (parts[0], parts[1])
      case .setups: (durations, beside) = (parts[0], parts[1])
      }
    }

    private static func shape(of variant: Variant) -> MatrixText.Shape {
      switch variant {
      case .permutation(.tardiness): .dueDates
      case .permutation(.setup): .setups
      case .hybrid: .stages
      default: .plain
      }
    }

    /// - Throws: what does not go together.
    func instance(_ variant: Variant) throws(InputError) -> Instance {
      do throws(InvalidInstance) {
        switch variant {
        case .open: return try openShop(name: name, durations: try byMachine(inOrder: false))
        case .parallel: return try parallelMachines(name: name, durations: try byMachine(inOrder: false))
        case .flow: return try flowShop(name: name, durations: try byMachine(inOrder: true))
        case .hybrid: return try hybridFlowShop(name: name, machines: beside[0], durations: durations)
        case .distributed(let given):
          guard let count = given ?? factories else {
            throw InvalidInstance("the number of factories is not in the file; distributed=F says it")
          }
          return try distributedFlowShop(name: name, factories: count, durations: try byMachine(inOrder: true))
        case .permutation(let kind):
          return try permutationFlowShop(name: name, durations: try byMachine(inOrder: true), rule(kind))
        case .job, .flexible, .workers, .project: preconditionFailure("\(variant.name) is not read from a matrix")
        }
      } catch {
        throw InputError(file: source.name, error.description)
      }
    }

    private func rule(_ kind: Variant.Permutation) -> PermutationRule {
      var rule = PermutationRule()
      switch kind {
      case .makespan: break
      case .noWait: rule.isNoWait = true
      case .blocking: rule.isBlocking = true
      case .completion: rule.objective = .totalCompletion
      case .tardiness:
        rule.dueDates = beside[0]
        rule.objective = .tardiness
      case .setup:
        let count = durations.count
        rule.setups = (0..<beside.count / count).map { Array(beside[$0 * count..<($0 + 1) * count]) }
      }
      return rule
    }

    /// - Parameter inOrder: whether every job passes the machines by their numbers.
    private func byMachine(inOrder: Bool) throws(InvalidInstance) -> [[Int]] {
      guard let machines else { return durations }
      let count = machines.first?.count ?? 0
      var rows: [[Int]] = []
      for (job, order) in machines.enumerated() {
        guard order.sorted() == Array(0..<count), !inOrder || order == Array(0..<count) else {
          let visits = inOrder ? "the machines in the order of their numbers" : "every machine once"
          throw InvalidInstance("job \(job + 1) does not visit \(visits)")
        }
        var row = [Int](repeating: 0, count: count)
        for (machine, duration) in zip(order, durations[job]) { row[machine] = duration }
        rows.append(row)
      }
      return rows
    }
  }
}
