import Solving

extension Summary {
  var exitStatus: CommandStatus {
    switch status {
    case .optimal, .feasible: .solved
    case .infeasible: .infeasible
    case .unknown: .noSolution
    }
  }
}
