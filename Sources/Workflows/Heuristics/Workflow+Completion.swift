import Basics
import Solving

extension Workflow {
  /// Tasks of the file keep their elements and the order of their starts; the others come where they end earliest.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var elements: [Int?]?
    var starts: [Int?]?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "elements": elements = try PartialSolution.integers(&json, "an element")
      case "starts": starts = try PartialSolution.integers(&json, "a start")
      default: try json.skipValue()
      }
    }
    let count = instance.tasks.count
    guard elements != nil || starts != nil, elements?.count ?? 0 <= count, starts?.count ?? 0 <= count else {
      return nil
    }
    // What is whole and breaks a rule is no part of a solution.
    if let elements, let starts, elements.count == count, starts.count == count, !elements.contains(nil),
      !starts.contains(nil)
    {
      return nil
    }
    var remarks: [String] = []
    var isUsed = [Bool](repeating: false, count: count)
    var given = [Int?](repeating: nil, count: count)
    for (task, element) in (elements ?? []).enumerated() {
      guard let element else { continue }
      if instance.elements[task].contains(element) {
        given[task] = element
        isUsed[task] = true
      } else {
        remarks.append("\(instance.label(of: task)) cannot run on element \(element)")
      }
    }
    var keys = [Int](repeating: 0, count: count)
    for task in instance.order {
      for arc in instance.incoming[task] { keys[task] = max(keys[task], keys[instance.arcs[arc].from]) }
      if let starts, task < starts.count, let start = starts[task] {
        keys[task] = start
        isUsed[task] = true
      }
    }
    var schedule = ListSchedule(instance)
    var list = ReadyList(instance, priorities: keys.map { -Double($0) })
    while let task = list.next() {
      let place = schedule.best(task, among: given[task].map { [$0] } ?? instance.elements[task])
      schedule.place(task, on: place.element, at: place.start)
    }
    return CompletedStart(
      schedule.solution, used: isUsed.count { $0 }, of: count, "tasks", remarks: remarks)
  }
}
