import Basics

extension FlexibleShop {
  /// One longest path of a graph, each step back drawn from all that are tight.
  struct CriticalPath: ~Copyable {
    /// By operation: the last trace that it was on.
    private let marks: Buffer<Int>
    private var trace = 0
    private(set) var count = 0

    init(operationCount: Int) {
      marks = Buffer(repeating: 0, count: operationCount)
    }

    @inline(__always)
    func contains(_ operation: Int32) -> Bool { marks[operation] == trace }

    mutating func trace(_ graph: borrowing Graph, _ random: inout RandomSource) {
      trace += 1
      count = 0
      var draw = Draw()
      for operation in 0..<Int32(graph.count)
      where graph.ends[operation] + graph.table.tails[operation] == graph.makespan {
        draw.offer(operation, &random)
      }
      while draw.chosen >= 0 {
        let operation = draw.chosen
        marks[operation] = trace
        count += 1
        draw = Draw()
        let start = graph.ends[operation] - graph.durations[operation]
        let (first, last) =
          (graph.table.predecessorOffsets[operation], graph.table.predecessorOffsets[operation + 1])
        for entry in first..<last {
          let before = graph.table.predecessors[entry]
          if graph.ends[before] + graph.table.predecessorLags[entry] == start { draw.offer(before, &random) }
        }
        for place in 2 * operation...2 * operation + 1 where graph.previous[place] >= 0 {
          let before = graph.previous[place]
          if graph.ends[before >> 1] + graph.setup(at: place, from: before, to: place) == start {
            draw.offer(before >> 1, &random)
          }
        }
      }
    }

    /// One of those offered, each with the same probability; -1 of none.
    private struct Draw {
      var chosen: Int32 = -1
      private var count = 0

      mutating func offer(_ operation: Int32, _ random: inout RandomSource) {
        count += 1
        if random.below(count) == 0 { chosen = operation }
      }
    }
  }
}
