extension GeneralSchedule {
  /// What tasks share.
  public struct Resource: Sendable, Equatable {
    /// How it is shared.
    public enum Kind: Sendable, Equatable {
      /// One task at a time, in a sequence.
      case machine
      /// So much may be held at a time, besides what `capacities` say.
      case renewable(capacity: Int)
      /// So much is there for all tasks together.
      case consumable(capacity: Int)
      /// A store whose level stays in its limits at every moment; changes of one moment count together. `maximum` is nil
      /// for a store of any size.
      case reservoir(initial: Int, minimum: Int, maximum: Int?)
    }

    /// From a time on, a capacity.
    public struct Step: Sendable, Equatable {
      /// From when on.
      public var time: Int
      /// What there is from then on.
      public var capacity: Int

      /// A capacity from a time on.
      public init(from time: Int, _ capacity: Int) {
        self.time = time
        self.capacity = capacity
      }
    }

    /// No other resource has it.
    public var name: String
    /// How it is shared, and how much there is.
    public var kind: Kind
    /// Of machines and renewable resources, half-open, by increasing time and apart: nothing is processed.
    public var breaks: [Range<Int>] = []
    /// Of renewable resources, by increasing time: the capacity from then on, instead of the kind's.
    public var capacities: [Step] = []
    /// Of machines: from its first task to its last it is never without one.
    public var isNeverIdle = false
    /// What a unit of it costs for a unit of processing; of consumable resources, once.
    public var cost = 0

    /// A resource without breaks.
    public init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }

    /// Whether tasks on it have a sequence.
    public var isMachine: Bool { kind == .machine }

    /// The most that can be held at a time, or consumed in all; nil for reservoirs.
    public var greatestCapacity: Int? {
      switch kind {
      case .machine: 1
      case .renewable(let capacity):
        capacities.reduce(capacities.first?.time == 0 ? 0 : capacity) { max($0, $1.capacity) }
      case .consumable(let capacity): capacity
      case .reservoir: nil
      }
    }
  }

  /// Times between tasks that follow each other on machines.
  public struct Setups: Sendable, Equatable {
    /// Between which tasks.
    public enum Scope: String, Sendable, Equatable, CaseIterable {
      /// A task and the next one on the machine.
      case neighbours
      /// A task and every later one.
      case allPairs
    }

    /// The machines that they are for; no machine has two of these.
    public var machines: [Int]
    /// By task, its row and column of `times`; nil for a task that needs none.
    public var kinds: [Int?]
    /// From the end of a task of the row's kind to the start of a later one of the column's kind; nil where that may not be.
    public var times: [[Int?]]
    /// Between which tasks the times are kept.
    public var scope = Scope.neighbours

    /// Times by kinds of tasks.
    public init(machines: [Int], kinds: [Int?], times: [[Int?]], scope: Scope = .neighbours) {
      self.machines = machines
      self.kinds = kinds
      self.times = times
      self.scope = scope
    }
  }
}
