import Basics
import Modeling
import TestSupport
import Testing

/// The first kinds of constraint, each against what it means. A kind that comes later brings a file of its own.
@Suite struct ConstraintTests {
  private func integers(_ count: Int, _ model: Model, _ random: inout RandomSource) -> [IntVar] {
    (0..<count).map { _ in
      let low = random.within(-2...2)
      return model.integer(low...(low + random.below(3)))
    }
  }

  private func intervals(_ count: Int, _ model: Model, _ random: inout RandomSource) -> [IntervalVar] {
    (0..<count).map { _ in
      let first = random.below(2)
      return model.interval(
        start: first...(first + random.below(3)), duration: random.below(4),
        presence: random.chance(40) ? model.boolean() : nil)
    }
  }

  @Test func linear() {
    Specimen.check { random in
      let model = Model()
      let xs = integers(3, model, &random)
      let weights = xs.map { _ in random.within(-3...3) }
      let limit = random.within(-4...4)
      let condition: BoolVar? = random.chance(50) ? model.boolean() : nil
      let kind = random.below(3)
      return Specimen(model) { solution in
        if let condition, !solution[condition] { return true }
        let total = zip(xs, weights).reduce(0) { $0 + $1.1 * solution[$1.0] }
        return kind == 0 ? total <= limit : kind == 1 ? total == limit : total != limit
      } post: { model in
        let total = sum(of: zip(xs, weights).map { $1 * $0 })
        let relation = kind == 0 ? total <= limit : kind == 1 ? total == limit : total != limit
        if let condition { model.add(relation, if: condition) } else { model.add(relation) }
      }
    }
  }

  @Test func clausesAndCounts() {
    Specimen.check { random in
      let model = Model()
      let bs = (0..<random.within(1...4)).map { _ in model.boolean() }
      let literals = bs.map { random.chance(40) ? !$0 : $0 }
      let kind = random.below(3)
      return Specimen(model) { solution in
        let count = literals.count { solution[$0] }
        return kind == 0 ? count >= 1 : kind == 1 ? count <= 1 : count == 1
      } post: { model in
        switch kind {
        case 0: model.atLeastOne(of: literals)
        case 1: model.atMostOne(of: literals)
        default: model.exactlyOne(of: literals)
        }
      }
    }
  }

  @Test func manyOfWhichOne() {
    Specimen.check(seeds: 1...3) { random in
      let model = Model()
      let bs = (0..<12).map { _ in model.boolean() }
      return Specimen(model) { solution in
        bs.count { solution[$0] } <= 1
      } post: {
        $0.atMostOne(of: bs + [])
      }
    }
  }

  @Test func domains() {
    Specimen.check { random in
      let model = Model()
      let values = Set((0..<random.within(1...4)).map { _ in random.within(-4...4) })
      nonisolated(unsafe) var made: IntVar?
      return Specimen(model) { solution in
        made.map { values.contains(solution[$0]) } ?? false
      } post: { model in
        made = model.integer(values: values)
      }
    }
  }

  @Test func indicators() {
    Specimen.check { random in
      let model = Model()
      let x = integers(1, model, &random)[0]
      let value = random.within(-3...3)
      nonisolated(unsafe) var made: BoolVar?
      return Specimen(model) { solution in
        made.map { solution[$0] == (solution[x] == value) } ?? false
      } post: { model in
        made = model.indicator(x, equals: value)
      }
    }
  }

  @Test func precedences() {
    Specimen.check { random in
      let model = Model()
      let tasks = intervals(2, model, &random)
      let delay = random.within(-1...1)
      let condition = model.boolean()
      return Specimen(model) { solution in
        guard let first = solution[tasks[0]], let second = solution[tasks[1]], solution[condition] else { return true }
        return first.upperBound + delay <= second.lowerBound
      } post: {
        $0.precede(tasks[0], tasks[1], delay: delay, if: condition)
      }
    }
  }

  @Test func machines() {
    Specimen.check { random in
      let model = Model()
      let tasks = intervals(3, model, &random)
      return Specimen(model) { solution in
        (0..<8).allSatisfy { time in tasks.count { solution[$0]?.contains(time) == true } <= 1 }
      } post: {
        $0.noOverlap(tasks)
      }
    }
  }

  @Test func resources() {
    Specimen.check { random in
      let model = Model()
      let tasks = intervals(3, model, &random)
      let demands = tasks.map { _ in random.below(4) }
      let capacity = model.integer(1...random.within(1...4))
      return Specimen(model) { solution in
        (0..<8).allSatisfy { time in
          zip(tasks, demands).reduce(0) { $0 + (solution[$1.0]?.contains(time) == true ? $1.1 : 0) }
            <= solution[capacity]
        }
      } post: {
        $0.cumulative(tasks, demands: demands, capacity: capacity)
      }
    }
  }

  @Test func maximaAndMinima() {
    Specimen.check { random in
      let model = Model()
      let xs = integers(random.within(1...3), model, &random)
      let isMaximum = random.chance(50)
      nonisolated(unsafe) var made: IntVar?
      return Specimen(model) { solution in
        let values = xs.map { solution[$0] + 1 }
        return made.map { solution[$0] == (isMaximum ? values.max() : values.min()) } ?? false
      } post: { model in
        let operands = xs.map { $0 + 1 }
        let target = isMaximum ? model.maximum(of: operands) : model.minimum(of: operands)
        // Another constraint on it, so that it is kept from both sides.
        model.add(target != 100)
        made = target
      }
    }
  }

  @Test func elements() {
    Specimen.check { random in
      let model = Model()
      let xs = integers(3, model, &random)
      nonisolated(unsafe) var made: IntVar?
      return Specimen(model) { solution in
        let list = [solution[xs[0]], 3, solution[xs[1]]]
        guard let made, list.indices.contains(solution[xs[2]]) else { return false }
        return solution[made] == list[solution[xs[2]]]
      } post: {
        made = $0.element([xs[0], 3, xs[1]], at: xs[2])
      }
    }
  }
}
