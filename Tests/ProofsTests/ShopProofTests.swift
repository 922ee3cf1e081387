import Basics
import Kernel
import Problems
import Race
import Scheduling
import Solving
import Testing

@testable import dovetail_verify

@Suite("Proofs of shops and projects: the verifier accepts what the engine writes") struct ShopProofTests {
  /// Fisher, Thompson 1963; the optimum is 55.
  static let ft06 = """
    6 6
    2 1 0 3 1 6 3 7 5 3 4 6
    1 8 2 5 4 10 5 10 0 10 3 4
    2 5 3 4 5 8 0 9 1 1 4 7
    1 5 0 5 2 5 3 3 4 8 5 9
    2 9 1 3 4 5 5 4 0 3 3 1
    1 3 3 3 5 9 0 10 4 4 2 1
    """

  static func shop(_ text: String) throws -> JobShop.Instance {
    try JobShop.parse(SourceText(name: "shop.txt", text: text))
  }

  @Test("ft06 is 55, with one worker and with two", arguments: [1, 2]) func ft06(workers: Int) throws {
    let run = try prove(JobShop.self, try Self.shop(Self.ft06), workers: workers)
    #expect(run.result.status == .optimal)
    #expect(run.outcome == .complete(claim: "optimal 55"))
    #expect(try verify(run.bytes, of: Self.ft06, "jobshop", below: 55) == .optimal(55))
  }

  /// The same proof shows nothing better, and nothing of another shop.
  @Test func aProofIsOfItsClaimAndInstanceAlone() throws {
    let run = try prove(JobShop.self, try Self.shop(Self.ft06))
    #expect(throws: Rejection.self) { try verify(run.bytes, of: Self.ft06, "jobshop", below: 56) }
    // With nothing to do on the first machine, schedules are shorter.
    let other = Self.ft06.split(separator: "\n").map { $0.replacing(" 0 10", with: " 0 0") }.joined(separator: "\n")
    #expect(throws: Rejection.self) { try verify(run.bytes, of: other, "jobshop", below: 55) }
    #expect(throws: Rejection.self) { try verify(Array(run.bytes.dropLast(3)), of: Self.ft06, "jobshop", below: 55) }
  }

  /// Random shops of three jobs; operations may take no time.
  @Test(arguments: 0..<20) func randomShops(seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let rows = (0..<3).map { _ in
      shuffled([0, 1, 2], &random).map { "\($0) \(random.below(9))" }.joined(separator: " ")
    }
    let text = "3 3\n" + rows.joined(separator: "\n") + "\n"
    let run = try prove(JobShop.self, try Self.shop(text), workers: 1 + seed % 2)
    let optimum = try #require(run.result.objective?.first)
    #expect(run.result.status == .optimal)
    #expect(try verify(run.bytes, of: text, "jobshop", below: optimum) == .optimal(optimum))
  }

  @Test(arguments: 0..<12) func randomFlexibleShops(seed: Int) throws {
    var random = RandomSource(seed: UInt64(100 + seed))
    var text = "3 3\n"
    for _ in 0..<3 {
      text += "3"
      for _ in 0..<3 {
        let machines = shuffled([1, 2, 3], &random).prefix(1 + random.below(3))
        text += " \(machines.count)" + machines.map { " \($0) \(1 + random.below(6))" }.joined()
      }
      text += "\n"
    }
    let instance = try GeneralSchedule.parse(SourceText(name: "shop.fjs", text: text))
    #expect(GeneralSchedule.proving(instance) == .searching)
    let run = try prove(GeneralSchedule.self, instance, workers: 1 + seed % 2)
    let optimum = try #require(run.result.objective?.first)
    #expect(run.result.status == .optimal)
    #expect(try verify(run.bytes, of: text, "schedule", below: optimum) == .optimal(optimum))
  }

  /// A bound of 40 is more than the longest job says, 39, and less than the optimum.
  @Test func aRunThatEndsEarlyProvesItsBound() throws {
    let run = try prove(JobShop.self, try Self.shop(Self.ft06), timeLimit: 0)
    guard case .complete(let claim) = run.outcome else { return }
    #expect(claim.hasPrefix("bound") || claim == "optimal 55")
  }

  @Test func aLimitEndsTheProofAndNotTheSolve() throws {
    let run = try prove(JobShop.self, try Self.shop(Self.ft06), limit: 100)
    #expect(run.result.status == .optimal)
    #expect(run.outcome == .incomplete("it would be longer than --proof-limit"))
  }
}

private func shuffled(_ numbers: [Int], _ random: inout RandomSource) -> [Int] {
  var numbers = numbers
  for i in numbers.indices.reversed() { numbers.swapAt(i, random.below(i + 1)) }
  return numbers
}
