import Basics

/// The order of jobs that do not wait, as a tour: the lag to the next job is a distance, and one node more, before the
/// first job and after the last one, is reached by the work of that last job.
///
/// A move exchanges two neighbouring segments and turns none around, so its change is six distances. Where a tour has
/// no better one left, a few segments in a small window are exchanged at random and only what was touched is looked at.
///
/// - Source: Johnson, McGeoch 1997, "The traveling salesman problem: a case study in local optimization".
struct JobTour: ~Copyable {
  let nodes: Int
  /// From node i to node k at `i * nodes + k`; the last node is the one without a job.
  let distances: Buffer<Int>
  /// The tour, and where each node is in it.
  let tour, places: Buffer<Int>
  /// For each node its nearest successors and its nearest predecessors, `near` of each.
  let successors, predecessors: Buffer<Int>
  let near: Int
  /// Nodes to be looked at, and whether one is among them.
  private var queue: Buffer<Int>
  private let isQueued: Buffer<Bool>
  private let scratch: Buffer<Int>
  /// The exchanges made, to take them back.
  private var log: Buffer<Exchange>
  private let offset: Int
  private(set) var length = 0

  struct Exchange { var begin, first, second: Int }

  /// - Parameters:
  ///   - distances: between `nodes` nodes, row by row.
  ///   - offset: what is added to the length of every tour.
  init(_ nodes: Int, _ distances: borrowing Buffer<Int>, offset: Int = 0) {
    self.nodes = nodes
    self.offset = offset
    self.distances = Buffer(repeating: 0, count: nodes * nodes)
    for index in 0..<nodes * nodes { self.distances[index] = distances[index] }
    tour = Buffer(Array(0..<nodes))
    places = Buffer(Array(0..<nodes))
    near = min(10, nodes - 1)
    successors = Buffer(repeating: 0, count: nodes * near)
    predecessors = Buffer(repeating: 0, count: nodes * near)
    queue = Buffer(capacity: nodes)
    isQueued = Buffer(repeating: false, count: nodes)
    scratch = Buffer(repeating: 0, count: nodes)
    log = Buffer(capacity: 64)
    for node in 0..<nodes {
      let out = nearest(to: node) { self.distances[node * nodes + $0] }
      let into = nearest(to: node) { self.distances[$0 * nodes + node] }
      for index in 0..<near {
        successors[node * near + index] = out[index]
        predecessors[node * near + index] = into[index]
      }
    }
  }

  private func nearest(to node: Int, by distance: (Int) -> Int) -> ArraySlice<Int> {
    let keys = (0..<nodes).filter { $0 != node }.map { (distance($0), $0) }
    return keys.sorted { $0 < $1 }.map { $0.1 }[..<near]
  }

  @inline(__always) private func distance(_ node: Int, _ next: Int) -> Int { distances[node &* nodes &+ next] }
  @inline(__always) private func wrap(_ place: Int) -> Int { place >= nodes ? place &- nodes : place }
  @inline(__always) private func successor(_ node: Int) -> Int { tour[wrap(places[node] &+ 1)] }
  @inline(__always) private func predecessor(_ node: Int) -> Int { tour[wrap(places[node] &+ nodes &- 1)] }

  /// The jobs in order.
  var order: [Int] {
    let begin = places[nodes - 1]
    return (1..<max(nodes, 1)).map { tour[wrap(begin + $0)] }
  }

  /// Takes an order of the jobs; everything will be looked at.
  mutating func load(_ order: [Int]) {
    tour[0] = nodes - 1
    for (index, job) in order.enumerated() { tour[index + 1] = job }
    length = offset
    for place in 0..<nodes {
      places[tour[place]] = place
      length += distance(tour[place], tour[wrap(place + 1)])
    }
    log.removeAll()
    for place in 0..<nodes { enqueue(tour[place]) }
  }

  /// From the node without a job on, always to the nearest job left.
  mutating func loadNearestNeighbours() {
    var left = Array(0..<nodes - 1)
    var order: [Int] = []
    var last = nodes - 1
    while !left.isEmpty {
      var best = 0
      for index in left.indices where distance(last, left[index]) < distance(last, left[best]) { best = index }
      last = left.remove(at: best)
      order.append(last)
    }
    load(order)
  }

  private mutating func enqueue(_ node: Int) {
    if isQueued[node] { return }
    isQueued[node] = true
    queue.append(node)
  }

  /// Makes better exchanges until there are none at the nodes to be looked at; at most so many nodes.
  mutating func descend(looks: Int = .max) {
    var looks = looks
    while !queue.isEmpty && looks > 0 {
      looks -= 1
      let node = queue.removeLast()
      isQueued[node] = false
      while improve(at: node) {}
    }
  }

  var isSettled: Bool { queue.isEmpty }

  /// a b … p c … e f becomes a c … e b … p f where that is shorter.
  private mutating func improve(at a: Int) -> Bool {
    let b = successor(a)
    let begin = places[b]
    let ab = distance(a, b)
    for index in 0..<near {
      let c = successors[a &* near &+ index]
      let gain = ab &- distance(a, c)
      if gain <= 0 { break }
      if c == b { continue }
      let p = predecessor(c)
      let cut = gain &+ distance(p, c)
      let offsetC = wrap(places[c] &- begin &+ nodes)
      for other in 0..<near {
        let e = predecessors[b &* near &+ other]
        let closed = cut &- distance(e, b)
        if closed <= 0 { break }
        let offsetE = wrap(places[e] &- begin &+ nodes)
        if offsetE < offsetC || offsetE == nodes &- 1 { continue }
        let f = successor(e)
        let total = closed &+ distance(e, f) &- distance(p, f)
        if total > 0 {
          exchange(begin, offsetC, offsetE &- offsetC &+ 1)
          length &-= total
          for node in [a, b, p, c, e, f] { enqueue(node) }
          return true
        }
      }
    }
    return false
  }

  /// Exchanges the segment of `first` nodes from the place `begin` on with the `second` nodes behind it.
  ///
  /// On the cycle of these two and the rest, exchanging any two neighbours is the same, so the longest one stays.
  private mutating func exchange(_ begin: Int, _ first: Int, _ second: Int) {
    let third = nodes &- first &- second
    if third >= first && third >= second {
      move(Exchange(begin: begin, first: first, second: second))
    } else if first >= second {
      move(Exchange(begin: wrap(begin &+ first), first: second, second: third))
    } else {
      move(Exchange(begin: wrap(begin &+ first &+ second), first: third, second: first))
    }
  }

  private mutating func move(_ exchange: Exchange) {
    log.append(exchange)
    apply(exchange)
  }

  private func apply(_ exchange: Exchange) {
    let count = exchange.first &+ exchange.second
    let scratch = scratch.pointer
    for index in 0..<count { scratch[index] = tour[wrap(exchange.begin &+ index)] }
    for index in 0..<count {
      let place = wrap(exchange.begin &+ index)
      let node = scratch[index < exchange.second ? index &+ exchange.first : index &- exchange.second]
      tour[place] = node
      places[node] = place
    }
  }

  /// Exchanges two neighbouring segments somewhere, at random, and notes the six ends to be looked at.
  mutating func kick(_ random: inout RandomSource) {
    let window = min(nodes &- 1, Self.window)
    let first = 1 &+ random.below(window &- 1)
    let second = 1 &+ random.below(window &- first)
    let begin = random.below(nodes)
    let b = tour[begin]
    let p = tour[wrap(begin &+ first &- 1)]
    let c = tour[wrap(begin &+ first)]
    let e = tour[wrap(begin &+ first &+ second &- 1)]
    let a = predecessor(b)
    let f = successor(e)
    length &+= distance(a, c) &+ distance(e, b) &+ distance(p, f) &- distance(a, b) &- distance(p, c) &- distance(e, f)
    move(Exchange(begin: begin, first: first, second: second))
    for node in [a, b, p, c, e, f] { enqueue(node) }
  }

  /// The longest stretch that a kick changes.
  private static var window: Int { 50 }

  /// From here on, `undo` takes back what happens.
  mutating func mark() { log.removeAll() }

  /// Takes back everything since the mark; the length then was `length`.
  mutating func undo(to length: Int) {
    while !log.isEmpty {
      let exchange = log.removeLast()
      apply(Exchange(begin: exchange.begin, first: exchange.second, second: exchange.first))
    }
    while !queue.isEmpty { isQueued[queue.removeLast()] = false }
    self.length = length
  }
}
