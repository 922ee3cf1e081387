import Solving

/// Task allocation on a map: entities walk to tasks, which appear one after another in a few open slots, and serve them
/// together. The data of a whole run, of which policies see what is open.
///
/// A step is this: at every so many steps free slots take the next tasks; then each entity walks to a neighbouring cell,
/// stays, or works at a task of its cell; a task whose working entities have all that it needs pays its present value
/// less their costs and is done; what those lack who do not suffice costs nothing and changes nothing. Tasks that have
/// been open for some time then lose a part of their value and of their needs at each step.
public struct Mission: Sendable, Equatable {
  /// A cell of the map.
  public struct Cell: Sendable, Hashable {
    /// From 0 on.
    public let x: Int
    /// From 0 on.
    public let y: Int

    /// The cell in column `x` and row `y`, from 0.
    public init(_ x: Int, _ y: Int) {
      self.x = x
      self.y = y
    }

    func isBeside(_ other: Cell, directions: Int) -> Bool {
      let (dx, dy) = ((x - other.x).magnitude, (y - other.y).magnitude)
      return directions == 8 ? max(dx, dy) == 1 : dx + dy == 1
    }

    /// Steps from here to there.
    func distance(to other: Cell, directions: Int) -> Int {
      let (dx, dy) = (abs(x - other.x), abs(y - other.y))
      return directions == 8 ? max(dx, dy) : dx + dy
    }
  }

  /// The rules that hold besides.
  public struct Rules: Sendable, Equatable {
    /// Columns of the map.
    public var width = 7
    /// Rows of the map.
    public var height = 7
    /// 4, or 8 with diagonal ones.
    public var directions = 4
    /// The run ends after so many.
    public var steps = 100
    /// Tasks that are open at a time.
    public var slots = 5
    /// Free slots are filled at steps that are a multiple of this.
    public var refill = 1
    /// Steps that a task is open before it decays.
    public var decayAfter = 0
    /// Percent of value and needs that a step then takes.
    public var decayPercent = 0

    /// A map of 7 by 7 cells.
    public init() {}
  }

  /// Pictures and reports show it.
  public let name: String
  /// Map, moves, slots and decay.
  public let rules: Rules
  /// Entities and all tasks in the order in which they appear.
  public let instance: TaskAllocation.Instance
  /// Where each entity is at first.
  public let starts: [Cell]
  /// Where each task is.
  public let places: [Cell]

  /// - Throws: the first rule that the data breaks, in words.
  public init(
    rules: Rules, instance: TaskAllocation.Instance, starts: [Cell], places: [Cell]
  ) throws(InvalidInstance) {
    for (name, value, range) in [
      ("width", rules.width, 1...10_000), ("height", rules.height, 1...10_000), ("steps", rules.steps, 1...100_000),
      ("slots", rules.slots, 1...63), ("refill", rules.refill, 1...100_000),
      ("decayAfter", rules.decayAfter, 0...100_000), ("decayPercent", rules.decayPercent, 0...99),
    ] where !range.contains(value) {
      throw InvalidInstance("'\(name)' is \(value), not \(range.lowerBound) to \(range.upperBound)")
    }
    guard rules.directions == 4 || rules.directions == 8 else {
      throw InvalidInstance("'directions' is \(rules.directions), not 4 or 8")
    }
    let limits = Self.limits
    guard instance.entities.count <= limits.entities, instance.tasks.count <= limits.tasks,
      instance.abilityCount <= limits.abilities
    else {
      throw InvalidInstance(
        "a mission has up to \(limits.entities) entities, \(limits.tasks) tasks and \(limits.abilities) abilities")
    }
    guard instance.hasUniformCosts else { throw InvalidInstance("in a mission an entity costs the same at all tasks") }
    for (what, cells) in [("entity", starts), ("task", places)] {
      for (number, cell) in cells.enumerated()
      where !(0..<rules.width).contains(cell.x) || !(0..<rules.height).contains(cell.y) {
        throw InvalidInstance("\(what) \(number) is at [\(cell.x), \(cell.y)], outside the map")
      }
    }
    let most = instance.tasks.reduce(0) { max($0, $1.value, $1.needs.max() ?? 0) }
    guard most <= limits.amount else { throw InvalidInstance("a value or a need exceeds \(limits.amount)") }
    self.name = instance.name
    self.rules = rules
    self.instance = instance
    self.starts = starts
    self.places = places
  }

  static let limits = (entities: 2000, tasks: 2000, abilities: 16, amount: 1_000_000)

  /// Values and needs are kept in thousandths, since they decay.
  public static let unit = 1000

  /// Value and needs of a task that has decayed so often, in thousandths, each rounded down.
  func decayed(_ task: Int, times: Int) -> (value: Int, needs: [Int]) {
    var (value, needs) = (instance.tasks[task].value * Self.unit, instance.tasks[task].needs.map { $0 * Self.unit })
    for _ in 0..<times { decay(&value, &needs) }
    return (value, needs)
  }

  func decay(_ value: inout Int, _ needs: inout [Int]) {
    value = value * (100 - rules.decayPercent) / 100
    for k in needs.indices { needs[k] = needs[k] * (100 - rules.decayPercent) / 100 }
  }
}
