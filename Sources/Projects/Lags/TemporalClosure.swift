/// `time[to] >= time[from] + weight`; a negative weight is a maximum lag of the other direction.
package struct TemporalArc: Sendable, Equatable {
  package let from: Int
  package let to: Int
  package let weight: Int

  package init(from: Int, to: Int, weight: Int) {
    self.from = from
    self.to = to
    self.weight = weight
  }
}

/// Arcs that together demand that a node comes after itself: nothing satisfies them.
package struct PositiveCycle: Error, Equatable {
  /// The nodes in the direction of the arcs, each once.
  package let nodes: [Int]
}

/// The longest paths between all nodes of a graph of minimum and maximum lags: what each time says about each other.
///
/// Strong components first, Floyd and Warshall inside each, then the components along the arcs between them: projects
/// have few and small components with maximum lags, so most of the cube is never walked.
/// - Complexity: O(nodes · arcs + Σ component³ + nodes · Σ component²), and memory for nodes².
package struct TemporalClosure: Sendable {
  /// The distance where no path leads; below every sum of weights.
  package static let unconnected = Int.min / 4

  package let count: Int
  /// Row by row: `distances[from * count + to]`, 0 on the diagonal.
  package private(set) var distances: [Int]

  /// - Parameter arcs: ends below `count`; the sum of all |weight| is below 2^40.
  /// - Throws: a positive cycle, where there is one.
  package init(count: Int, arcs: [TemporalArc]) throws(PositiveCycle) {
    _ = try LongestPaths(count: count, arcs: arcs)
    self.count = count
    distances = Array(repeating: Self.unconnected, count: count * count)
    let components = StrongComponents(count: count, arcs: arcs)
    for node in 0..<count { distances[node * count + node] = 0 }
    for arc in arcs where arc.from != arc.to && components.number[arc.from] == components.number[arc.to] {
      let place = arc.from * count + arc.to
      distances[place] = max(distances[place], arc.weight)
    }
    let leaving = components.arcsByOrigin(arcs)
    for component in 0..<components.count {  // those that others lead to come first
      let members = components.members(component)
      close(members)
      follow(members, leaving: leaving)
    }
  }

  /// How much later than `from` the time of `to` is at least.
  package subscript(from: Int, to: Int) -> Int { distances[from * count + to] }

  /// Whether some path leads from one to the other.
  package func connects(_ from: Int, _ to: Int) -> Bool { self[from, to] > Self.unconnected }

  /// Takes one more arc in; false where it closes a positive cycle, and then nothing has changed.
  ///
  /// - Complexity: O(n²), O(1) where the arc says nothing new.
  package mutating func add(_ arc: TemporalArc) -> Bool {
    guard arc.weight > self[arc.from, arc.to] else { return true }
    guard arc.from != arc.to else { return false }
    if connects(arc.to, arc.from), self[arc.to, arc.from] + arc.weight > 0 { return false }
    let n = count
    distances.withUnsafeMutableBufferPointer { d in
      for i in 0..<n where d[i * n + arc.from] > Self.unconnected {
        let through = d[i * n + arc.from] + arc.weight
        for j in 0..<n where d[arc.to * n + j] > Self.unconnected {
          d[i * n + j] = max(d[i * n + j], through + d[arc.to * n + j])
        }
      }
    }
    return true
  }

  /// Floyd and Warshall inside a component.
  private mutating func close(_ members: ArraySlice<Int>) {
    guard members.count > 1 else { return }
    let n = count
    distances.withUnsafeMutableBufferPointer { d in
      for k in members {
        for i in members where d[i * n + k] > Self.unconnected {
          let through = d[i * n + k]
          for j in members where d[k * n + j] > Self.unconnected {
            d[i * n + j] = max(d[i * n + j], through + d[k * n + j])
          }
        }
      }
    }
  }

  /// The paths that leave a component: inside it to the node they leave from, then as that node's arc goes on.
  private mutating func follow(_ members: ArraySlice<Int>, leaving: [[TemporalArc]]) {
    let n = count
    var beyond = Array(repeating: Self.unconnected, count: n)
    var inside = Array(repeating: false, count: n)
    for member in members { inside[member] = true }
    var reached: [(node: Int, row: [Int])] = []
    for member in members {
      var leaves = false
      for arc in leaving[member] where !inside[arc.to] {
        if !leaves { for j in 0..<n { beyond[j] = Self.unconnected } }
        leaves = true
        for j in 0..<n where distances[arc.to * n + j] > Self.unconnected {
          beyond[j] = max(beyond[j], arc.weight + distances[arc.to * n + j])
        }
      }
      if leaves { reached.append((member, beyond)) }
    }
    for i in members {
      for (node, row) in reached where distances[i * n + node] > Self.unconnected {
        let through = distances[i * n + node]
        for j in 0..<n where row[j] > Self.unconnected && !inside[j] {
          distances[i * n + j] = max(distances[i * n + j], through + row[j])
        }
      }
    }
  }
}
