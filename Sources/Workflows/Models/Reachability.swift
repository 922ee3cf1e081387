extension Workflow {
  /// Which tasks a path joins.
  struct Reachability {
    private let count: Int
    private let words: Int
    private var bits: [UInt64]

    /// - Complexity: O(n m / 64) time, n² / 8 bytes.
    init(_ instance: Instance) {
      count = instance.tasks.count
      words = (count + 63) / 64
      bits = [UInt64](repeating: 0, count: count * words)
      for task in instance.order.reversed() {
        for arc in instance.outgoing[task] {
          let target = instance.arcs[arc].to
          bits[task * words + target / 64] |= 1 << UInt64(target % 64)
          for word in 0..<words { bits[task * words + word] |= bits[target * words + word] }
        }
      }
    }

    func precedes(_ first: Int, _ second: Int) -> Bool {
      bits[first * words + second / 64] >> UInt64(second % 64) & 1 == 1
    }

    func joins(_ first: Int, _ second: Int) -> Bool { precedes(first, second) || precedes(second, first) }
  }

  /// Earliest starts where elements and orders are given.
  enum Timing {
    /// Tasks in the order of `places`, each behind its predecessors and all that is before it on its element.
    ///
    /// - Returns: nil where a task is before one of its predecessors.
    static func solution(of instance: Instance, elements: [Int], places: [Int]) -> Solution? {
      var free = [Int](repeating: 0, count: instance.platform.elementCount)
      var starts = [Int](repeating: -1, count: places.count)
      for task in places.indices.sorted(by: { places[$0] < places[$1] }) {
        let element = elements[task]
        let duration = instance.duration(of: task, on: element)
        var start = instance.jobs[instance.tasks[task].job].release
        if duration > 0 { start = max(start, free[element]) }
        for arc in instance.incoming[task] {
          let source = instance.arcs[arc].from
          guard starts[source] >= 0 else { return nil }
          let end = starts[source] + instance.duration(of: source, on: elements[source])
          start = max(start, end + instance.transfer(arc, from: elements[source], to: element))
        }
        starts[task] = start
        if duration > 0 { free[element] = start + duration }
      }
      return Solution(elements: elements, starts: starts, of: instance)
    }
  }
}
