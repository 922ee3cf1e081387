import Kernel
import Modeling
import Testing

/// Literals that put two intervals in order, and searches under them.
@Suite struct OrderLiteralTests {
  private final class Listener: SessionDelegate {
    var costs: [Int] = []
    func found(_ values: [Int], cost: Int) { costs.append(cost) }
  }

  @Test func aMachineHasThemAlready() throws {
    let model = Model(horizon: 20)
    let tasks = (0..<3).map { _ in model.interval(duration: 3) }
    model.noOverlap(tasks)
    let lowered = try LoweredModel(try model.validated())
    let count = lowered.solver.variableCount
    let forward = try lowered.order(tasks[0], before: tasks[2])
    #expect(try lowered.order(tasks[2], before: tasks[0]) == forward.negated)
    #expect(lowered.solver.variableCount == count)
  }

  /// Of optional intervals each direction has a literal of its own, which implies that both are there; two resources share
  /// them.
  @Test func ofOptionalIntervalsTheyImplyPresence() throws {
    let model = Model(horizon: 20)
    let (a, b) = (model.boolean(), model.boolean())
    let tasks = [a, b].map { model.interval(duration: 3, presence: $0) }
    model.noOverlap(tasks)
    model.noOverlap(tasks)
    let lowered = try LoweredModel(try model.validated())
    let count = lowered.solver.variableCount
    let forward = try lowered.order(tasks[0], before: tasks[1])
    let backward = try lowered.order(tasks[1], before: tasks[0])
    #expect(lowered.solver.variableCount == count)
    #expect(forward != backward.negated)
    for (order, first, second) in [(forward, 0, 1), (backward, 1, 0)] {
      #expect(lowered.solver.search(assumptions: [order]) == .solution)
      let values = lowered.values()
      #expect(values[a.variable.index] == 1 && values[b.variable.index] == 1)
      #expect(values[tasks[first].start.index] + 3 <= values[tasks[second].start.index])
    }
    let absent = [lowered.literal(!a)]
    #expect(lowered.solver.search(assumptions: absent + [forward]) == .refutedAssumptions)
    #expect(lowered.solver.search(assumptions: absent + [backward.negated]) == .solution)
  }

  @Test func elsewhereTheyAreMadeOnceAndImplyTheOrder() throws {
    let model = Model(horizon: 9)
    let tasks = [3, 4].map { model.interval(duration: $0) }
    let lowered = try LoweredModel(try model.validated())
    let forward = try lowered.order(tasks[0], before: tasks[1])
    #expect(try lowered.order(tasks[0], before: tasks[1]) == forward)
    let backward = try lowered.order(tasks[1], before: tasks[0])
    #expect(lowered.solver.search(assumptions: [forward]) == .solution)
    #expect(lowered.values()[tasks[1].start.index] >= lowered.values()[tasks[0].start.index] + 3)
    #expect(lowered.solver.search(assumptions: [forward, backward]) == .refutedAssumptions)
    // Neither is asked for: both may overlap.
    #expect(lowered.solver.search(assumptions: [forward.negated, backward.negated]) == .solution)
  }

  /// Jobs of 3 + 4, 5 + 2 and 1 + 5 on two machines; 12 is the optimum (Johnson's rule), and 14 the best where the
  /// second job goes first on the first machine.
  @Test func improvingLooksOnlyWhereTheAssumptionsHold() throws {
    let model = Model(horizon: 60)
    let times = [(3, 4), (5, 2), (1, 5)]
    let first = times.map { model.interval(duration: $0.0) }
    let second = times.map { model.interval(duration: $0.1) }
    for (a, b) in zip(first, second) { model.precede(a, b) }
    model.noOverlap(first)
    model.noOverlap(second)
    model.minimize(model.maximum(of: second.map(\.end)))
    let lowered = try LoweredModel(try model.validated())
    let held = [
      try lowered.order(first[1], before: first[0]), try lowered.order(first[1], before: first[2]),
    ]
    let listener = Listener()
    let session = KernelSession(lowered, delegate: listener)
    while try session.improve(under: held, conflicts: 1000) == .solution {}
    #expect(listener.costs.last == bestWithSecondFirst)
    while try session.improve(under: [], conflicts: 1000) == .solution {}
    #expect(listener.costs.last == 12)
    #expect(try session.improve(under: [], conflicts: 1000) == .infeasible)
    #expect(session.provedBound == 12)
  }

  /// By enumeration: job 2 on the first machine until 5, the others in either order; the second machine takes jobs in
  /// the order of their release.
  private var bestWithSecondFirst: Int {
    [[(5, 4, 3), (5, 5, 1)], [(5, 5, 1), (5, 4, 3)]].map { order in
      var release = 5
      var end = 5 + 2
      for job in order {
        release += job.2
        end = max(end, release) + job.1
      }
      return end
    }.min()!
  }
}
