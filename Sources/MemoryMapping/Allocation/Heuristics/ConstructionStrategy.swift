import Basics
import Race

extension MemoryMapping.Allocation {
  /// The first placements: valley fit by several scores, first fit by several orders where that is affordable, and
  /// otherwise boxing.
  struct ConstructionStrategy: Strategy {
    let name: String
    private let instance: Prepared
    private let orders: [MemoryMapping.PlacementOrder]
    private let usesValleys: Bool
    private let usesFirstFit: Bool
    private let usesBoxing: Bool

    /// First fit looks at all placed buffers for each one.
    static let firstFitLimit = 30_000

    /// All of them.
    init(_ instance: Prepared) {
      self.instance = instance
      name = "construction"
      orders = MemoryMapping.PlacementOrder.allCases
      usesValleys = !instance.hasFixedBuffers
      usesFirstFit = instance.hasFixedBuffers || instance.set.buffers.count <= Self.firstFitLimit
      usesBoxing = !usesFirstFit
    }

    /// One alone.
    init(_ instance: Prepared, order: MemoryMapping.PlacementOrder, valley: Bool) {
      self.instance = instance
      name = (valley ? "valley-" : "first-fit-") + order.rawValue
      orders = [order]
      usesValleys = valley && !instance.hasFixedBuffers
      usesFirstFit = !usesValleys
      usesBoxing = false
    }

    static let boxingName = "boxing"

    /// Boxing alone; first fit where there are fixed buffers.
    static func boxing(_ instance: Prepared) -> ConstructionStrategy {
      instance.hasFixedBuffers
        ? ConstructionStrategy(instance, order: .size, valley: false) : ConstructionStrategy(boxing: instance)
    }

    private init(boxing instance: Prepared) {
      self.instance = instance
      name = Self.boxingName
      orders = []
      (usesValleys, usesFirstFit, usesBoxing) = (false, false, true)
    }

    func run(on scoreboard: Scoreboard<MemoryMapping.Placement>) {
      let scores = orders.map { $0.scores(instance) }
      if usesValleys {
        let placer = MemoryMapping.ValleyFit(instance)
        for (order, score) in zip(orders, scores) where !scoreboard.shouldStop {
          let height = placer.place(by: Buffer(score), limit: instance.limit(scoreboard)) { scoreboard.shouldStop }
          if height != nil {
            instance.offer(
              placer.offsets.withElements { Array($0) }, to: scoreboard, by: "valley-\(order.rawValue)")
          }
        }
      }
      if usesBoxing, !scoreboard.shouldStop,
        let offsets = MemoryMapping.Boxing(instance).place(shouldStop: { scoreboard.shouldStop })
      {
        instance.offer(offsets, to: scoreboard, by: Self.boxingName)
      }
      guard usesFirstFit else { return }
      let placer = MemoryMapping.FirstFit(instance)
      for (order, score) in zip(orders, scores) where !scoreboard.shouldStop {
        let sequence = Buffer(MemoryMapping.PlacementOrder.descending(score))
        if placer.place(sequence, limit: instance.limit(scoreboard), shouldStop: { scoreboard.shouldStop }) == nil {
          instance.offer(
            placer.offsets.withElements { Array($0) }, to: scoreboard, by: "first-fit-\(order.rawValue)")
        }
      }
    }
  }
}
