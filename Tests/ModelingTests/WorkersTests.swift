import Basics
import Modeling
import Synchronization
import TestSupport
import Testing
import UserModels

/// Several threads give what one gives, and tell of it on the thread that asked.
@Suite struct WorkersTests {
  @Test(arguments: 0..<8)
  func twoWorkersAgreeWithEnumeration(batch: Int) throws {
    for seed in UInt64(batch * 20)..<UInt64(batch * 20 + 20) {
      let model = RandomModel(seed: seed).model
      let truth = BruteForce(try model.validated())
      let result = try model.solve(workers: 2, timeLimit: 20)
      #expect(result.status == (truth.solutions.isEmpty ? .infeasible : .optimal), "seed \(seed)")
      guard let solution = result.solution else { continue }
      #expect(model.violation(of: solution) == nil, "seed \(seed)")
      guard let objective = model.data.objective else { continue }
      #expect(result.objective == truth.leastCost.map(objective.inUserSense), "seed \(seed)")
      #expect(result.bound == result.objective, "seed \(seed)")
    }
  }

  /// 18 tasks of random lengths on 3 machines in chains: long enough for several solutions.
  private func shop() -> (model: Model, ends: [IntervalVar]) {
    let model = Model()
    var machines: [[IntervalVar]] = [[], [], []]
    var last: [IntervalVar] = []
    for job in 0..<6 {
      var previous: IntervalVar?
      for step in 0..<3 {
        let task = model.interval(duration: 1 + (7 * job + 5 * step) % 11)
        if let previous { model.precede(previous, task) }
        machines[(job + 2 * step) % 3].append(task)
        previous = task
      }
      if let previous { last.append(previous) }
    }
    for machine in machines { model.noOverlap(machine) }
    model.minimize(model.maximum(of: last.map(\.end)))
    return (model, last)
  }

  @Test func progressIsToldInOrder() throws {
    var options = Model.Options(timeLimit: 20)
    options.workers = 2
    var objectives: [Int] = []
    var bounds: [Int] = []
    options.onSolution = { if let value = $0.objective { objectives.append(value) } }
    options.onBound = { bounds.append($0) }
    let result = try shop().model.solve(options)
    let alone = try shop().model.solve(timeLimit: 20)
    #expect(result.status == .optimal && result.objective == alone.objective)
    #expect(objectives == objectives.sorted(by: >) && objectives.last == result.objective)
    #expect(bounds == bounds.sorted() && bounds.last == result.bound)
  }

  @Test func aStopIsSeenWhileNothingIsFound() throws {
    // A market split: equations of large coefficients, which nobody meets or refutes in the time (Cornuéjols, Dawande
    // 1998).
    let model = Model()
    var random = RandomSource(seed: 8)
    let x = (0..<50).map { _ in model.boolean() }
    for _ in 0..<6 {
      let row = x.map { _ in random.below(100) }
      model.add(sum(of: zip(row, x).map { $0 * $1 }) == row.reduce(0, +) / 2)
    }
    var options = Model.Options()
    options.workers = 2
    let end = ContinuousClock.now + .milliseconds(200)
    options.stop = { ContinuousClock.now > end }
    #expect(try model.solve(options).status == .unknown)
    #expect(ContinuousClock.now < end + .seconds(5))
  }

  @Test func mistakesAreThrownAsByOneThread() throws {
    let model = Model()
    let x = model.integer(-(1 << 29)...(1 << 29))
    let y = model.integer(-(1 << 29)...(1 << 29))
    let z = model.integer(-(1 << 29)...(1 << 29))
    _ = model.element([x + y + z, 0], at: model.integer(0...1))
    let alone = #expect(throws: ModelError.self) { try model.solve() }
    let error = #expect(throws: ModelError.self) { try model.solve(workers: 2) }
    #expect(error == alone && error != nil)
  }
}
