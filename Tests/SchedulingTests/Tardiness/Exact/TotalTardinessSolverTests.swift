import Basics
import Testing

@testable import Scheduling

@Suite struct TotalTardinessSolverTests {
  /// The proved optimum; the sequence must be one, cost what is said, and the bound must hold.
  private func prove(_ instance: TardinessCase, memoryLimit: Int = 1 << 24) throws -> Int {
    var solver = TotalTardinessSolver(processingTimes: instance.processing, dueDates: instance.due)
    var bounds: [Int] = []
    let result = solver.solve(memoryLimit: memoryLimit, shouldStop: { false }, onBound: { bounds.append($0) })
    let (sequence, total) = try #require(result)
    #expect(sequence.sorted() == Array(0..<instance.count))
    #expect(instance.total(sequence) == total)
    #expect(bounds.allSatisfy { $0 <= total })
    return total
  }

  @Test func optimumOfEachSmallInstanceIsThatOfEnumeration() throws {
    var random = RandomSource(seed: 1)
    for _ in 0..<3000 {
      let instance = TardinessCase.random(&random, jobs: 1...5, weights: 1...1)
      #expect(try prove(instance) == instance.optimumByEnumeration, "\(instance)")
    }
    for _ in 0..<3 {
      let instance = TardinessCase.random(&random, jobs: 8...8, weights: 1...1)
      #expect(try prove(instance) == instance.optimumByEnumeration, "\(instance)")
    }
  }

  @Test func optimumIsThatOfTheProgrammeOverSubsets() throws {
    var random = RandomSource(seed: 2)
    for _ in 0..<300 {
      let instance = TardinessCase.random(&random, jobs: 7...9, weights: 1...1)
      #expect(try prove(instance) == instance.optimumOverSubsets, "\(instance)")
    }
    for _ in 0..<5 {
      let instance = TardinessCase.random(&random, jobs: 14...14, weights: 1...1)
      #expect(try prove(instance) == instance.optimumOverSubsets, "\(instance)")
    }
  }

  @Test(arguments: [(1, 1, 213), (1, 2, 1359), (1, 3, 2158), (1, 4, 7238)])
  func optimaOfTwentyJobsAreThePublishedOnes(range: Int, tardiness: Int, optimum: Int) throws {
    #expect(try prove(.pottsVanWassenhove(jobs: 20, range: range, tardiness: tardiness, seed: 1)) == optimum)
  }

  @Test func littleMemoryMakesNoOtherOptimum() throws {
    var random = RandomSource(seed: 3)
    for _ in 0..<300 {
      let instance = TardinessCase.random(&random, jobs: 6...9, weights: 1...1)
      let optimum = instance.optimumOverSubsets
      for memoryLimit in [0, 2_000, 10_000] { #expect(try prove(instance, memoryLimit: memoryLimit) == optimum) }
    }
    let instance = TardinessCase.pottsVanWassenhove(jobs: 40, range: 1, tardiness: 3, seed: 1)
    #expect(try prove(instance, memoryLimit: 20_000) == prove(instance))
  }

  @Test func moreJobsThanAKeyCanNameAreStillProved() throws {
    // n³ P exceeds 64 bits, so nothing is memorized.
    let long = 1 << 57
    let instance = TardinessCase(processing: [long, 3, long, 5, 2], due: [4, 3, 9, 2, 1], weight: [1, 1, 1, 1, 1])
    #expect(try prove(instance) == instance.optimumByEnumeration)
  }

  @Test func noJobsCostNothing() throws {
    #expect(try prove(TardinessCase(processing: [], due: [], weight: [])) == 0)
  }

  @Test func aStopIsObeyedWithinSomeThousandSubproblems() {
    let instance = TardinessCase.pottsVanWassenhove(jobs: 150, range: 1, tardiness: 3, seed: 1)
    var solver = TotalTardinessSolver(processingTimes: instance.processing, dueDates: instance.due)
    var asked = 0
    let result = solver.solve(
      memoryLimit: 1 << 24,
      shouldStop: {
        asked += 1
        return asked == 2
      }, onBound: { _ in })
    #expect(result == nil)
    #expect(asked == 2)
  }
}

@Suite struct TardinessMemoTests {
  @Test func whatIsFoundIsWhatWasStoredHoweverSmallTheTable() {
    for bytes in [0, 500, 20_000, 1 << 20] {
      var memo = TardinessMemo(bytes: bytes)
      var random = RandomSource(seed: 5)
      var found = 0
      for _ in 0..<5000 {
        let key = UInt64(random.below(1000)) * 0x1_0000_0001
        if let value = memo.value(of: key) {
          #expect(value == Int(key % 999_983))
          found += 1
        }
        memo.store(Int(key % 999_983), for: key)
      }
      // A thousand keys fit the largest table: but for some lines that fill early, only first looks miss.
      #expect(bytes < 100_000 || found >= 3900)
    }
  }
}
