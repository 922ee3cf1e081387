import CGLPK
import GLPKBridge
import MIP

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One solve with GLPK, on a thread of its own: root LP, then branch and cut.
///
/// The tree is searched on the original columns, GLPK's MIP presolver off, unless the options ask for it: the callback's
/// problem is the presolved one, and GLPK maps solutions only outwards from there, so nothing could be injected. What
/// the presolver would do for the root LP is done by the LP presolver before, and node preprocessing tightens bounds
/// throughout the tree.
final class Search {
  private let formulation: Formulation
  private let exchange: Exchange
  private var session: OpaquePointer?
  private var problem: OpaquePointer?
  /// GLPK's best objective so far, which it prunes with.
  private var cutoff = Double.infinity
  private var lastBoundReport = ContinuousClock.now
  private var lastBound = -Double.infinity
  private var isPresolveAllowed = true
  /// The objective has been left out: nothing in the tree is an incumbent or a bound of the model.
  private var isFeasibilityOnly = false

  private init(_ formulation: Formulation, _ exchange: Exchange) {
    self.formulation = formulation
    self.exchange = exchange
  }

  /// Starts a thread that solves `formulation`, posting to `exchange`, and ends by posting `finished`.
  ///
  /// - Throws: `MIPError` when the system gives no thread.
  static func start(_ formulation: Formulation, _ exchange: Exchange) throws(MIPError) {
    let search = Unmanaged.passRetained(Search(formulation, exchange))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, &attributes,
      { search in
        Unmanaged<Search>.fromOpaque(search!).takeRetainedValue().run()
        return nil
      }, search.toOpaque())
    pthread_attr_destroy(&attributes)
    if code != 0 {
      search.release()
      throw MIPError("no thread for GLPK: error \(code)")
    }
  }

  private func run() {
    var ending = attempt()
    if case .failed = ending {
      // GLPK 5.0's presolvers have errors of their own (one that leaves rows but no column breaks them).
      isPresolveAllowed = false
      ending = attempt()
    }
    exchange.post(.finished(ending))
  }

  private func attempt() -> Exchange.Ending {
    guard open() else { return .failed("GLPK has no memory for its environment") }
    defer { bridge_close(session) }
    return solve()
  }

  private func open() -> Bool {
    let callbacks = bridge_callbacks(
      context: Unmanaged.passUnretained(self).toOpaque(),
      should_stop: { context in
        Unmanaged<Search>.fromOpaque(context!).takeUnretainedValue().exchange.shouldStop ? 1 : 0
      },
      look: { context, tree, injection in
        Unmanaged<Search>.fromOpaque(context!).takeUnretainedValue().look(at: tree!, injection!)
      })
    session = bridge_open(callbacks, Int32(clamping: formulation.options.memoryLimit >> 20))
    return session != nil
  }

  // MARK: The course of a solve

  private func solve() -> Exchange.Ending {
    if formulation.isEmpty { return .infeasible }
    if let early = build(isObjectiveZero: false) { return early }
    switch solveRelaxation() {
    case .ended(let ending): return ending
    case .infeasible: return .infeasible
    case .unbounded: return unboundedRelaxation()
    case .optimal: break
    }
    if formulation.options.isRelaxationOnly || !formulation.isInteger.contains(1) {
      let values = formulation.model.columns.indices.map { glp_get_col_prim(problem, Int32($0 + 1)) }
      return .relaxed(objective: glp_get_obj_val(problem), values: values)
    }
    exchange.post(.bound(glp_get_obj_val(problem)))
    return branchAndCut()
  }

  private func build(isObjectiveZero: Bool) -> Exchange.Ending? {
    ending(formulation.build(in: session!, isObjectiveZero: isObjectiveZero, &problem))
  }

  /// An unbounded LP relaxation: since the data are rational, the model is unbounded exactly when it has a solution.
  private func unboundedRelaxation() -> Exchange.Ending {
    if formulation.options.isRelaxationOnly || !formulation.isInteger.contains(1) { return .unbounded }
    if let early = build(isObjectiveZero: true) { return early }
    switch solveRelaxation() {
    case .ended(let ending): return ending
    case .infeasible, .unbounded: return .infeasible
    case .optimal: break
    }
    isFeasibilityOnly = true
    let ending = branchAndCut()
    return cutoff < .infinity ? .unbounded : ending
  }

  private enum Relaxation {
    case optimal, infeasible, unbounded
    case ended(Exchange.Ending)
  }

  /// Leaves an optimal basis of the LP relaxation in `problem`, or says why there is none.
  private func solveRelaxation() -> Relaxation {
    var options = glp_smcp()
    glp_init_smcp(&options)
    // Messages are how GLPK comes to ask whether to stop; they go no further.
    options.msg_lev = GLP_MSG_ON
    options.out_frq = 100
    options.out_dly = 0
    options.meth = GLP_DUALP
    options.presolve = isPresolveAllowed ? GLP_ON : GLP_OFF
    var code: Int32 = 0
    if let early = ending(bridge_simplex(session, problem, options, &code)) { return .ended(early) }
    if code == GLP_ENOPFS { return .infeasible }
    // The presolver's basis is taken as a start only; this run confirms that it is optimal, and tells an unbounded LP
    // from an infeasible one, which the presolver does not.
    options.presolve = GLP_OFF
    for attempt in 0..<2 {
      if attempt == 1 {
        glp_std_basis(problem)
        options.meth = GLP_PRIMAL
      }
      if let early = ending(bridge_simplex(session, problem, options, &code)) { return .ended(early) }
      guard code == 0 else { continue }
      switch glp_get_status(problem) {
      case GLP_OPT: return .optimal
      case GLP_NOFEAS: return .infeasible
      case GLP_UNBND: return .unbounded
      default: continue
      }
    }
    return .ended(.failed("GLPK's simplex method ends with code \(code)"))
  }

  private func branchAndCut() -> Exchange.Ending {
    var options = glp_iocp()
    glp_init_iocp(&options)
    options.msg_lev = GLP_MSG_ON
    options.out_frq = 100
    options.out_dly = 0
    // Tight, because a binary of 1e-5 times a big-M is not zero.
    options.tol_int = 1e-9
    options.tol_obj = 1e-9
    options.presolve = formulation.options.usesPresolve && isPresolveAllowed ? GLP_ON : GLP_OFF
    let cuts = formulation.options.usesCuts ? GLP_ON : GLP_OFF
    options.gmi_cuts = cuts
    options.mir_cuts = cuts
    options.cov_cuts = cuts
    options.clq_cuts = cuts
    var code: Int32 = 0
    if let early = ending(bridge_intopt(session, problem, options, &code)) { return early }
    reportIncumbent()
    switch code {
    case 0: return glp_mip_status(problem) == GLP_NOFEAS ? .infeasible : .searched
    case GLP_ENOPFS: return .infeasible
    case GLP_ESTOP: return .stopped
    default: return .failed("GLPK's branch and cut ends with code \(code)")
    }
  }

  private func ending(_ outcome: bridge_outcome) -> Exchange.Ending? {
    switch outcome {
    case BRIDGE_RETURNED: nil
    case BRIDGE_STOPPED: .stopped
    default: .failed("GLPK gave up: \(String(cString: bridge_message(session)))")
    }
  }

  // MARK: Inside the tree

  /// Tells what is new in the tree, and answers whether to go on.
  private func look(at tree: OpaquePointer, _ injection: UnsafeMutablePointer<Double>) -> bridge_answer {
    if exchange.shouldStop {
      reportBound(of: tree)
      return BRIDGE_TERMINATE
    }
    reportIncumbent()
    if isFeasibilityOnly { return cutoff < .infinity ? BRIDGE_TERMINATE : BRIDGE_CONTINUE }
    // Finding the least bound takes a walk over all open nodes.
    if lastBoundReport.duration(to: .now) > .milliseconds(10) {
      reportBound(of: tree)
      lastBoundReport = .now
    }
    let reason = glp_ios_reason(tree)
    if reason == GLP_IHEUR, !formulation.options.usesPresolve, let offer = exchange.takeOffer() {
      for (column, value) in offer.enumerated() { injection[column + 1] = value }
      return BRIDGE_INJECT
    }
    return BRIDGE_CONTINUE
  }

  private func reportBound(of tree: OpaquePointer) {
    let best = glp_ios_best_node(tree)
    guard best != 0, !isFeasibilityOnly else { return }
    // What has been pruned is no better than the incumbent.
    let bound = min(glp_ios_node_bound(tree, best), cutoff)
    guard bound > lastBound, bound > -1e300 else { return }
    lastBound = bound
    exchange.post(.bound(bound))
  }

  /// Posts GLPK's incumbent if it is new. Asked at every event: those of GLPK's own heuristics, and injected ones, come
  /// without one. With the presolver on, GLPK maps each incumbent back to the original problem before it calls.
  private func reportIncumbent() {
    let status = glp_mip_status(problem)
    guard status == GLP_FEAS || status == GLP_OPT, glp_mip_obj_val(problem) < cutoff else { return }
    cutoff = glp_mip_obj_val(problem)
    guard !isFeasibilityOnly else { return }
    let values = formulation.model.columns.indices.map { glp_mip_col_val(problem, Int32($0 + 1)) }
    exchange.post(.incumbent(objective: cutoff, values: values))
  }
}
