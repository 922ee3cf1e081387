import Basics
import Solving

extension SolutionFile {
  /// The content of a file, with mistakes in it as failures of the command.
  static func content<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ instance: P.Instance
  ) throws(CommandFailure) -> Content<P.Solution> {
    try asCommand { () throws(SolveFault) in try parse(problem, source, instance) }
  }
}
