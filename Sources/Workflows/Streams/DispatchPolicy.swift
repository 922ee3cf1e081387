extension Workflow {
  /// Rules that assign a task when it is ready, as the schedulers of DS3 do.
  public enum DispatchRule: String, CaseIterable, Sendable {
    case etf, eft, met, stf

    var summary: String {
      switch self {
      case .etf:
        "earliest task first: of all ready tasks and elements, the pair that finishes earliest, again and again"
      case .eft: "earliest finish time: ready tasks in their order, each on the element where it finishes earliest"
      case .met: "minimum execution time; ties to idle elements, then to those with fewest tasks of this time"
      case .stf: "shortest task first: the first of the elements with the least execution time"
      }
    }
  }

  /// A rule of DS3 with what it remembers: when it expects each element to be free, by what it has assigned.
  ///
  /// Expectations are not corrected by what happens.
  struct DispatchPolicy: StreamPolicy {
    private let rule: DispatchRule
    private var free: [Int] = []

    init(_ rule: DispatchRule) { self.rule = rule }

    mutating func decide(_ view: StreamView) -> StreamDecision {
      if view.ready.isEmpty { return StreamDecision() }
      if free.isEmpty { free = [Int](repeating: 0, count: view.platform.elementCount) }
      switch rule {
      case .etf: return StreamDecision(assignments: earliestTaskFirst(view))
      case .eft: return StreamDecision(assignments: earliestFinish(view))
      case .met: return StreamDecision(assignments: leastExecutionTime(view))
      case .stf:
        return StreamDecision(assignments: view.ready.map { ($0, Self.fastest(of: $0, view)[0]) })
      }
    }

    /// The first of the elements on which a task finishes earliest, and that time.
    private func best(_ task: Int, _ view: StreamView) -> (element: Int, end: Int) {
      var found = (element: -1, end: Int.max)
      for element in view.elements(of: task) {
        var start = max(view.time, free[element])
        for arc in view.incoming(task) {
          let source = view.arc(arc).from
          guard let end = view.end(of: source), let place = view.element(of: source) else { continue }
          start = max(start, end + view.transfer(arc, from: place, to: element))
        }
        let end = start + view.duration(of: task, on: element)
        if end < found.end { found = (element, end) }
      }
      return found
    }

    private mutating func earliestFinish(_ view: StreamView) -> [(task: Int, element: Int)] {
      view.ready.map { task in
        let place = best(task, view)
        free[place.element] = place.end
        return (task, place.element)
      }
    }

    private mutating func earliestTaskFirst(_ view: StreamView) -> [(task: Int, element: Int)] {
      var left = view.ready
      var places = left.map { best($0, view) }
      var assignments: [(task: Int, element: Int)] = []
      while !left.isEmpty {
        let next = left.indices.dropFirst().reduce(0) { places[$1].end < places[$0].end ? $1 : $0 }
        let (task, place) = (left[next], places[next])
        assignments.append((task, place.element))
        free[place.element] = place.end
        left.remove(at: next)
        places.remove(at: next)
        // What was best elsewhere stays so: an element that is assigned is only free later.
        for other in left.indices where places[other].element == place.element {
          places[other] = best(left[other], view)
        }
      }
      return assignments
    }

    private static func fastest(of task: Int, _ view: StreamView) -> [Int] {
      let elements = view.elements(of: task)
      let least = elements.reduce(Int.max) { min($0, view.duration(of: task, on: $1)) }
      return elements.filter { view.duration(of: task, on: $0) == least }
    }

    private func leastExecutionTime(_ view: StreamView) -> [(task: Int, element: Int)] {
      var assigned = [Int](repeating: 0, count: view.platform.elementCount)
      return view.ready.map { task in
        var candidates = Self.fastest(of: task, view)
        let busy = candidates.indices.filter { view.running(on: candidates[$0]) != nil }
        if let first = busy.first, busy.count < candidates.count {
          // As programmed: as many as are busy are left out, from the first busy one on.
          candidates.removeSubrange(first..<first + busy.count)
        }
        let element = candidates.dropFirst().reduce(candidates[0]) { assigned[$1] < assigned[$0] ? $1 : $0 }
        assigned[element] += 1
        return (task, element)
      }
    }
  }
}
