import Basics
import Solving

extension ResourceProject {
  /// The given starts say an order, in which the serial scheme starts each activity as early as it can; an activity
  /// without a start takes its place after its predecessors, by latest finish time among equals.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var given: [Int?] = []
    try json.beginObject()
    while let key = try json.nextKey() {
      if key == "starts" { given = try PartialSolution.integers(&json, "a start") } else { try json.skipValue() }
    }
    let count = instance.activityCount
    guard given.count <= count else { return nil }
    var remarks: [String] = []
    for (activity, time) in given.enumerated() {
      guard let time, !(0...2 * Instance.maximumDuration).contains(time) else { continue }
      remarks.append("activity \(activity + 1) cannot start at \(time)")
      given[activity] = nil
    }
    // What is whole and breaks a rule is no part of a solution.
    guard given.count < count || given.contains(nil) else { return nil }
    given += [Int?](repeating: nil, count: count - given.count)
    let (small, unit) = divided(instance) ?? (instance, 1)
    let starts = serialSchedule(small, in: order(small, given.map { $0.map { $0 / unit } })).map { $0 * unit }
    return CompletedStart(
      Solution(starts: starts), used: given.count { $0 != nil }, of: count, "activities", remarks: remarks)
  }

  /// Every activity after its predecessors, otherwise by given start, or by the time at which all before it is over.
  private static func order(_ instance: Instance, _ given: [Int?]) -> [Int] {
    var times = [Int](repeating: 0, count: instance.activityCount)
    for activity in instance.topologicalOrder {
      let earliest = instance.predecessors[activity].reduce(0) { max($0, times[$1] + instance.durations[$1]) }
      times[activity] = given[activity] ?? earliest
    }
    let rule = PriorityRule.lft.priorities(of: instance)
    var missing = instance.predecessors.map(\.count)
    var heap = MinHeap<ListPlace>()
    func add(_ activity: Int) { heap.push(ListPlace(time: times[activity], rule: rule[activity], activity: activity)) }
    for activity in missing.indices where missing[activity] == 0 { add(activity) }
    var order: [Int] = []
    while let next = heap.pop() {
      order.append(next.activity)
      for successor in instance.successors[next.activity] {
        missing[successor] -= 1
        if missing[successor] == 0 { add(successor) }
      }
    }
    return order
  }

  private static func serialSchedule(_ instance: Instance, in order: [Int]) -> [Int] {
    let scheme = SerialScheme(PackedProject(instance))
    var starts = [Int32](repeating: 0, count: order.count)
    _ = scheme.schedule(order.map(Int32.init), into: &starts)
    return starts.map(Int.init)
  }

  private struct ListPlace: Comparable {
    let time: Int
    let rule: Int32
    let activity: Int

    static func < (a: ListPlace, b: ListPlace) -> Bool {
      (a.time, a.rule, a.activity) < (b.time, b.rule, b.activity)
    }
  }
}
