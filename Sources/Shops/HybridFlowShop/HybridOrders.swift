import Basics

/// The orders of a graph at some time, to be gone back to.
final class HybridOrders {
  private let next: Buffer<Int>
  private let previous: Buffer<Int>
  private let machines: Buffer<Int>
  private let heads: Buffer<Int>
  private let tails: Buffer<Int>
  private let firsts: Buffer<Int>
  private let lasts: Buffer<Int>

  init(of graph: HybridStageGraph) {
    next = Buffer(repeating: -1, count: graph.next.count)
    previous = Buffer(repeating: -1, count: graph.next.count)
    machines = Buffer(repeating: -1, count: graph.next.count)
    heads = Buffer(repeating: 0, count: graph.next.count)
    tails = Buffer(repeating: 0, count: graph.next.count)
    firsts = Buffer(repeating: -1, count: graph.firsts.count)
    lasts = Buffer(repeating: -1, count: graph.firsts.count)
  }

  /// Remembers the graph, all of whose heads and tails are right.
  func save(_ graph: HybridStageGraph) {
    copy(graph.next, to: next)
    copy(graph.previous, to: previous)
    copy(graph.machines, to: machines)
    copy(graph.heads, to: heads)
    copy(graph.tails, to: tails)
    copy(graph.firsts, to: firsts)
    copy(graph.lasts, to: lasts)
  }

  /// Makes the graph what it was.
  func restore(_ graph: HybridStageGraph) {
    copy(next, to: graph.next)
    copy(previous, to: graph.previous)
    copy(machines, to: graph.machines)
    copy(heads, to: graph.heads)
    copy(tails, to: graph.tails)
    copy(firsts, to: graph.firsts)
    copy(lasts, to: graph.lasts)
    graph.stand()
  }

  private func copy(_ source: borrowing Buffer<Int>, to target: borrowing Buffer<Int>) {
    target.pointer.update(from: source.pointer, count: source.count)
  }
}
