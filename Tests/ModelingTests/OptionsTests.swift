import Foundation
import GLPKSolver
import Modeling
import Synchronization
import Testing

/// What a solve is asked beside the model.
@Suite struct OptionsTests {
  /// Market split: equations of large random coefficients, which no engine proves soon.
  private func hard(isMaximised: Bool = false) -> Model {
    let model = Model("split")
    let x = (0..<40).map { _ in model.boolean() }
    var seed = 12345
    var slacks: [LinearExpression] = []
    for _ in 0..<5 {
      var total = 0
      let row = sum(
        of: x.map { b in
          seed = (seed * 1_103_515_245 + 12345) % 2_147_483_648
          total += seed % 100
          return (seed % 100) * b
        })
      let over = model.integer(0...5000)
      let under = model.integer(0...5000)
      model.add(row + under - over == total / 2)
      slacks.append(over + under)
    }
    let slack = slacks.dropFirst().reduce(slacks[0]) { $0 + $1 }
    if isMaximised { model.maximize(-1 * slack) } else { model.minimize(slack) }
    return model
  }

  @Test func aGapThatIsSmallEnoughEndsTheSolve() throws {
    let model = Model()
    let x = (0..<12).map { _ in model.integer(0...100) }
    model.add(sum(of: x) >= 601)
    model.minimize(sum(of: x.enumerated().map { (100 + $0) * $1 }))
    var options = Model.Options(timeLimit: 20)
    options.gap = 0.9
    let result = try model.solve(options)
    let gap = try #require(result.gap)
    #expect(gap <= 0.9)
  }

  /// The equations have no proof for days, so that only the limit ends these.
  @Test(arguments: [false, true])
  func anObjectiveThatIsGoodEnoughEndsTheSolve(isMaximised: Bool) throws {
    let model = hard(isMaximised: isMaximised)
    var options = Model.Options(timeLimit: 50)
    options.objectiveLimit = isMaximised ? -6000 : 6000
    for result in [try model.solve(options), try model.solve(using: GLPKSolver(), options)] {
      let objective = try #require(result.objective)
      #expect(result.status == .feasible)
      #expect(isMaximised ? objective >= -6000 : objective <= 6000)
    }
    // The least number has no negative.
    options.objectiveLimit = isMaximised ? .min : .max
    #expect(try model.solve(options).objective != nil)
  }

  /// A thread of its own, as the tests hold all of the pool that tasks run in.
  @Test func aStopperEndsTheSolveFromAnotherThread() throws {
    let stopper = Model.Stopper()
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.2)
      stopper.stop()
    }
    var options = Model.Options()
    options.workers = 2
    options.stopper = stopper
    let result = try hard().solve(options)
    #expect(stopper.isStopped && result.status != .infeasible)
  }

  @Test func deterministicRunsAreTheSame() throws {
    func run() throws -> [Int] {
      var trace: [Int] = []
      var options = Model.Options(timeLimit: 0.1)
      options.isDeterministic = true
      options.workers = 2
      options.onSolution = { trace += $0.values }
      options.onBound = { trace.append($0) }
      _ = try hard().solve(options)
      return trace
    }
    let first = try run()
    #expect(!first.isEmpty)
    #expect(try run() == first)
  }

  @Test func theLogSaysWhoFoundWhat() throws {
    let model = Model("rods")
    let x = model.integer(0...9)
    let y = model.integer(0...9)
    model.add(3 * x + 5 * y >= 22)
    model.minimize(4 * x + 7 * y)
    var lines: [String] = []
    var options = Model.Options()
    options.log = { lines.append($0) }
    let result = try model.solve(options)
    // 3·4 + 5·2 = 22 costs 30, as 3·9 costs 36 less than nothing else does: x = 4, y = 2.
    #expect(result.objective == 30)
    #expect(lines.first?.contains("found by") == true)
    #expect(lines.last?.hasPrefix("rods: optimal, objective 30, bound 30, gap 0.00%") == true)
    #expect(lines.count >= 3)
  }
}
