/// Who goes to which open task: walks entities there, and lets them work once all of a team are there.
struct MissionTeams {
  /// By entity, the number of its task.
  private(set) var target: [Int?]

  init(entities: Int) { target = [Int?](repeating: nil, count: entities) }

  /// Those who have a task.
  func team(of task: Int) -> [Int] { target.indices.filter { target[$0] == task } }

  mutating func send(_ team: [Int], to task: Int) { for entity in team { target[entity] = task } }

  mutating func release(_ task: Int) { for entity in team(of: task) { target[entity] = nil } }

  /// Lets go who has a task that is not open any more.
  mutating func keep(_ open: [MissionView.OpenTask]) {
    let numbers = Set(open.map(\.number))
    for entity in target.indices where target[entity].map({ !numbers.contains($0) }) ?? false { target[entity] = nil }
  }

  func actions(_ view: MissionView) -> [MissionAction] {
    let tasks = Dictionary(uniqueKeysWithValues: view.tasks.map { ($0.number, $0) })
    var isComplete: [Int: Bool] = [:]
    for task in view.tasks {
      let team = team(of: task.number)
      isComplete[task.number] = team.allSatisfy { view.entities[$0].place == task.place }
    }
    return target.indices.map { entity in
      guard let number = target[entity], let task = tasks[number] else { return .stay }
      let place = view.entities[entity].place
      if place == task.place { return isComplete[number] == true ? .work(number) : .stay }
      return .walk(Self.next(place, task.place, view.rules.directions))
    }
  }

  /// Along a shortest way, columns first where there are no diagonals.
  private static func next(_ from: Mission.Cell, _ to: Mission.Cell, _ directions: Int) -> Mission.Cell {
    let (dx, dy) = ((to.x - from.x).signum(), (to.y - from.y).signum())
    if directions == 8 { return Mission.Cell(from.x + dx, from.y + dy) }
    return dx != 0 ? Mission.Cell(from.x + dx, from.y) : Mission.Cell(from.x, from.y + dy)
  }
}
