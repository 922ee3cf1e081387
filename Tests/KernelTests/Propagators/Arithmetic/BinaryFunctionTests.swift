import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct BinaryFunctionTests {
  @Test func productsAgreeWithBruteForce() {
    check(.product, seeds: 1...80, x: -4...4, y: -4...4, z: -12...12) { $0 * $1 }
  }

  @Test func quotientsAgreeWithBruteForce() {
    check(.quotient, seeds: 1...80, x: -9...9, y: -4...4, z: -6...6) { $1 == 0 ? nil : $0 / $1 }
  }

  @Test func remaindersAgreeWithBruteForce() {
    check(.remainder, seeds: 1...80, x: -9...9, y: -4...4, z: -5...5) { $1 == 0 ? nil : $0 % $1 }
  }

  @Test func powersAgreeWithBruteForce() {
    check(.power, seeds: 1...80, x: -4...4, y: -3...4, z: -20...20) { base, exponent in
      let product = (0..<abs(exponent)).reduce(1) { result, _ in result * base }
      return exponent >= 0 ? product : product == 0 ? nil : 1 / product
    }
  }

  /// Variables with an offset, one of them negated.
  private func check(
    _ operation: BinaryOperation, seeds: ClosedRange<UInt64>, x: ClosedRange<Int>, y: ClosedRange<Int>,
    z: ClosedRange<Int>, _ value: @escaping @Sendable (Int, Int) -> Int?
  ) {
    ConstraintOracle(solutionLimit: 25).check(seeds: seeds) { random in
      let domains = [
        random.domain(in: x, width: 6), random.domain(in: y, width: 5), random.domain(in: z, width: 8),
      ]
      let offset = Int32(random.within(-2...2))
      let isNegated = random.chance(50)
      return PostedCase(domains: domains) { values in
        let first = Int(isNegated ? -values[0] : values[0]) + Int(offset)
        return value(first, Int(values[1])) == Int(values[2])
      } post: { solver, variables in
        solver.post(
          operation, OffsetVariable(isNegated ? -variables[0] : variables[0], plus: offset),
          OffsetVariable(variables[1]), equals: OffsetVariable(variables[2]))
      }
    }
  }

  @Test func squaresAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...60) { random in
      let domains = [random.domain(in: -5...5, width: 6), random.domain(in: -4...30, width: 12)]
      return PostedCase(domains: domains) { values in
        values[0] * values[0] == values[1]
      } post: { solver, variables in
        let x = OffsetVariable(variables[0])
        solver.post(.product, x, x, equals: OffsetVariable(variables[1]))
      }
    }
  }

  /// x^2 = x, x / x = 1, x^x and the like.
  @Test func repeatedVariablesAgreeWithBruteForce() {
    ConstraintOracle(solutionLimit: 25).check(seeds: 1...80) { random in
      let operations: [BinaryOperation] = [.product, .quotient, .remainder, .power]
      let operation = operations[random.below(4)]
      let domains = [random.domain(in: -4...4, width: 6), random.domain(in: -3...4, width: 5)]
      let places = (0..<3).map { _ in random.below(2) }
      return PostedCase(domains: domains) { values in
        let (x, y, z) = (Int(values[places[0]]), Int(values[places[1]]), Int(values[places[2]]))
        switch operation {
        case .product: return x * y == z
        case .quotient: return y != 0 && x / y == z
        case .remainder: return y != 0 && x % y == z
        case .power:
          if y < 0 && x == 0 { return false }
          let product = (0..<abs(y)).reduce(1) { result, _ in result * x }
          return (y >= 0 ? product : 1 / product) == z
        }
      } post: { solver, variables in
        let terms = places.map { OffsetVariable(variables[$0]) }
        solver.post(operation, terms[0], terms[1], equals: terms[2])
      }
    }
  }

  // MARK: By hand

  private func solve(
    _ operation: BinaryOperation, _ x: ClosedRange<Int32>, _ y: ClosedRange<Int32>, _ z: ClosedRange<Int32>
  ) -> [ClosedRange<Int32>]? {
    let solver = Solver()
    let variables = [x, y, z].map { solver.makeVariable(lower: $0.lowerBound, upper: $0.upperBound) }
    let terms = variables.map { OffsetVariable($0) }
    solver.post(operation, terms[0], terms[1], equals: terms[2])
    guard solver.propagateRoot() else { return nil }
    return variables.map { solver.store.lower($0)...solver.store.upper($0) }
  }

  @Test func boundsByHand() {
    #expect(solve(.product, 2...5, 3...4, -100...100) == [2...5, 3...4, 6...20])
    #expect(solve(.product, -2...5, -3...4, -100...100) == [-2...5, -3...4, -15...20])
    #expect(solve(.product, 0...10, 2...3, 10...12) == [4...6, 2...3, 10...12])
    // y is 1 at least, as 0 times anything is 0.
    #expect(solve(.product, -2...10, 0...3, 10...12) == [4...10, 1...3, 10...12])
    #expect(solve(.product, 1...9, 0...0, 1...9) == nil)
    #expect(solve(.quotient, -7...7, 2...2, -9...9) == [-7...7, 2...2, -3...3])
    #expect(solve(.quotient, 0...100, 1...9, 20...20) == [20...100, 1...5, 20...20])
    #expect(solve(.quotient, 5...9, 0...0, -9...9) == nil)
    #expect(solve(.remainder, 0...100, 7...7, 3...3) == [3...94, 7...7, 3...3])
    #expect(solve(.remainder, -8...5, 4...4, -9...9) == [-8...5, 4...4, -3...3])
    #expect(solve(.remainder, 15...19, 7...7, -9...9) == [15...19, 7...7, 1...5])
    #expect(solve(.power, -3...2, 0...3, -99...99) == [-3...2, 0...3, -27...9])
    #expect(solve(.power, 2...9, 2...30, 50...200) == [2...9, 2...7, 50...200])
    #expect(solve(.power, 0...0, 0...0, -5...5) == [0...0, 0...0, 1...1])
    #expect(solve(.power, 0...0, -3 ... -1, -5...5) == nil)
    #expect(solve(.power, -5...5, -3 ... -2, -5...5) == [-5...5, -3 ... -2, -1...1])
  }

  @Test func wideDomainsTakeNoLoopsOverValues() {
    let limit = boundLimit
    #expect(solve(.product, -limit...limit, -limit...limit, 6...6) == [-6...6, -6...6, 6...6])
    #expect(solve(.quotient, -limit...limit, 1...limit, limit...limit) == [limit...limit, 1...1, limit...limit])
    #expect(solve(.remainder, 0...limit, 1000...1000, 999...999)?[0].lowerBound == 999)
    #expect(solve(.power, -limit...limit, -limit...limit, 8...9)?[1].lowerBound == 1)
    // 1, -1000, 1000000, -1000000000.
    #expect(
      solve(.power, -1000 ... -1000, 0...limit, -limit...limit)
        == [-1000 ... -1000, 0...3, -1_000_000_000...1_000_000])
  }
}
