import MIP

/// The caller's side of one solve: hears GLPK's events, verifies what they claim, talks with the monitor, and keeps the
/// time.
final class Dialogue {
  private let formulation: Formulation
  private let monitor: any MIPMonitor
  private let exchange = Exchange()
  private let start = ContinuousClock.now
  private var result = MIPResult(status: .unknown)
  /// The least objective GLPK has pruned with; what it has cut away is no better than this, but may be better than the
  /// verified incumbent, when GLPK's own was not quite a solution.
  private var cutoff = Double.infinity
  /// The objectives of the offer last passed on, and of the one last turned down.
  private var offered, refused: Double?
  private var stopTime: ContinuousClock.Instant?

  private var model: LinearModel { formulation.model }

  init(_ formulation: Formulation, _ monitor: any MIPMonitor) {
    self.formulation = formulation
    self.monitor = monitor
  }

  func run() throws(MIPError) -> MIPResult {
    invite()
    try Search.start(formulation, exchange)
    while true {
      for event in exchange.take(waiting: 10) {
        switch event {
        case .incumbent(let objective, let values): try hear(values, claimed: objective)
        case .bound(let bound): hear(bound)
        case .finished(let ending): return try conclude(ending)
        }
      }
      if let stopTime {
        // GLPK is somewhere that it cannot be called back from.
        if stopTime.duration(to: .now) > .milliseconds(400) { return try conclude(.stopped) }
      } else if monitor.shouldStop || isPastTimeLimit || isCloseEnough {
        exchange.stop()
        stopTime = .now
      } else {
        invite()
      }
    }
  }

  /// Seconds since the solve began.
  private var elapsed: Double { start.duration(to: .now) / .seconds(1) }

  private var isPastTimeLimit: Bool { elapsed >= formulation.options.timeLimit }

  private var isCloseEnough: Bool {
    guard let objective = result.objective, let bound = result.bound else { return false }
    return (objective - bound) / max(1, objective.magnitude) <= formulation.options.relativeGap
  }

  // MARK: What GLPK says

  private func hear(_ bound: Double) {
    let provable = min(formulation.provable(min(bound, cutoff)), result.objective ?? .infinity)
    if let known = result.bound, provable <= known { return }
    result.bound = provable
    monitor.proved(bound: provable)
  }

  private func hear(_ values: [Double], claimed objective: Double) throws(MIPError) {
    cutoff = min(cutoff, objective)
    guard let values = try verified(values) else { return }
    let value = snapped(model.objective(of: values))
    if let known = result.objective, value >= known { return }
    result.objective = value
    result.values = values
    monitor.found(objective: value, values: values)
  }

  /// `values` when it keeps the model, else the best solution with the same integers, else nil.
  ///
  /// GLPK rounds integers after the fact: where a big-M multiplies what was rounded away, continuous columns have to
  /// move a little.
  private func verified(_ values: [Double]) throws(MIPError) -> [Double]? {
    var values = values
    for (index, column) in model.columns.enumerated() {
      if column.kind != .continuous { values[index] = values[index].rounded() }
      values[index] = min(max(values[index], column.lower), column.upper)
    }
    if model.isFeasible(values) { return values }
    guard model.columns.contains(where: { $0.kind == .continuous }) else { return nil }
    var fixed = LinearModel(name: model.name)
    for (column, value) in zip(model.columns, values) {
      let isFree = column.kind == .continuous
      fixed.addColumn(
        column.name, .continuous, from: isFree ? column.lower : value, to: isFree ? column.upper : value,
        cost: column.cost)
    }
    for row in model.rows { fixed.addRow(row.name, row.terms, from: row.lower, to: row.upper) }
    var options = formulation.options
    options.timeLimit = max(0, options.timeLimit - elapsed)
    guard var polished = try GLPKSolver().solve(fixed, options, monitor: Stopper(monitor)).values else { return nil }
    for (index, column) in model.columns.enumerated() where column.kind != .continuous {
      polished[index] = values[index]
    }
    return model.isFeasible(polished) ? polished : nil
  }

  /// An objective that can only be an integer is one.
  private func snapped(_ objective: Double) -> Double {
    let nearest = objective.rounded()
    let isNear = (objective - nearest).magnitude <= 1e-6 * max(1, 1e-3 * nearest.magnitude)
    return model.isObjectiveIntegral && isNear ? nearest : objective
  }

  // MARK: What the monitor offers

  private func invite() {
    guard !formulation.options.isRelaxationOnly, !formulation.options.usesPresolve else { return }
    let known = min(result.objective ?? .infinity, offered ?? .infinity)
    guard var values = monitor.offer(betterThan: known), values.count == model.columns.count else { return }
    for index in values.indices where formulation.isInteger[index + 1] == 1 {
      let nearest = values[index].rounded()
      // Written so that NaN fails too.
      guard (values[index] - nearest).magnitude <= 1e-5 else { return }
      values[index] = nearest
    }
    let objective = model.objective(of: values)
    guard objective < known, objective != refused else { return }
    if model.isFeasible(values) {
      offered = objective
      exchange.put(offer: values)
    } else {
      refused = objective
    }
  }

  // MARK: The end

  private func conclude(_ ending: Exchange.Ending) throws(MIPError) -> MIPResult {
    switch ending {
    case .infeasible where cutoff == .infinity: result.status = .infeasible
    case .unbounded where !formulation.options.isRelaxationOnly: result.status = .unbounded
    case .relaxed(let objective, let values): concludeRelaxation(objective, values)
    case .searched where result.objective != nil && isProofExact:
      result.status = .optimal
      if let objective = result.objective, result.bound.map({ $0 < objective }) ?? true {
        result.bound = objective
        monitor.proved(bound: objective)
      }
    case .failed(let reason) where result.bound == nil && result.objective == nil:
      throw MIPError(reason)
    default:
      if case .failed(let reason) = ending { result.failure = reason }
      if case .searched = ending { hear(cutoff) }
      if let objective = result.objective {
        result.status = (result.bound ?? -.infinity) >= objective ? .optimal : .feasible
      }
    }
    return result
  }

  /// Whether the verified incumbent is as good as the one GLPK has pruned with.
  private var isProofExact: Bool {
    guard let objective = result.objective else { return false }
    if model.isObjectiveIntegral { return formulation.provable(cutoff) >= objective }
    return objective <= cutoff + 1e-7 * max(1, cutoff.magnitude)
  }

  private func concludeRelaxation(_ objective: Double, _ values: [Double]) {
    if formulation.options.isRelaxationOnly { result.relaxedValues = values }
    if !formulation.isInteger.contains(1), model.isFeasible(values) {
      result.status = .optimal
      result.objective = objective
      result.values = values
      result.bound = objective
      monitor.found(objective: objective, values: values)
      monitor.proved(bound: objective)
    } else {
      hear(objective)
    }
  }
}

/// Passes on only the wish to stop.
private final class Stopper: MIPMonitor {
  private let monitor: any MIPMonitor
  init(_ monitor: any MIPMonitor) { self.monitor = monitor }
  var shouldStop: Bool { monitor.shouldStop }
  func found(objective: Double, values: [Double]) {}
  func proved(bound: Double) {}
  func offer(betterThan objective: Double) -> [Double]? { nil }
}
