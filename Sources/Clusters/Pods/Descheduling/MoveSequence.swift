import Basics

/// Moves of pods one after the other, each of which the scheduler's filters, budgets and limits let happen: what it
/// ends at is reached by them. Every pod moves once at most.
struct MoveSequence {
  let instance: PodDescheduling.Instance
  let cluster: PodPacking.Instance
  private(set) var state: ClusterState
  private(set) var moves: [PlanSteps.Move] = []
  /// By node, pods that came to wait for free room: nobody leaves for them.
  private var guests: [Int]
  /// By node, pods that are there, the fixed ones not among them.
  private(set) var podsOn: [[Int32]]
  private let waits: Set<Int32>

  init(_ instance: PodDescheduling.Instance) {
    self.instance = instance
    cluster = instance.cluster
    state = ClusterState(cluster)
    guests = Array(repeating: 0, count: cluster.nodeCount)
    podsOn = instance.residents
    waits = Set(cluster.waitsForRoom)
  }

  /// How many moves there are, to come back to.
  var mark: Int { moves.count }

  func node(of pod: Int) -> Int { Int(state.nodeOfPod[pod]) }

  /// Whether the pod runs where it did at first, and may leave.
  func mayMove(_ pod: Int) -> Bool {
    let now = state.nodeOfPod[pod]
    return now >= 0 && now == cluster.currentNode[pod] && guests[Int(now)] == 0 && state.mayLeave(pod)
  }

  /// Moves a pod to the first of these nodes that takes it.
  ///
  /// - Returns: the node; nil where it stays.
  mutating func move(_ pod: Int, to nodes: some Sequence<Int>) -> Int? {
    guard mayMove(pod) else { return nil }
    let home = node(of: pod)
    state.remove(pod)
    for node in nodes where node != home && state.fits(pod, on: node) {
      moves.append(PlanSteps.Move(pod: pod, from: Int32(home), to: -1))
      podsOn[home].removeAll { $0 == pod }
      arrive(pod, node)
      return node
    }
    state.place(pod, on: home)
    return nil
  }

  /// Binds a pending pod to the first of these nodes that takes it.
  mutating func bind(_ pod: Int, to nodes: some Sequence<Int>) -> Bool {
    for node in nodes where state.fits(pod, on: node) {
      arrive(pod, node)
      return true
    }
    return false
  }

  private mutating func arrive(_ pod: Int, _ node: Int) {
    state.place(pod, on: node)
    moves.append(PlanSteps.Move(pod: pod, from: -1, to: Int32(node)))
    podsOn[node].append(Int32(pod))
    if waits.contains(Int32(pod)) { guests[node] += 1 }
  }

  /// Takes back what came after `mark`.
  mutating func goBack(to mark: Int) {
    while moves.count > mark {
      let move = moves.removeLast()
      if move.to >= 0 {
        state.remove(move.pod)
        podsOn[Int(move.to)].removeAll { $0 == move.pod }
        if waits.contains(Int32(move.pod)) { guests[Int(move.to)] -= 1 }
      } else {
        state.place(move.pod, on: Int(move.from))
        podsOn[Int(move.from)].append(Int32(move.pod))
      }
    }
  }

  var solution: PodPacking.Solution {
    PodPacking.Solution(state.nodeOfPod, of: cluster, plan: PlanSteps(cluster, moves).plan)
  }

  /// The larger share of cpu and memory, or of whatever else is short, that is taken on the node; above 1 for a node
  /// that has nothing.
  func fill(_ node: Int) -> Double {
    let width = cluster.resourceCount
    var most = 0.0
    for resource in 0..<width {
      let has = cluster.allocatable[node * width + resource]
      if has <= 0 { continue }
      most = max(most, 1 - Double(state.free[node * width + resource]) / Double(has))
    }
    return most
  }

  /// The largest share of any node's resource that the pod asks for: large ones are placed first.
  func size(_ pod: Int, _ largest: [Int]) -> Double {
    let width = cluster.resourceCount
    var size = 0.0
    for resource in 0..<width where largest[resource] > 0 {
      size = max(size, Double(cluster.request[pod * width + resource]) / Double(largest[resource]))
    }
    return size
  }

  /// What the largest node has of each resource.
  var largest: [Int] {
    let width = cluster.resourceCount
    return (0..<width).map { resource in
      (0..<cluster.nodeCount).map { cluster.allocatable[$0 * width + resource] }.max() ?? 0
    }
  }
}
