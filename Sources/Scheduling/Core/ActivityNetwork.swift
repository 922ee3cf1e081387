import Solving

/// Activities, what orders them and what they share: what every shop and project is underneath. Activities and
/// resources are numbered from 0.
struct ActivityNetwork: Sendable {
  let name: String
  let activities: [Activity]
  let resources: [Resource]
  /// Those that lead to an activity come before those that leave it, so that a pass in either direction sees all paths.
  let precedences: [Precedence]
  /// Whether there are machines only and each activity runs on one of them: all that is to be decided are sequences.
  let isShop: Bool

  init(name: String, activities: [Activity], resources: [Resource], precedences: [Precedence]) {
    self.name = name
    self.activities = activities
    self.resources = resources
    self.precedences = precedences
    isShop =
      !resources.isEmpty && resources.allSatisfy(\.isMachine)
      && activities.allSatisfy { $0.modes.allSatisfy { $0.demands.count == 1 } }
    assert(isTopological, "a precedence leads to an activity that another one has left already")
  }

  private var isTopological: Bool {
    var hasLeft = [Bool](repeating: false, count: activities.count)
    for link in precedences {
      hasLeft[link.before] = true
      if hasLeft[link.after] { return false }
    }
    return true
  }

  /// With each activity in its shortest mode.
  var longestPaths: LongestPaths { LongestPaths(durations: activities.map(\.leastDuration), precedences) }

  /// By activity, the precedences that leave it, in the order given.
  var successors: [[Precedence]] {
    var lists = [[Precedence]](repeating: [], count: activities.count)
    for link in precedences { lists[link.before].append(link) }
    return lists
  }

  /// By resource, the activities that hold something of it for some time, ascending, each in its first mode.
  var users: [[(activity: Int, demand: Int)]] {
    var users = [[(activity: Int, demand: Int)]](repeating: [], count: resources.count)
    for (number, activity) in activities.enumerated() where activity.modes[0].duration > 0 {
      for demand in activity.modes[0].demands { users[demand.resource].append((number, demand.amount)) }
    }
    return users
  }

  /// What all its schedules share.
  var shape: TaskSchedule.Shape {
    var before = [[Int]](repeating: [], count: activities.count)
    var after = before
    for link in precedences {
      before[link.after].append(link.before)
      after[link.before].append(link.after)
    }
    return TaskSchedule.Shape(
      modes: activities.map { activity in
        activity.modes.map { .init(duration: $0.duration, resources: $0.demands.map(\.resource)) }
      },
      resourceCount: resources.count, related: zip(before, after).map { $0.sorted() + $1.sorted() })
  }

  /// The mode that the activity runs in.
  func mode(of activity: Int, in schedule: Schedule) -> Mode { activities[activity].modes[schedule.modes[activity]] }

  func end(of activity: Int, in schedule: Schedule) -> Int {
    schedule.starts[activity] + mode(of: activity, in: schedule).duration
  }

  func makespan(of schedule: Schedule) -> Int { activities.indices.reduce(0) { max($0, end(of: $1, in: schedule)) } }
}
