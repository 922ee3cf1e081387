import Basics
import Modeling

/// Constraints of values: who has which, how many, and where.
extension RandomModel {
  mutating func addCounting() {
    let expressions: [any LinearExpressible] = (0..<random.within(1...3)).map { _ in
      random.chance(70) ? variable() : expression(terms: 1)
    }
    switch random.below(8) {
    case 0: model.allDifferent(expressions, except: random.chance(50) ? [] : [0, random.within(-1...2)])
    case 1: model.allEqual(expressions)
    case 2: addInverse()
    case 3: integers.append(model.count(of: expressions, equalTo: variable()))
    case 4: integers.append(model.among(expressions, values: [-1, 0, random.within(1...3)]))
    case 5:
      model.cardinalities(
        expressions, values: [0, random.within(-2...2)], counts: [variable(), random.within(0...2)],
        isClosed: random.chance(20))
    case 6: integers.append(model.distinctCount(of: expressions))
    default: addMatrixElement()
    }
  }

  private mutating func addInverse() {
    let count = random.within(1...2)
    let first: [any LinearExpressible] = (0..<count).map { _ in variable() }
    let second: [any LinearExpressible] = random.chance(40) ? first : (0..<count).map { _ in variable() }
    model.inverse(first, second, allowsOutside: random.chance(50))
  }

  private mutating func addMatrixElement() {
    let rows: [[any LinearExpressible]] = [
      [random.within(-2...2), variable()], [random.within(-2...2), random.within(-2...2)],
    ]
    integers.append(model.element(rows, at: variable(), variable()))
  }
}
