import Basics

/// Branch and bound on the Lagrangian bound, best first: an event is forced into fast memory in one branch and out of
/// it in the other; where no event is in doubt, a copy in begins early in one branch and late in the other.
///
/// Best first, every node raises the proved bound as soon as it has been looked at. Where nothing is left to branch on,
/// what remains between a node's bound and the best mapping is due to what the bound relaxes: addresses above all. Such
/// nodes stay open for good, and the bound says so.
/// - Source: Geoffrion 1974, "Lagrangean relaxation for integer programming".
struct LagrangianSearch: ~Copyable {
  /// Prices that a node leaves to its branches.
  final class Legacy {
    let hold, copy, share: [Float]

    init(_ prices: borrowing ResourcePrices) {
      func floats(_ prices: borrowing Buffer<Double>) -> [Float] {
        var floats: [Float] = []
        floats.reserveCapacity(prices.count)
        for index in 0..<prices.count { floats.append(Float(prices[index])) }
        return floats
      }
      hold = floats(prices.hold)
      copy = floats(prices.copy)
      share = floats(prices.share)
    }

    func copy(to prices: borrowing ResourcePrices) {
      for time in hold.indices {
        prices.hold[time] = Double(hold[time])
        prices.copy[time] = Double(copy[time])
        prices.share[time] = Double(share[time])
      }
    }
  }

  /// What a branch forces, below its parent.
  struct Decision {
    enum Kind {
      case choice(UInt8)
      case startsBy(Int32)
      case startsAfter(Int32)
    }

    let event: Int
    let kind: Kind
    let parent: Int
  }

  struct Node {
    let bound: Double
    /// The last decision on the way to it; -1 at the root.
    let decision: Int
    let legacy: Legacy
  }

  private let units: LayerUnits
  private var bound: LagrangianBound
  private let scratch: ResourcePrices
  private var decisions: [Decision] = []
  private var open: [Node] = []
  /// The best bound of the nodes that cannot be branched on.
  private var closedBound = -Double.infinity

  private static let rootIterations = 2000
  private static let nodeIterations = 40
  /// Of an event, as a share of the relaxed solutions; of a start, in instructions.
  private static let leastDoubt = 0.05
  private static let leastSpread = 0.2
  /// Bytes for the prices of open nodes.
  private static let memoryLimit = 512 << 20

  init(_ units: LayerUnits) {
    self.units = units
    bound = LagrangianBound(units)
    scratch = ResourcePrices(instructionCount: units.instructionCount)
  }

  /// Proves better and better bounds until the best mapping is optimal, nothing is left to branch on, or it is told to
  /// stop.
  ///
  /// - Parameters:
  ///   - isRootOnly: no branching, the bound alone.
  ///   - incumbent: the time that the best known mapping saves.
  ///   - prove: told each bound on the time that can be saved.
  mutating func run(
    isRootOnly: Bool = false, incumbent: () -> Int, prove: (Int) -> Void, shouldStop: () -> Bool
  ) {
    bound.improve(iterations: Self.rootIterations, target: incumbent(), shouldStop: shouldStop)
    var least = bound.best
    prove(LagrangianBound.rounded(least))
    if isRootOnly { return }
    branch(below: -1, least)
    let nodeLimit = Self.memoryLimit / max(1, 12 * units.instructionCount)
    while let node = pop(), !shouldStop() {
      if LagrangianBound.rounded(max(node.bound, closedBound)) <= incumbent() {
        prove(incumbent())
        return
      }
      let highest = max(node.bound, closedBound)
      if highest < least {
        least = highest
        prove(LagrangianBound.rounded(least))
      }
      // What cannot be closed any more keeps the bound where it is.
      if closedBound >= node.bound || open.count >= nodeLimit { return }
      force(node.decision)
      node.legacy.copy(to: scratch)
      bound.reset(to: scratch)
      bound.improve(iterations: Self.nodeIterations, target: incumbent(), step: 0.3, shouldStop: shouldStop)
      let value = min(bound.best, node.bound)
      if LagrangianBound.rounded(value) > incumbent() { branch(below: node.decision, value) }
    }
    guard !shouldStop(), open.isEmpty else { return }
    prove(max(incumbent(), closedBound == -.infinity ? .min : LagrangianBound.rounded(closedBound)))
  }

  /// Makes the choices of a node, and no others.
  private func force(_ decision: Int) {
    bound.pricing.choices.fill(UnitPricing.Choice.free)
    bound.pricing.earliestStart.fill(-1)
    bound.pricing.latestStart.fill(.max)
    var decision = decision
    while decision >= 0 {
      let made = decisions[decision]
      switch made.kind {
      case .choice(let choice): bound.pricing.choices[made.event] = choice
      case .startsBy(let time): bound.pricing.latestStart[made.event] = min(time, bound.pricing.latestStart[made.event])
      case .startsAfter(let time):
        bound.pricing.earliestStart[made.event] = max(time + 1, bound.pricing.earliestStart[made.event])
      }
      decision = made.parent
    }
  }

  /// Two nodes below the one at hand, by that about which its relaxation is most in doubt.
  private mutating func branch(below parent: Int, _ value: Double) {
    let (event, doubt) = doubtfulEvent()
    var kinds: [Decision.Kind] = [.choice(UnitPricing.Choice.fast), .choice(UnitPricing.Choice.slow)]
    var branched = event
    if doubt < Self.leastDoubt, let start = doubtfulStart() {
      branched = start.event
      kinds = [.startsBy(start.time), .startsAfter(start.time)]
    }
    guard branched >= 0 else {
      closedBound = max(closedBound, value)
      return
    }
    let legacy = Legacy(bound.bestPrices)
    for kind in kinds {
      decisions.append(Decision(event: branched, kind: kind, parent: parent))
      push(Node(bound: value, decision: decisions.count - 1, legacy: legacy))
    }
  }

  /// The free event that is about as often in fast memory as not, with the largest gain; -1 where none is free.
  private func doubtfulEvent() -> (event: Int, doubt: Double) {
    var (doubtful, doubt, most) = (-1, 0.0, -1.0)
    for event in 0..<units.events.count where bound.pricing.choices[event] == UnitPricing.Choice.free {
      let own = min(bound.served[event], 1 - bound.served[event])
      let weight = (own + 1e-3) * Double(units.events[event].gain + 1)
      if weight > most { (doubtful, doubt, most) = (event, own, weight) }
    }
    return (doubtful, doubt)
  }

  /// The copy in whose begin varies most, by the bytes that it occupies, and a time within its range.
  private func doubtfulStart() -> (event: Int, time: Int32)? {
    var doubtful: (event: Int, time: Int32)?
    var most = 0.0
    for index in 0..<units.events.count where bound.served[index] > 0.5 && bound.startSpread[index] > Self.leastSpread {
      let event = units.events[index]
      guard event.usedTensor >= 0 else { continue }
      let first = max(-1, bound.pricing.earliestStart[index])
      let last = min(event.time, bound.pricing.latestStart[index])
      let time = Int32(bound.startMean[index].rounded(.down))
      let weight = bound.startSpread[index] * Double(event.sizeBefore)
      if time >= first, time < last, weight > most { (doubtful, most) = ((index, time), weight) }
    }
    return doubtful
  }

  /// A binary heap, the highest bound first; of equal ones the later.
  private mutating func push(_ node: Node) {
    open.append(node)
    var place = open.count - 1
    while place > 0, Self.isBefore(open[place], open[(place - 1) / 2]) {
      open.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() -> Node? {
    guard let top = open.first else { return nil }
    let last = open.removeLast()
    guard !open.isEmpty else { return top }
    open[0] = last
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < open.count else { return top }
      if child + 1 < open.count, Self.isBefore(open[child + 1], open[child]) { child += 1 }
      guard Self.isBefore(open[child], open[place]) else { return top }
      open.swapAt(place, child)
      place = child
    }
  }

  private static func isBefore(_ first: Node, _ second: Node) -> Bool {
    first.bound != second.bound ? first.bound > second.bound : first.decision > second.decision
  }
}
