import Modeling

/// Rectangles, bins and knapsacks.
extension RandomModel {
  mutating func addPacking() {
    switch random.below(5) {
    case 0:
      guard intervals.count > 1 else { return }
      let boxes = (0..<random.within(2...3)).map { _ in
        (x: intervals[random.below(intervals.count)], y: intervals[random.below(intervals.count)])
      }
      model.noOverlap2D(boxes, isStrict: random.chance(40))
    case 1:
      let loads: [any LinearExpressible] = [variable(), random.within(0...4), variable()]
      model.pack([variable(), variable()], sizes: [random.below(3), random.within(1...3)], loads: loads)
    case 2:
      integers += model.pack([literal(), literal()], sizes: [2, random.within(1...3)], capacities: [variable(), 4])
    case 3:
      let capacity: any LinearExpressible = random.chance(60) ? random.within(1...4) : variable()
      let sizes = (0..<3).map { _ in random.below(4) }
      model.pack([variable(), variable(), random.within(-1...1)], sizes: sizes, capacity: capacity.linearExpression)
    default:
      let sack = model.knapsack(
        weights: [2, random.within(-1...3)], profits: [1, random.within(-2...2)], counts: [variable(), literal()])
      integers += [sack.weight, sack.profit]
    }
  }
}
