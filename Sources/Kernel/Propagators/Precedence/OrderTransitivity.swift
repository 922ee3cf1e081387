import Basics

/// The ordering literals of unary resources, as matrices: what is before something that is before a third is before it.
///
/// Pairs are closed one step at a time: an order that becomes true is joined with those that begin where it ends, and with
/// those that end where it begins; what follows is an order that becomes true itself, so the closure is reached.
///
/// - Complexity: O(n) an order, n the tasks of its resource; n² literals of memory a resource.
/// - Source: Hebrard 2025, "Disjunctive scheduling in Tempo", for the part that the rule has in proofs.
struct OrderTransitivity: ~Copyable {
  /// An ordering literal's place: "task `first` before task `second`" of the matrix that begins at `matrix`.
  struct Place: BitwiseCopyable {
    var matrix: Int32
    var count: Int32
    var first: Int32
    var second: Int32
  }

  /// "i before j" at matrix + i · n + j. The diagonal is never true, so that no rule applies to it.
  var literals = Buffer<Literal>()
  var places = ListPool<Place>(filler: Place(matrix: 0, count: 0, first: 0, second: 0))
  /// The orders that a node makes true when it is raised; one Boolean can stand in several resources.
  var placesOfNode = Buffer<PooledList>()

  init() {}

  mutating func addNodes(_ count: Int) {
    placesOfNode.resize(to: placesOfNode.count + count, filling: PooledList())
  }

  /// - Parameter before: "i before j" at i · n + j, each the negation of "j before i".
  mutating func add(_ before: [Literal], count n: Int) {
    let matrix = Int32(literals.count)
    for literal in before { literals.append(literal) }
    for i in 0..<n {
      for j in 0..<n where i != j {
        let place = Place(matrix: matrix, count: Int32(n), first: Int32(i), second: Int32(j))
        places.append(place, to: &placesOfNode[before[i * n + j].node])
      }
    }
  }
}

extension Solver {
  /// Makes true what follows from the orders that `node` has just made true.
  @inline(__always)
  func propagateOrders(node: Int) throws(Conflict) {
    let list = transitivity.placesOfNode[node]
    if list.count == 0 { return }
    let base = transitivity.places.pointer(of: list)
    for i in 0..<list.count { try close(base[i]) }
  }

  private func close(_ place: OrderTransitivity.Place) throws(Conflict) {
    let n = Int(place.count)
    let matrix = transitivity.literals.pointer + Int(place.matrix)
    let fromFirst = matrix + Int(place.first) * n
    let fromSecond = matrix + Int(place.second) * n
    let order = fromFirst[Int(place.second)]
    for k in 0..<n {
      let onward = fromSecond[k]
      let across = fromFirst[k]
      if store.isTrue(onward) {
        // first < second < k
        if !store.isTrue(across) { try raise(across, because: order, onward) }
      } else if store.isFalse(across), !store.isFalse(onward) {
        // k < first < second
        try raise(onward.negated, because: order, across.negated)
      }
    }
  }

  private func raise(_ literal: Literal, because first: Literal, _ second: Literal) throws(Conflict) {
    store.premise(first)
    store.premise(second)
    try store.raise(literal, because: store.takeReason(by: .orders))
  }

  /// Closes all orders that are true; for level 0 after resources were posted.
  func propagateAllOrders() throws(Conflict) {
    for node in 0..<transitivity.placesOfNode.count where transitivity.placesOfNode[node].count > 0 {
      let places = transitivity.places.pointer(of: transitivity.placesOfNode[node])
      let order = transitivity.literals[Int(places[0].matrix + places[0].first * places[0].count + places[0].second)]
      if store.isTrue(order) { try propagateOrders(node: node) }
    }
  }
}
