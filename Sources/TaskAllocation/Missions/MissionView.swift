/// What a policy sees of a mission at a step: entities and open tasks, and nothing of tasks that have not appeared.
public struct MissionView: Sendable {
  /// Of an entity.
  public struct Entity: Sendable {
    /// Where it is now.
    public let place: Mission.Cell
    /// Paid for each service.
    public let cost: Int
    /// How much of each it has.
    public let abilities: [Int]
  }

  /// An open task.
  public struct OpenTask: Sendable {
    /// Its number among all that have appeared.
    public let number: Int
    /// Where it is.
    public let place: Mission.Cell
    /// At present, in thousandths.
    public let value: Int
    /// At present, in whole units: abilities are whole, so that fractions round up.
    public let needs: [Int]
    /// Steps since it appeared.
    public let age: Int
  }

  /// From 0.
  public let step: Int
  /// Of the mission.
  public let rules: Mission.Rules
  /// By number.
  public let entities: [Entity]
  /// Those that are open, by slot.
  public let tasks: [OpenTask]

  /// Steps that `entity` needs to a task before it can work there.
  func distance(_ entity: Int, to task: OpenTask) -> Int {
    entities[entity].place.distance(to: task.place, directions: rules.directions)
  }

  /// Whether there is time to walk there and to work.
  func isReachable(_ task: OpenTask, by entity: Int) -> Bool { step + distance(entity, to: task) < rules.steps }
}

/// What an entity does in a step.
public enum MissionAction: Sendable, Equatable {
  /// Where it is.
  case stay
  /// To a neighbouring cell.
  case walk(Mission.Cell)
  /// At the open task of this number, at its cell.
  case work(Int)
}

/// Decides what all entities do, step by step.
public protocol MissionPolicy {
  /// An action for each entity.
  mutating func actions(_ view: MissionView) -> [MissionAction]
}
