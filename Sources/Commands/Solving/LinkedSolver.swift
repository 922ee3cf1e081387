import MIP

#if GLPK
  import GLPKSolver
#endif

/// The MIP solver that this program has; none where it was built with DOVETAIL_WITHOUT_GLPK in the
/// environment, for those who may not ship it.
enum LinkedSolver {
  static var solver: (any MIPSolver)? {
    #if GLPK
      GLPKSolver()
    #else
      nil
    #endif
  }
}
