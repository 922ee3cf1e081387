import Kernel
import Modeling
import TestSupport
import Testing
import UserModels

/// What the statement of a model says about how to search.
@Suite struct GuidanceTests {
  private final class Board: SessionDelegate {
    var costs: [Int] = []
    func found(_ values: [Int], cost: Int) { costs.append(cost) }
  }

  /// Four nurses, seven days of three shifts, one nurse a shift; the loads as even as can be.
  private func rota(withStatedLoads: Bool) -> Model {
    let model = Model(horizon: 100)
    let works = (0..<4).map { _ in (0..<7).map { _ in (0..<3).map { _ in model.boolean() } } }
    for day in 0..<7 {
      for shift in 0..<3 { model.exactlyOne(of: works.map { $0[day][shift] }) }
      for nurse in works { model.atMostOne(of: nurse[day]) }
    }
    var loads: [any LinearExpressible] = []
    for nurse in works {
      var sum = LinearExpression()
      for shift in nurse.joined() { sum += shift }
      loads.append(sum)
    }
    if withStatedLoads {
      let (most, least) = (model.integer(0...21), model.integer(0...21))
      for load in loads {
        model.add(most >= load.linearExpression)
        model.add(least <= load.linearExpression)
      }
      model.minimize(most - least)
    } else {
      model.minimize(model.maximum(of: loads) - model.minimum(of: loads))
    }
    return model
  }

  /// 10, 5, 2, 1, 0 or 11, 16, 19: halved towards one end, the two values left tried from the lower one.
  @Test(arguments: [(false, 0), (true, 19)])
  func startsAndTheMakespanAreDecidedLateTogether(isLate: Bool, value: Int) throws {
    let model = Model(horizon: 100)
    let task = model.interval(start: 0...20, duration: 3)
    let makespan = model.integer(0...20)
    model.minimize(makespan)
    var options = SearchOptions()
    options.decidesTimesLate = isLate
    let lowered = try LoweredModel(model.validated(), options: options)
    guard case .solution = lowered.solver.search() else {
      Issue.record("a free model has a solution")
      return
    }
    #expect(lowered.values()[task.start.index] == value)
    #expect(lowered.values()[makespan.index] == value)
  }

  /// An even rota has loads of 5, 5, 5 and 6. Deciding the largest load first asks for a proof that 21 shifts do not fit
  /// 20 places.
  @Test(arguments: [false, true], [false, true])
  func aRotaIsFoundSoon(withStatedLoads: Bool, completing: Bool) throws {
    var options = SearchOptions()
    options.decidesTowardsTarget = !completing
    options.completesImpliedCosts = completing
    let lowered = try LoweredModel(try rota(withStatedLoads: withStatedLoads).validated(), options: options)
    let board = Board()
    var sessionOptions = KernelSession.Options()
    sessionOptions.probesLowerBound = true
    sessionOptions.jumpsAhead = true
    sessionOptions.conflictLimit = 1_000
    _ = try KernelSession(lowered, sessionOptions, delegate: board).run()
    #expect(board.costs.last ?? .max <= (completing ? 2 : 7))
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>) func guidedSearchesFindTheOptimum(seed: UInt64) throws {
    let data = try RandomModel(seed: seed).model.validated()
    let truth = BruteForce(data)
    var options = SearchOptions()
    options.decidesTowardsTarget = true
    options.completesImpliedCosts = seed % 2 == 0
    options.checksExplanations = true
    let board = Board()
    let session = KernelSession(try LoweredModel(data, options: options), delegate: board)
    #expect(try session.run() == .exhausted)
    #expect(session.best?.cost == (data.objective == nil ? truth.solutions.first.map { _ in 0 } : truth.leastCost))
  }
}
