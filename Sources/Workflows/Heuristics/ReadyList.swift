import Basics

extension Workflow {
  /// Tasks in the order of priorities that decrease, each behind its predecessors; the smaller number among equals.
  struct ReadyList {
    private struct Entry: Comparable {
      let priority: Double
      let task: Int
      static func < (left: Entry, right: Entry) -> Bool {
        left.priority != right.priority ? left.priority > right.priority : left.task < right.task
      }
    }

    private let instance: Instance
    private let priorities: [Double]
    private var heap = MinHeap<Entry>()
    private var waiting: [Int]

    init(_ instance: Instance, priorities: [Double]) {
      self.instance = instance
      self.priorities = priorities
      waiting = instance.incoming.map(\.count)
      for task in waiting.indices where waiting[task] == 0 { heap.push(Entry(priority: priorities[task], task: task)) }
    }

    mutating func next() -> Int? {
      guard let task = heap.pop()?.task else { return nil }
      for arc in instance.outgoing[task] {
        let target = instance.arcs[arc].to
        waiting[target] -= 1
        if waiting[target] == 0 { heap.push(Entry(priority: priorities[target], task: target)) }
      }
      return task
    }
  }
}
