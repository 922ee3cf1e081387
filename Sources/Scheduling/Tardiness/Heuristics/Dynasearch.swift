import Basics

extension Tardiness {
  /// Dynasearch: the best set of independent moves at once, where a move swaps two jobs, or takes one out and inserts
  /// it elsewhere, and independent moves lie in disjoint parts of the sequence.
  ///
  /// With F(k) the least cost of the first k places after such moves, F(k) is the least of F(k - 1) plus the cost of
  /// place k, and of F(i) plus the cost of places i + 1 ... k after a move that spans exactly these. Insertions extend
  /// their costs place by place. A swap of the jobs at i < j shifts what lies between by δ = p_j - p_i, which costs
  /// G_j(δ) - G_{i+1}(δ) for G_m(δ) = Σ_{k<m} w_k max(0, C_k + δ - d_k): each G_m is a piecewise linear function whose
  /// breakpoints are kept sorted, and is evaluated at all its δ, sorted too, in one sweep. So all moves cost O(n²).
  ///
  /// The search works on a window of places, whose matrix is what bounds its width.
  /// - Source: Congram, Potts, van de Velde 2002, "An iterated dynasearch algorithm for the single-machine total
  ///   weighted tardiness scheduling problem"; insertions: Grosso, Della Croce, Tadei 2004, "An enhanced dynasearch
  ///   neighborhood ..."; evaluation in O(n²): Ergun, Orlin 2006, "Fast neighborhood search for the single machine total
  ///   weighted tardiness problem".
  struct Dynasearch: ~Copyable {
    /// The greatest number of places in a window; its matrix then takes 2.9 MB.
    static let widest = 600

    let count: Int
    private let times, dueDates, weights: Buffer<Int>
    /// The sequence, as indices of `SequencingJobs`.
    let order: Buffer<Int32>
    /// The completion at each place.
    private let completions: Buffer<Int>

    // The window's places, by their distance from its start.
    private let p, d, w, c: Buffer<Int>
    /// F, and the move that reaches it.
    private let best: Buffer<Int>
    private let moves: Buffer<Move>
    /// Σ w_k max(0, C_k - p_i - d_k) over the places k behind i so far.
    private let forward: Buffer<Int>
    /// passed[j · width + i]: G_{i+1}(p_j - p_i).
    private let passed: Buffer<Int>
    private let swapped: Buffer<Int>
    /// Breakpoints d_k - C_k of G, ascending, with their weights.
    private let breakpoints, breakWeights: Buffer<Int>
    /// Places before the current one by descending p, and after it by ascending p.
    private let earlier, later: Buffer<Int32>

    /// Not private: the debug build of another file that copies this type's owner needs it (a fault of Swift 6.3.1).
    struct Move: BitwiseCopyable {
      enum Kind: UInt8 { case stay, swap, forward, backward }
      var first: Int32
      var kind: Kind
    }

    /// - Parameter order: a permutation of the jobs' indices.
    init(_ jobs: SequencingJobs, order: [Int]) {
      count = jobs.count
      let width = min(count, Self.widest)
      times = Buffer(jobs.times)
      dueDates = Buffer(jobs.dueDates)
      weights = Buffer(jobs.weights)
      self.order = Buffer(order.map { Int32($0) })
      completions = Buffer(repeating: 0, count: count)
      p = Buffer(repeating: 0, count: width)
      d = Buffer(repeating: 0, count: width)
      w = Buffer(repeating: 0, count: width)
      c = Buffer(repeating: 0, count: width)
      best = Buffer(repeating: 0, count: width + 1)
      moves = Buffer(repeating: Move(first: 0, kind: .stay), count: width + 1)
      forward = Buffer(repeating: 0, count: width)
      passed = Buffer(repeating: 0, count: width * width)
      swapped = Buffer(repeating: 0, count: width)
      breakpoints = Buffer(repeating: 0, count: width)
      breakWeights = Buffer(repeating: 0, count: width)
      earlier = Buffer(repeating: 0, count: width)
      later = Buffer(repeating: 0, count: width)
      refresh(from: 0, to: count)
    }

    /// The cost of places `start ..< end`.
    func cost(from start: Int, to end: Int) -> Int {
      var sum = 0
      for place in start..<end {
        let job = Int(order[place])
        sum += weights[job] * max(0, completions[place] - dueDates[job])
      }
      return sum
    }

    /// Exchanges the jobs at two places; `refresh` over both of them is the caller's.
    func exchange(_ first: Int, _ second: Int) { order.swapAt(first, second) }

    /// Computes the completions of `start ..< end` anew; those before must be right.
    func refresh(from start: Int, to end: Int) {
      var time = start > 0 ? completions[start - 1] : 0
      for place in start..<end {
        time += times[Int(order[place])]
        completions[place] = time
      }
    }

    /// Makes the best set of independent moves inside `start ..< end`.
    ///
    /// - Parameters: at most `widest` places.
    /// - Returns: by how much the cost fell; 0 at a local optimum, which stays as it is.
    /// - Complexity: O(m²) for m places.
    func improve(from start: Int, to end: Int) -> Int {
      let width = end - start
      let before = load(start, width)
      guard before > 0, width > 1 else { return 0 }
      best[0] = 0
      var hasCost = false
      for place in 0..<width {
        // As long as nothing costs anything, no move gains, and all sums are 0.
        hasCost = hasCost || w[place] > 0 && c[place] > d[place]
        if hasCost {
          sweepSwaps(endingAt: place, width)
          choose(place)
        } else {
          best[place + 1] = 0
          moves[place + 1] = Move(first: Int32(truncatingIfNeeded: place), kind: .stay)
        }
        insert(place, width)
        sweepSwaps(beginningAt: place, width)
      }
      let gain = before - best[width]
      guard gain > 0 else { return 0 }
      apply(start, width)
      refresh(from: start, to: end)
      return gain
    }

    /// Copies the window's data, and sorts its places by processing time.
    ///
    /// - Returns: the cost of the window.
    private func load(_ start: Int, _ width: Int) -> Int {
      var cost = 0
      for place in 0..<width {
        let job = Int(order[start + place])
        p[place] = times[job]
        d[place] = dueDates[job]
        w[place] = weights[job]
        c[place] = completions[start + place]
        cost &+= w[place] &* max(0, c[place] &- d[place])
        forward[place] = 0
        later[place] = Int32(truncatingIfNeeded: place)
      }
      let p = p.pointer
      var places = UnsafeMutableBufferPointer(start: later.pointer, count: width)
      places.sort {
        (p[Int($0)], $0) < (p[Int($1)], $1)
      }
      return cost
    }

    /// swapped[i] = the cost of what lies between i and `last` once these two have changed places, for all i < last.
    ///
    /// Sums here and below stay inside 64 bits by the instance's cost limit.
    private func sweepSwaps(endingAt last: Int, _ width: Int) {
      let (p, earlier) = (p.pointer, earlier.pointer)
      let (breakpoints, breakWeights) = (breakpoints.pointer, breakWeights.pointer)
      let (swapped, row) = (swapped.pointer, passed.pointer + last &* width)
      var (slope, offset, next) = (0, 0, 0)
      for rank in 0..<last {
        let first = Int(earlier[rank])
        let delta = p[last] &- p[first]
        while next < last, breakpoints[next] < delta {
          slope &+= breakWeights[next]
          offset &+= breakWeights[next] &* breakpoints[next]
          next &+= 1
        }
        swapped[first] = slope &* delta &- offset &- row[first]
      }
    }

    /// passed[j][first] = G_{first+1}(p_j - p_first), for all j > first.
    private func sweepSwaps(beginningAt first: Int, _ width: Int) {
      let (p, later) = (p.pointer, later.pointer)
      let (breakpoints, breakWeights) = (breakpoints.pointer, breakWeights.pointer)
      let passed = passed.pointer
      var (slope, offset, next) = (0, 0, 0)
      for rank in 0..<(width &- first &- 1) {
        let last = Int(later[rank])
        let delta = p[last] &- p[first]
        while next <= first, breakpoints[next] < delta {
          slope &+= breakWeights[next]
          offset &+= breakWeights[next] &* breakpoints[next]
          next &+= 1
        }
        passed[last &* width &+ first] = slope &* delta &- offset
      }
    }

    /// F(last + 1): the best of all moves that end at `last`.
    private func choose(_ last: Int) {
      let (p, d, w, c) = (p.pointer, d.pointer, w.pointer, c.pointer)
      let (best, forward, swapped) = (best.pointer, forward.pointer, swapped.pointer)
      let (time, due, weight, end) = (p[last], d[last], w[last], c[last])
      var least = best[last] &+ weight &* max(0, end &- due)
      var move = Move(first: Int32(truncatingIfNeeded: last), kind: .stay)
      /// Of the places first ... last - 1, when the job of `last` goes before them.
      var behind = 0
      var first = last &- 1
      while first >= 0 {
        let earlierTime = p[first]
        // Place `last` moves towards the start when `first` is moved behind it.
        forward[first] &+= weight &* max(0, end &- earlierTime &- due)
        behind &+= w[first] &* max(0, c[first] &+ time &- d[first])
        let atFront = weight &* max(0, c[first] &- earlierTime &+ time &- due)
        let atEnd = w[first] &* max(0, end &- d[first])
        let base = best[first]
        let bySwap = base &+ atFront &+ swapped[first] &+ atEnd
        let byForward = base &+ forward[first] &+ atEnd
        let byBackward = base &+ atFront &+ behind
        if bySwap < least {
          least = bySwap
          move = Move(first: Int32(truncatingIfNeeded: first), kind: .swap)
        }
        if byForward < least {
          least = byForward
          move = Move(first: Int32(truncatingIfNeeded: first), kind: .forward)
        }
        if byBackward < least {
          least = byBackward
          move = Move(first: Int32(truncatingIfNeeded: first), kind: .backward)
        }
        first &-= 1
      }
      best[last &+ 1] = least
      moves[last &+ 1] = move
    }

    /// Puts `place` among the earlier ones, and its breakpoint into G.
    private func insert(_ place: Int, _ width: Int) {
      let (p, earlier, later) = (p.pointer, earlier.pointer, later.pointer)
      var rank = place
      while rank > 0, p[Int(earlier[rank &- 1])] < p[place] {
        earlier[rank] = earlier[rank &- 1]
        rank &-= 1
      }
      earlier[rank] = Int32(truncatingIfNeeded: place)

      rank = 0
      while later[rank] != Int32(truncatingIfNeeded: place) { rank &+= 1 }
      let remaining = width &- place &- rank &- 1
      (later + rank).update(from: later + rank + 1, count: remaining)

      let (breakpoints, breakWeights) = (breakpoints.pointer, breakWeights.pointer)
      let breakpoint = d[place] &- c[place]
      rank = place
      while rank > 0, breakpoints[rank &- 1] > breakpoint {
        breakpoints[rank] = breakpoints[rank &- 1]
        breakWeights[rank] = breakWeights[rank &- 1]
        rank &-= 1
      }
      breakpoints[rank] = breakpoint
      breakWeights[rank] = w[place]
    }

    /// Makes the moves that lead to the best value of the whole window, the last one first.
    private func apply(_ start: Int, _ width: Int) {
      let order = order.pointer + start
      var end = width
      while end > 0 {
        let last = end - 1
        let first = Int(moves[end].first)
        switch moves[end].kind {
        case .stay: break
        case .swap:
          (order[first], order[last]) = (order[last], order[first])
        case .forward:
          let job = order[first]
          (order + first).update(from: order + first + 1, count: last - first)
          order[last] = job
        case .backward:
          let job = order[last]
          (order + first + 1).update(from: order + first, count: last - first)
          order[first] = job
        }
        end = first
      }
    }
  }
}
