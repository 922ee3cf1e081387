import Basics
import Testing

@testable import Kernel

@Suite struct StoreTests {
  /// A twin that keeps the bounds of all nodes after each change.
  private struct History {
    var bounds: [[Int32]]
    var levelStarts: [Int] = []
  }

  @Test func positionalLookUpsAndBacktrackingMatchAFullHistory() {
    for seed in 1...60 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      var store = Store()
      let variables = (0..<3).map { _ in store.makeVariable(lower: -5, upper: 5) }
      var history = History(bounds: [(0..<store.nodeCount).map { store.lower[$0] }])
      for _ in 0..<80 {
        switch random.below(10) {
        case 0:
          store.openLevel()
          history.levelStarts.append(store.trail.count)
        case 1 where store.level > 0:
          let level = random.below(store.level)
          let keep = store.start(ofLevel: level + 1)
          while store.trail.count > keep { _ = store.undoLast() }
          store.dropLevels(to: level)
          history.bounds.removeSubrange((keep + 1)...)
          history.levelStarts.removeSubrange(level...)
        default:
          let x = variables[random.below(3)]
          let signed = random.below(2) == 0 ? x : -x
          let literal = Literal(signed, atLeast: Int32(random.within(-5...5)))
          let wasFalse = store.isFalse(literal)
          let wasTrue = store.isTrue(literal)
          do {
            try store.raise(literal, because: .none)
            #expect(!wasFalse)
            if !wasTrue { history.bounds.append((0..<store.nodeCount).map { store.lower[$0] }) }
          } catch {
            #expect(wasFalse)
          }
        }
        let length = store.trail.count
        let level = store.level
        #expect(history.bounds.count == length + 1)
        #expect(level == history.levelStarts.count)
        let position = random.below(store.trail.count + 1)
        for node in 0..<store.nodeCount {
          let x = IntegerVariable(index: Int32(node))
          let now = store.lower(x)
          let then = store.lower(x, before: Int32(position))
          #expect(now == history.bounds.last![node])
          #expect(then == history.bounds[position][node])
          let literal = Literal(x, atLeast: store.lower(x) - Int32(random.below(3)))
          let maker = store.maker(of: literal)
          let first = history.bounds.firstIndex { $0[node] >= literal.bound }! - 1
          #expect(maker == Int32(first))
        }
      }
    }
  }

  @Test func keptNumbersAndExplicitReasonsGoWithTheirLevel() throws {
    var store = Store()
    let x = store.makeVariable(lower: 0, upper: 9)
    store.openLevel()
    let payload = store.keep(-7, 12)
    let kept = store.kept(payload)
    #expect(kept == (-7, 12))
    store.premise(Literal(x, atLeast: 0))
    store.premise(Literal(x, atMost: 9))
    let reason = store.takeReason(by: .orders)
    #expect(reason.tag == .explicit && reason.high == 2 && reason.low == 2 && store.propagator(of: reason) == .orders)
    let used = (arena: store.arena.count, premises: store.premises.count)
    #expect(used == (4, 0))
    store.dropLevels(to: 0)
    let left = store.arena.count
    #expect(left == 0)
  }

  @Test func aLiteralAndItsNegationAreComplementary() {
    let x = IntegerVariable(index: 4)
    for bound in -3...3 as ClosedRange<Int32> {
      let literal = Literal(x, atLeast: bound)
      #expect(literal.negated == Literal(x, atMost: bound - 1))
      #expect(literal.negated.negated == literal)
    }
  }
}
