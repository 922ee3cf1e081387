import Basics

/// The lower side of all-different: a variable that begins inside a Hall interval, one with as many variables inside as
/// it has values, begins after it. The upper side is the same on the negated variables.
///
/// Variables are looked at by their upper bounds. A forest over the bounds' values keeps how much room is left below each
/// of them, another one the Hall intervals found so far; paths are halved as they are walked.
///
/// - Complexity: O(n log n) a run, less where few bounds have changed places. O(n log n) an explanation.
/// - Source: López-Ortiz, Quimper, Tromp, van Beek 2003, "A fast and simple algorithm for bounds consistency of the
///   alldifferent constraint"; a Hall set as explanation: Katsirelos 2008,
///   "Nogood processing in CSPs".
final class AllDifferentBounds: Propagator {
  private let terms: Buffer<OffsetVariable>
  /// Whether values are those of the model with the opposite sign.
  private let isMirrored: Bool
  private var id = PropagatorID(index: -1)
  /// Places of the terms by lower and by upper bound, as the last run left them.
  private let byLower: Buffer<Int32>
  private let byUpper: Buffer<Int32>
  private let lower: Buffer<Int>
  private let upper: Buffer<Int>
  /// The ranks of a term's lower bound and of what follows its upper bound among `bounds`.
  private let lowerRank: Buffer<Int>
  private let upperRank: Buffer<Int>
  private let bounds: Buffer<Int>
  /// By rank: where the room before it is counted, and how much of it there is.
  private let tree: Buffer<Int>
  private let room: Buffer<Int>
  /// By rank: the end of the Hall interval that it begins or lies in.
  private let hall: Buffer<Int>

  init(_ terms: [OffsetVariable], isMirrored: Bool = false) {
    let count = terms.count
    self.isMirrored = isMirrored
    self.terms = Buffer(terms)
    byLower = Buffer((0..<count).map(Int32.init))
    byUpper = Buffer((0..<count).map(Int32.init))
    lower = Buffer(repeating: 0, count: count)
    upper = Buffer(repeating: 0, count: count)
    lowerRank = Buffer(repeating: 0, count: count)
    upperRank = Buffer(repeating: 0, count: count)
    bounds = Buffer(repeating: 0, count: 2 * count + 2)
    tree = Buffer(repeating: 0, count: 2 * count + 2)
    room = Buffer(repeating: 0, count: 2 * count + 2)
    hall = Buffer(repeating: 0, count: 2 * count + 2)
  }

  var priority: Priority { .timeTable }

  func attach(as id: PropagatorID) -> [IntegerVariable] {
    self.id = id
    return (0..<terms.count).flatMap { [terms[$0].variable, -terms[$0].variable] }
  }

  func propagate(_ store: inout Store) throws(Conflict) {
    for i in 0..<terms.count {
      lower[i] = Int(store.lower(terms[i]))
      upper[i] = Int(store.upper(terms[i]))
    }
    Self.sort(byLower, by: lower)
    Self.sort(byUpper, by: upper)
    let last = rankBounds()
    for rank in 1...(last + 1) {
      tree[rank] = rank - 1
      hall[rank] = rank - 1
      room[rank] = bounds[rank] - bounds[rank - 1]
    }
    for place in 0..<byUpper.count {
      let i = Int(byUpper[place])
      let (x, y) = (lowerRank[i], upperRank[i])
      // The values that the term takes away are the first free ones from its lower bound on.
      var z = Self.end(of: x + 1, in: tree)
      let before = tree[z]
      room[z] -= 1
      if room[z] == 0 {
        tree[z] = z + 1
        z = Self.end(of: z + 1, in: tree)
        tree[z] = before
      }
      Self.set(from: x + 1, to: z, z, in: tree)
      if room[z] < bounds[z] - bounds[y] { throw overfull(upTo: upper[i], &store) }
      if hall[x] > x {
        let w = Self.end(of: hall[x], in: hall)
        let end = Int32(bounds[w])
        try store.raise(terms[i].atLeast(end), because: .lazy(id, payload: end - 1))
        Self.set(from: x, to: w, w, in: hall)
      }
      if room[z] == bounds[z] - bounds[y] {
        Self.set(from: hall[y], to: before - 1, y, in: hall)
        hall[y] = before - 1
      }
    }
  }

  // MARK: Forests

  /// Follows links upwards.
  @inline(__always)
  private static func end(of rank: Int, in links: borrowing Buffer<Int>) -> Int {
    var rank = rank
    while links[rank] > rank { rank = links[rank] }
    return rank
  }

  /// Makes the links on the way from one rank to another point to `value`.
  @inline(__always)
  private static func set(from first: Int, to last: Int, _ value: Int, in links: borrowing Buffer<Int>) {
    var rank = first
    while rank != last {
      let next = links[rank]
      links[rank] = value
      rank = next
    }
  }

  /// By insertion, since little has changed since the last run.
  private static func sort(_ places: borrowing Buffer<Int32>, by key: borrowing Buffer<Int>) {
    for i in 1..<max(1, places.count) {
      let moved = places[i]
      let value = key[moved]
      var j = i
      while j > 0, key[places[j - 1]] > value {
        places[j] = places[j - 1]
        j -= 1
      }
      places[j] = moved
    }
  }

  /// The lower bounds, and what follows the upper ones, in one ascending list from rank 1 on.
  ///
  /// - Returns: the last rank; the next one stands for what nothing reaches.
  private func rankBounds() -> Int {
    let count = terms.count
    var (i, j) = (0, 0)
    var last = 0
    bounds[0] = min(lower[Int(byLower[0])], upper[Int(byUpper[0])] + 1) - 2
    while i < count || j < count {
      let low = i < count ? lower[byLower[i]] : .max
      let end = j < count ? upper[byUpper[j]] + 1 : .max
      let next = min(low, end)
      if next != bounds[last] {
        last += 1
        bounds[last] = next
      }
      if low <= end {
        lowerRank[Int(byLower[i])] = last
        i += 1
      } else {
        upperRank[Int(byUpper[j])] = last
        j += 1
      }
    }
    bounds[last + 1] = bounds[last] + 2
    return last
  }

  // MARK: Explanations

  /// More terms than values from some value up to `last`.
  private func overfull(upTo last: Int, _ store: inout Store) -> Conflict {
    var inside = 0
    var first = last
    for place in stride(from: byLower.count - 1, through: 0, by: -1) {
      let i = byLower[place]
      if upper[i] > last { continue }
      inside += 1
      first = lower[i]
      if inside > last - first + 1 { break }
    }
    var left = last - first + 2
    for i in 0..<terms.count where left > 0 && lower[i] >= first && upper[i] <= last {
      write(i, first, last, &store)
      left -= 1
    }
    return store.fail(by: id, evidence(first, last))
  }

  /// x_i > last: it begins in a Hall interval that ends there. Of these the shortest.
  func explain(_ literal: Literal, payload: Int32, before position: Int32, _ store: inout Store) {
    let last = Int(payload)
    // Nothing of the last run is needed any more.
    for i in 0..<terms.count {
      lower[i] = Int(store.lower(terms[i], before: position))
      upper[i] = Int(store.upper(terms[i], before: position))
    }
    for target in 0..<terms.count where terms[target].variable == literal.variable {
      // Several terms may be about the variable.
      if Int(literal.bound) + Int(terms[target].offset) > last + 1 { continue }
      guard let first = beginOfHall(around: target, upTo: last) else { continue }
      store.evidence = evidence(first, last)
      store.premise(terms[target].atLeast(Int32(first)))
      var left = last - first + 1
      for i in 0..<terms.count where left > 0 && i != target && lower[i] >= first && upper[i] <= last {
        write(i, first, last, &store)
        left -= 1
      }
      return
    }
    preconditionFailure("a pushed term begins in a Hall interval")
  }

  /// The largest value, not above the lower bound of a term, from which up to `last` the others take all values.
  ///
  /// That is a lower bound of one of them, or the term's own: those of others may have moved since the run began, where
  /// several terms are about one variable.
  private func beginOfHall(around target: Int, upTo last: Int) -> Int? {
    var count = 0
    for i in 0..<terms.count where i != target && upper[i] <= last {
      lowerRank[count] = lower[i]
      count += 1
    }
    var begins = UnsafeMutableBufferPointer(start: lowerRank.pointer, count: count)
    begins.sort()
    for place in stride(from: count - 1, through: 0, by: -1) {
      let first = min(begins[place], lower[target])
      if count - place >= last - first + 1 { return first }
    }
    return nil
  }

  /// Each term takes the unit of time that begins with its value.
  private func evidence(_ first: Int, _ last: Int) -> Evidence {
    isMirrored
      ? Evidence(.window, from: Int32(-last), to: Int32(1 - first))
      : Evidence(.window, from: Int32(first), to: Int32(last + 1))
  }

  private func write(_ i: Int, _ first: Int, _ last: Int, _ store: inout Store) {
    store.premise(terms[i].atLeast(Int32(first)))
    store.premise(terms[i].atMost(Int32(last)))
  }

  /// Some values have more terms inside than there are.
  func refutes(_ bounds: CheckedBounds) -> Bool {
    (0..<terms.count).contains { a in
      let first = Int(bounds.lower(terms[a]))
      let ends = (0..<terms.count).filter { bounds.lower(terms[$0]) >= first }.map { Int(bounds.upper(terms[$0])) }
      return ends.sorted().enumerated().contains { inside, last in inside + 1 > last - first + 1 }
    }
  }
}

extension Solver {
  /// Posts that all of `terms` differ, by bounds. Call at level 0.
  package func postAllDifferent(_ terms: [OffsetVariable]) {
    if terms.count < 2 { return }
    if terms.count == 2 { return postDisequality(terms[0], terms[1]) }
    var seen = Set<[Int32]>()
    for term in terms where !seen.insert([term.variable.index, term.offset]).inserted { return add(clause: []) }
    post(AllDifferentBounds(terms))
    post(AllDifferentBounds(terms.map { -$0 }, isMirrored: true))
  }
}
