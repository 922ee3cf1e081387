import Basics

/// Wide variables that wait until all others are fixed, each with the level at which it was put off.
struct DeferredVariables: ~Copyable {
  struct Entry: BitwiseCopyable {
    var variable: Int32
    var level: Int32
  }

  private var entries = Buffer<Entry>()
  private var isWaiting = Buffer<Bool>()

  init() {}

  var isEmpty: Bool { entries.isEmpty }

  mutating func addVariable() { isWaiting.append(false) }

  mutating func add(_ variable: Int, at level: Int) {
    if isWaiting[variable] { return }
    isWaiting[variable] = true
    entries.append(Entry(variable: Int32(variable), level: Int32(level)))
  }

  /// Takes out a variable that was put off above `level`; nil where there is none.
  mutating func takeLast(above level: Int) -> Int? {
    if entries.isEmpty || entries.last.level <= level { return nil }
    let variable = Int(entries.removeLast().variable)
    isWaiting[variable] = false
    return variable
  }

  /// The variable that was put off first among those that are open.
  func first(_ store: borrowing Store) -> Int? {
    for i in 0..<entries.count {
      let variable = Int(entries[i].variable)
      if !store.isFixed(IntegerVariable(index: Int32(2 * variable))) { return variable }
    }
    return nil
  }
}

/// Decisions on variables of more than two values, where `SearchOptions.decidesTowardsTarget` asks for them.
///
/// Before there is a solution, such a variable is decided after all Booleans: a sum or a maximum decided at its good end
/// is a guess about everything under it, and its refutation a pigeonhole proof.
extension Solver {
  /// These variables are times: their domains are halved, whatever their targets; see `SearchOptions.decidesTimesLate`.
  package func noteTimes(_ variables: [IntegerVariable]) {
    for x in variables { phases.noteTime(x.base) }
  }

  /// Whether a wide variable waits for the others.
  func isDeferred(_ variable: Int) -> Bool {
    if !options.decidesTowardsTarget || phases.isTime(variable) || phases.isInSolution(variable) { return false }
    deferred.add(variable, at: store.level)
    return true
  }

  /// With all others fixed: the next of those that wait.
  func nextDeferred() -> Literal? {
    guard let variable = deferred.first(store) else { return nil }
    let x = IntegerVariable(index: Int32(2 * variable))
    return decisionTowardsTarget(variable)
      ?? Literal(x, atMost: store.lower(x) + (store.upper(x) - store.lower(x)) / 2)
  }

  /// [x <= t] for a target t inside the domain, [x >= t] once it is the upper end; nil where there is no target.
  func decisionTowardsTarget(_ variable: Int) -> Literal? {
    if !options.decidesTowardsTarget || phases.isTime(variable) { return nil }
    let target = phases.target(variable)
    if target == Phases.none { return nil }
    // Not fixed by this decision, perhaps.
    activities.insert(variable)
    let x = IntegerVariable(index: Int32(2 * variable))
    let high = store.upper(x)
    return target >= high ? Literal(x, atLeast: high) : Literal(x, atMost: max(target, store.lower(x)))
  }

  /// What was put off above `level` can be decided again.
  func releaseDeferred(above level: Int) {
    while let variable = deferred.takeLast(above: level) { activities.insert(variable) }
  }
}
