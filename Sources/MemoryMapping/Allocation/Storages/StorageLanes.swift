import MIP
import Modeling
import Race
import Solving

extension MemoryMapping.Allocation {
  typealias Options = SolveOptions<MemoryMapping.Placement>

  /// The strategies for storages that are no plain buffers.
  enum StorageLanes {
    /// So many runs of lowest fit, whatever heuristic was asked for: there is one for storages.
    static func heuristic(
      _ instance: StorageInstance, name: String, _ options: Options
    ) -> [any Strategy<MemoryMapping.Placement>] {
      [
        StorageBoundStrategy(instance: instance),
        StorageFitStrategy(instance, name: name, seed: options.seed, runLimit: 1000),
      ]
    }

    static func model(_ instance: StorageInstance, _ options: Options) throws -> [Lane<MemoryMapping.Placement>] {
      let model = try StorageModel(instance)
      var lanes = ModelPortfolio(model.data, model.translation).lanes(options)
      lanes[0].strategies = start(instance, options) + lanes[0].strategies
      return lanes
    }

    /// Lowest fit, then the model; lowest fit alone where the model would be too large.
    static func native(_ instance: StorageInstance, _ options: Options) throws -> [Lane<MemoryMapping.Placement>] {
      do {
        return try model(instance, options)
      } catch is ModelTooLarge {
        return options.lanes { worker in
          (worker == 0 ? start(instance, options) : []) + [
            StorageFitStrategy(instance, seed: options.seed(of: worker), runLimit: .max)
          ]
        }
      }
    }

    static func mip(
      _ instance: StorageInstance, _ solver: any MIPSolver
    ) throws -> [any Strategy<MemoryMapping.Placement>] {
      let model = try StorageModel(instance)
      return [
        StorageBoundStrategy(instance: instance),
        MIPStrategy(solver: solver) { _ in try StorageLinearModel(model, capacity: instance.set.capacity) },
      ]
    }

    private static func start(
      _ instance: StorageInstance, _ options: Options
    ) -> [any Strategy<MemoryMapping.Placement>] {
      [StorageBoundStrategy(instance: instance)]
        + options.start([StorageFitStrategy(instance, seed: options.seed, runLimit: 200)])
    }
  }

  /// The constraint model of storages in rows and columns.
  struct StorageLinearModel: LinearFormulation {
    private let linearization: Linearization
    private let source: StorageModel
    let model: LinearModel

    /// - Parameter capacity: the objective of a question of fitting in one memory.
    init(_ source: StorageModel, capacity: Int?) throws(ModelError) {
      linearization = try Linearization(source.data)
      self.source = source
      var model = linearization.linearModel
      if let capacity { model.objectiveConstant += Double(capacity) }
      self.model = model
    }

    func decode(_ columns: [Double]) -> MemoryMapping.Placement? { linearization.decode(columns).map(source.decode) }

    func encode(_ placement: MemoryMapping.Placement) -> [Double]? {
      source.encode(placement).flatMap(linearization.encode)
    }
  }
}
