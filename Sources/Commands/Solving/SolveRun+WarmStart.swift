import Race
import Solving

extension SolveRun {
  /// The solution of a file, or the one that the problem makes of a part.
  func warmStart<P: Problem>(
    _ path: String, _ problem: P.Type, _ instance: P.Instance
  ) throws(CommandFailure) -> P.Solution {
    let source = try InputFile.read(path)
    let refusal: CommandFailure
    do {
      let solution = try SolutionFile.content(problem, source, instance).solution
      // A plan that is under way may be one of an instance before something happened.
      guard request.from == nil, let fault = fault(of: solution, problem, instance) else { return solution }
      refusal = CommandFailure(.data, "\(path): the warm start is not a solution: \(fault)")
    } catch {
      refusal = error
    }
    // What is carried out, or is under way, is no start but a fact.
    guard request.from == nil, request.replay == nil else { throw refusal }
    let start: CompletedStart<P.Solution>?
    do {
      start = try P.completed(start: source, of: instance)
    } catch {
      throw CommandFailure(.data, "\(error)")
    }
    guard let start else { throw refusal }
    if let fault = fault(of: start.solution, problem, instance) {
      throw CommandFailure(.data, "\(path): the warm start cannot be completed: \(fault)")
    }
    for line in start.report { StandardStream.error.line("warm start: \(line)") }
    return start.solution
  }

  private func fault<P: Problem>(of solution: P.Solution, _ problem: P.Type, _ instance: P.Instance) -> CheckFailure? {
    do {
      _ = try P.check(solution, of: instance)
      return nil
    } catch {
      return error
    }
  }
}
