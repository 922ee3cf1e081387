/// No two of some rectangles overlap; each is an interval across and one along, and is there where both are present.
package struct NoOverlap2DConstraint: Constraint {
  /// What a rectangle of no width or no height is.
  package enum Emptiness: String, CaseIterable, Sendable {
    /// Nothing: it may lie anywhere.
    case nowhere
    /// A line or a point, which lies inside no other.
    case strict
  }

  package static let name = "noOverlap2D"
  package private(set) var xs: [Int]
  package private(set) var ys: [Int]
  package private(set) var emptiness: Emptiness

  package init(_ xs: [Int], _ ys: [Int], _ emptiness: Emptiness) {
    self.xs = xs
    self.ys = ys
    self.emptiness = emptiness
  }

  package static var blank: Self { Self([], [], .nowhere) }

  package mutating func visitParts(_ visitor: inout some PartVisitor) {
    visitor.choice("", &emptiness)
    visitor.intervals("x", &xs)
    visitor.intervals("y", &ys)
  }

  package func flaw(in data: ModelData) -> String? {
    xs.count == ys.count ? nil : "\(xs.count) intervals across, \(ys.count) along"
  }

  package func violation(of values: [Int], in data: ModelData) -> String? {
    var boxes: [(place: Int, x: Range<Int>, y: Range<Int>)] = []
    for place in xs.indices where data.isPresent(xs[place], values) && data.isPresent(ys[place], values) {
      let (x, y) = (data.intervals[xs[place]], data.intervals[ys[place]])
      let (left, right) = (x.start.value(values), x.end.value(values))
      let (bottom, top) = (y.start.value(values), y.end.value(values))
      if emptiness == .nowhere, left >= right || bottom >= top { continue }
      // Where an end is before its start, the interval's own equation is broken.
      boxes.append((place, left..<max(left, right), bottom..<max(bottom, top)))
    }
    boxes.sort { ($0.x.lowerBound, $0.place) < ($1.x.lowerBound, $1.place) }
    for (i, box) in boxes.enumerated() {
      for other in boxes[(i + 1)...] {
        // From here on all lie to the right; one of no width at the same place does not.
        if other.x.lowerBound >= box.x.upperBound, other.x.lowerBound > box.x.lowerBound { break }
        let isApart =
          box.x.upperBound <= other.x.lowerBound || other.x.upperBound <= box.x.lowerBound
          || box.y.upperBound <= other.y.lowerBound || other.y.upperBound <= box.y.lowerBound
        if isApart { continue }
        let (first, second) = (min(box.place, other.place), max(box.place, other.place))
        return "rectangles \(first) and \(second) overlap at (\(other.x.lowerBound), "
          + "\(max(box.y.lowerBound, other.y.lowerBound)))"
      }
    }
    return nil
  }

  package func addRows(to bound: inout HorizonBound) -> Bool {
    bound.addResource(xs)
    bound.addResource(ys)
    return true
  }

  /// One of four orders for each pair: left of, right of, below or above.
  package func decompose(into pieces: inout Decomposition) -> Bool {
    for j in xs.indices {
      for i in 0..<j {
        var ways: [BoolVar] = []
        for (first, second) in [(xs[i], xs[j]), (xs[j], xs[i]), (ys[i], ys[j]), (ys[j], ys[i])] {
          let intervals = pieces.data.intervals
          ways.append(pieces.literal(atMostZero: intervals[first].end - intervals[second].start))
        }
        for interval in [xs[i], ys[i], xs[j], ys[j]] {
          if let presence = pieces.data.intervals[interval].presence { ways.append(!presence) }
          if emptiness == .nowhere { ways.append(pieces.literal(atMostZero: pieces.data.intervals[interval].duration)) }
        }
        pieces.post(ClauseConstraint(ways))
      }
    }
    return true
  }
}

extension Model {
  /// No two of `rectangles` overlap, each given by an interval across and one along; they may touch.
  ///
  /// A rectangle is there where both its intervals are present. One of no width or no height is nothing and may lie
  /// anywhere; with `isStrict` it is a line or a point that lies inside no other rectangle. An interval may serve
  /// several rectangles.
  ///
  /// ```swift
  /// let squares = [5, 4, 3].map { size in
  ///   (x: model.interval(start: 0...(9 - size), duration: size),
  ///    y: model.interval(start: 0...(5 - size), duration: size))
  /// }
  /// model.noOverlap2D(squares)
  /// ```
  public func noOverlap2D(_ rectangles: [(x: IntervalVar, y: IntervalVar)], isStrict: Bool = false) {
    let used = rectangles.flatMap { [$0.x, $0.y] }
    guard used.allSatisfy({ owns($0) && $0.index < data.intervals.count }) else {
      return note(.foreignVariable("noOverlap2D"))
    }
    post(NoOverlap2DConstraint(rectangles.map(\.x.index), rectangles.map(\.y.index), isStrict ? .strict : .nowhere))
  }
}
