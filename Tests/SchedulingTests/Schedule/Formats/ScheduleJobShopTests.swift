import Basics
import Solving
import Testing

@testable import Scheduling

@Suite struct ScheduleJobShopTests {
  typealias Lag = GeneralSchedule.Lag

  static let text = "2 2\n0 3 1 2\n1 2 0 4\n"

  func read(_ text: String = Self.text, _ variant: String? = nil) throws -> GeneralSchedule.Instance {
    let arguments = try Arguments(variant.map { ["--variant", $0] } ?? [], for: GeneralSchedule.questions)
    return try GeneralSchedule.read(SourceText(name: "folder/shop.txt", text: text), arguments)
  }

  @Test func aPlainJobShop() throws {
    let shop = try read()
    #expect(shop.name == "shop")
    #expect(shop.resources.map(\.name) == ["machine 0", "machine 1"])
    #expect(shop.jobs.map(\.name) == ["job 0", "job 1"])
    #expect(shop.tasks.map(\.name) == ["0.0", "0.1", "1.0", "1.1"])
    #expect(shop.tasks.map(\.job) == [0, 0, 1, 1])
    #expect(shop.tasks.map { $0.modes.map(\.duration) } == [[3], [2], [2], [4]])
    #expect(shop.tasks.map { $0.modes[0].demands.map(\.resource) } == [[0], [1], [1], [0]])
    #expect(shop.lags == [Lag(.end(of: 0), .start(of: 1), minimum: 0), Lag(.end(of: 2), .start(of: 3), minimum: 0)])
    #expect(shop.tasks.allSatisfy { !$0.mayIdle })
    #expect(try read(Self.text, "job") == shop)
  }

  @Test func blockingKeepsTheMachineUntilTheNextOneIsFree() throws {
    let shop = try read(Self.text, "blocking")
    #expect(shop.tasks.map(\.mayIdle) == [true, false, true, false])
    #expect(shop.lags.map(\.minimum) == [0, 0] && shop.lags.map(\.maximum) == [0, 0])
    #expect(!shop.description.allowsSwaps)
    var swapping = shop.description
    swapping.allowsSwaps = true
    #expect(try read(Self.text, "blocking-swap").description == swapping)
  }

  @Test func noWaitIsALagBothWays() throws {
    let shop = try read(Self.text, "no-wait")
    #expect(shop.tasks.allSatisfy { !$0.mayIdle })
    #expect(
      shop.lags == [
        Lag(.end(of: 0), .start(of: 1), minimum: 0, maximum: 0),
        Lag(.end(of: 2), .start(of: 3), minimum: 0, maximum: 0),
      ])
  }

  @Test func operatorsAreARenewableResource() throws {
    let shop = try read(Self.text, "operators=3")
    #expect(shop.resources[2] == GeneralSchedule.Resource("operators", .renewable(capacity: 3)))
    #expect(shop.tasks.allSatisfy { $0.modes[0].demands.map(\.resource).last == 2 })
  }

  /// The points were computed from the definition by another program.
  @Test func setupsAreDistancesOfDrawnPoints() throws {
    let shop = try read(Self.text, "setup")
    #expect(shop.setups.map(\.machines) == [[0], [1]])
    #expect(shop.setups.map(\.kinds) == [[0, nil, nil, 1], [nil, 0, 1, nil]])
    #expect(shop.setups.map(\.times) == [[[0, 9], [9, 0]], [[0, 18], [18, 0]]])
    #expect(shop.setups.allSatisfy { $0.scope == .allPairs })
  }

  @Test func dueDatesAndWeightsOfWeightedTardiness() throws {
    let text = "10 2\n" + (1...10).map { "0 \($0) 1 2\n" }.joined()
    let shop = try read(text, "weighted-tardiness=1.3")
    #expect(shop.jobs.map(\.weight) == [4, 4, 2, 2, 2, 2, 2, 2, 1, 1])
    #expect(shop.jobs.map(\.due) == [3, 5, 6, 7, 9, 10, 11, 13, 14, 15])
    #expect(shop.objective == [[GeneralSchedule.Term(.tardiness)]])
    #expect(try read(text, "weighted-tardiness=2").jobs[0].due == 6)
  }

  @Test(arguments: ["nothing", "operators", "operators=0", "weighted-tardiness=1.234", "weighted-tardiness=", "job=1"])
  func aVariantThatIsNoneIsRefused(_ variant: String) throws {
    #expect(throws: InputError.self) { try read(Self.text, variant) }
  }
}
