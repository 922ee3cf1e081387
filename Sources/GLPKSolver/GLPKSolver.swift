import CGLPK
import MIP

/// GLPK's simplex method and branch and cut, through its C library.
///
/// Any number of solves may run at once, each from its own thread. A stop or a time limit is obeyed within half a second
/// even where GLPK itself cannot be interrupted: then the call returns, and GLPK's thread ends on its own soon after.
///
/// Solutions on offer are taken into the tree as they come, unless `MIPOptions.usesPresolve` is set.
public struct GLPKSolver: MIPSolver {
  /// A solver; it has no state, so one serves any number of solves.
  public init() {}

  public var name: String { "GLPK \(String(cString: glp_version()))" }

  public func solve(
    _ model: LinearModel, _ options: MIPOptions, monitor: any MIPMonitor
  ) throws(MIPError) -> MIPResult {
    let formulation = try Formulation(model, options)
    let dialogue = Dialogue(formulation, monitor)
    return try dialogue.run()
  }
}
