import Kernel
import Lowering
import Race
import Statements

/// One call of `solutions`: workers that share the parts of the tree of solutions, and whoever is told of them.
final class EnumerationRun {
  struct State: Sendable {
    /// Parts that nobody has begun, by the literals that hold in them.
    var parts: [[Literal]] = [[]]
    /// Workers at a part.
    var busy = 0
    /// Solutions that nobody has been told of.
    var found: [[Int]] = []
    /// No further ones are wanted, or some part could not be searched.
    var isStopped = false
    var failure: ModelError?

    var isDone: Bool { isStopped || (parts.isEmpty && busy == 0) }
  }

  /// What workers share.
  final class Shared: Sendable {
    let data: ModelData
    let forms: [LinearForm]
    let options: SearchOptions
    let conflictLimit: Int?
    let state = Condition(State())

    init(_ data: ModelData, _ forms: [LinearForm], _ options: SearchOptions, conflictLimit: Int?) {
      self.data = data
      self.forms = forms
      self.options = options
      self.conflictLimit = conflictLimit
    }
  }

  private let shared: Shared
  private let budget: QuestionBudget
  /// Seconds between questions whether to stop.
  private static let tick = 0.005
  /// Solutions that may wait for the user.
  fileprivate static let capacity = 10_000

  /// - Parameters:
  ///   - data: without an objective.
  ///   - forms: in which solutions must differ.
  init(_ data: ModelData, _ forms: [LinearForm], _ budget: QuestionBudget) {
    var options = SearchOptions()
    options.seed = budget.options.seed
    options.decidesTowardsTarget = true
    shared = Shared(data, forms, options, conflictLimit: budget.options.conflictLimit)
    self.budget = budget
  }

  /// - Parameter tell: of each solution; false where no further ones are wanted.
  /// - Returns: whether there are no others.
  func run(_ tell: @escaping ([Int]) -> Bool) throws(ModelError) -> Bool {
    if budget.isOver { return false }
    let workers = budget.options.isDeterministic ? 1 : max(1, budget.options.workers)
    if workers == 1 {
      EnumerationWorker(shared, shouldStop: { [budget] in budget.shouldStop }, tell: tell).run()
    } else {
      try watch(workers, tell)
    }
    let (isStopped, failure) = shared.state.update { ($0.isStopped, $0.failure) }
    if let failure { throw failure }
    return !isStopped
  }

  /// Tells of what other threads find.
  private func watch(_ workers: Int, _ tell: ([Int]) -> Bool) throws(ModelError) {
    var threads = 0
    for _ in 0..<workers {
      let isStarted = PlainThread.start(stackSize: 64 << 20) { [shared] in
        EnumerationWorker(shared, shouldStop: { shared.state.update { $0.isStopped } }, tell: nil).run()
      }
      if isStarted { threads += 1 }
    }
    if threads == 0 { throw .solverFailed("no thread to search on") }
    while true {
      let (found, isDone) = shared.state.wait(
        atMost: Self.tick, until: { !$0.found.isEmpty || $0.isDone },
        then: { state in
          defer { state.found = [] }
          return (state.found, state.isDone)
        })
      for values in found where !tell(values) {
        shared.state.update { $0.isStopped = true }
        return
      }
      if isDone { return }
      if budget.isOver { shared.state.update { $0.isStopped = true } }
    }
  }
}

/// One worker of an enumeration, with a solver of its own.
private final class EnumerationWorker: SearchMonitor {
  private let shared: EnumerationRun.Shared
  private let mustStop: () -> Bool
  /// nil where another thread tells.
  private let tell: (([Int]) -> Bool)?

  init(_ shared: EnumerationRun.Shared, shouldStop: @escaping () -> Bool, tell: (([Int]) -> Bool)?) {
    self.shared = shared
    mustStop = shouldStop
    self.tell = tell
  }

  var shouldStop: Bool { mustStop() }
  var hasNews: Bool { false }
  func visitRoot(_ solver: Solver) {}

  func run() {
    do throws(ModelError) {
      let lowered = try LoweredModel(
        shared.data, options: shared.options, keepsAllSolutions: true, until: { self.shouldStop })
      guard lowered.isComplete else { return stop() }
      var variables: [IntegerVariable] = []
      for form in shared.forms { variables.append(try lowered.column(for: form)) }
      while let part = takePart() {
        defer { shared.state.update { $0.busy -= 1 } }
        try search(part, lowered, variables)
      }
    } catch {
      shared.state.update { state in
        state.failure = state.failure ?? error
        state.isStopped = true
      }
    }
  }

  private func stop() { shared.state.update { $0.isStopped = true } }

  /// nil where all parts are searched, or the search is to end.
  private func takePart() -> [Literal]? {
    while true {
      let (part, isDone): ([Literal]?, Bool) = shared.state.wait(
        atMost: 0.05, until: { !$0.parts.isEmpty || $0.isDone },
        then: { state in
          if state.isStopped || state.parts.isEmpty { return (nil, state.isDone) }
          state.busy += 1
          return (state.parts.removeFirst(), false)
        })
      if part != nil || isDone { return part }
    }
  }

  private func search(
    _ part: [Literal], _ lowered: LoweredModel, _ variables: [IntegerVariable]
  ) throws(ModelError) {
    let solver = lowered.solver
    var tree = SolutionTree(solver, variables, under: part)
    while true {
      var limits = SearchLimits()
      if let limit = shared.conflictLimit { limits.conflicts = max(0, limit - solver.statistics.conflicts) }
      switch tree.next(limits, self) {
      case .done: return
      case .limit: return stop()
      case .solution:
        let values = lowered.values()
        if let violation = shared.data.violation(of: values) { throw .rejectedSolution(violation) }
        if !deliver(values) { return stop() }
        if tell == nil, shared.state.update({ $0.parts.isEmpty }), let other = tree.split() {
          shared.state.update { $0.parts.append(other) }
        }
      }
    }
  }

  /// - Returns: whether to go on.
  private func deliver(_ values: [Int]) -> Bool {
    if let tell { return tell(values) && !shouldStop }
    while true {
      let isDelivered = shared.state.wait(
        atMost: 0.05, until: { $0.found.count < EnumerationRun.capacity || $0.isStopped },
        then: { state in
          if state.isStopped || state.found.count >= EnumerationRun.capacity { return false }
          state.found.append(values)
          return true
        })
      if isDelivered { return true }
      if shouldStop { return false }
    }
  }
}
