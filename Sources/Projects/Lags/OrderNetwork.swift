import Basics

/// All longest paths between activities and the origin, while arcs come in and are taken back in reverse order.
struct OrderNetwork: ~Copyable {
  struct Change: BitwiseCopyable {
    let place: Int
    let distance: Int
  }

  /// How many nodes there are; the last one is the origin.
  let count: Int
  private let distances: Buffer<Int>
  private var trail: Buffer<Change>
  private var raised: Buffer<Int>

  init(_ closure: TemporalClosure) {
    count = closure.count
    distances = Buffer(closure.distances)
    trail = Buffer()
    raised = Buffer(capacity: closure.count)
  }

  /// How much later than `from` the time of `to` is at least; `TemporalClosure.unconnected` where nothing says it.
  @inline(__always)
  func distance(_ from: Int, _ to: Int) -> Int { distances[from * count + to] }

  /// How many changes there have been, to be given to `undo`.
  var mark: Int { trail.count }

  /// The earliest time of a node.
  @inline(__always)
  func earliest(_ node: Int) -> Int { distances[(count - 1) * count + node] }

  /// The latest time of a node, very late where nothing limits it.
  @inline(__always)
  func latest(_ node: Int) -> Int { -distances[node * count + count - 1] }

  /// Takes an arc in; false where it closes a positive cycle, and then nothing has changed.
  ///
  /// - Complexity: O(n) where it says little new, O(n²) at most.
  mutating func add(_ from: Int, _ to: Int, _ weight: Int) -> Bool {
    let n = count
    let d = distances.pointer
    guard weight > d[from * n + to] else { return true }
    guard d[to * n + from] + weight <= 0 else { return false }
    // Only nodes that the arc takes further than `from` was: all others have a path at least as long.
    raised.removeAll()
    for j in 0..<n where d[to * n + j] > TemporalClosure.unconnected && weight + d[to * n + j] > d[from * n + j] {
      raised.append(j)
    }
    let targets = raised.pointer
    let number = raised.count
    for i in 0..<n where d[i * n + from] > TemporalClosure.unconnected {
      let through = d[i * n + from] + weight
      guard through > d[i * n + to] else { continue }
      for entry in 0..<number {
        let j = targets[entry]
        let length = through + d[to * n + j]
        if length > d[i * n + j] {
          trail.append(Change(place: i * n + j, distance: d[i * n + j]))
          d[i * n + j] = length
        }
      }
    }
    return true
  }

  /// Takes back all that came in after a mark.
  mutating func undo(to mark: Int) {
    while trail.count > mark {
      let change = trail.removeLast()
      distances[change.place] = change.distance
    }
  }
}
