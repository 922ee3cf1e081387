import CGLPK
import Glibc

/// What GLPK's own readers make of a file, solved to optimality on the calling thread.
struct GLPKReader {
  enum Format { case mps, lp }

  struct Answer: Equatable {
    /// GLPK's status of the integer solution.
    var status: Int32
    /// nil unless optimal.
    var objective: Double?
    var columns: Int32
    var integers: Int32
    var rows: Int32
  }

  /// - Returns: nil where GLPK cannot read the text.
  static func solve(_ text: String, _ format: Format) -> Answer? {
    defer { glp_free_env() }
    guard let problem = read(text, format) else { return nil }
    glp_simplex(problem, nil)
    var status = glp_get_status(problem)
    if status == GLP_OPT {
      glp_intopt(problem, nil)
      status = glp_mip_status(problem)
    }
    return Answer(
      status: status, objective: status == GLP_OPT ? glp_mip_obj_val(problem) : nil,
      columns: glp_get_num_cols(problem), integers: glp_get_num_int(problem), rows: glp_get_num_rows(problem))
  }

  /// The numbers of a file's only row and only column: coefficient, the row's bounds, the column's bounds, the cost.
  static func numbers(of text: String, _ format: Format) -> [Double]? {
    defer { glp_free_env() }
    guard let problem = read(text, format) else { return nil }
    var indices: [Int32] = [0, 0]
    var values = [0.0, 0]
    glp_get_mat_row(problem, 1, &indices, &values)
    return [
      values[1], glp_get_row_lb(problem, 1), glp_get_row_ub(problem, 1), glp_get_col_lb(problem, 1),
      glp_get_col_ub(problem, 1), glp_get_obj_coef(problem, 1),
    ]
  }

  private static func read(_ text: String, _ format: Format) -> OpaquePointer? {
    let path = "/tmp/dovetail-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    guard let file = fopen(path, "w") else { return nil }
    fputs(text, file)
    fclose(file)
    defer { unlink(path) }
    glp_term_out(GLP_OFF)
    let problem = glp_create_prob()
    let code =
      switch format {
      case .mps: glp_read_mps(problem, GLP_MPS_FILE, nil, path)
      case .lp: glp_read_lp(problem, nil, path)
      }
    return code == 0 ? problem : nil
  }
}
