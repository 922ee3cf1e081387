import Solving

extension SolveRun {
  /// Takes the instance and the warm start through a trace of changes, and tells what was lost.
  func replay<P: Problem>(_ path: String, _ run: inout ProblemSolve<P>) throws(CommandFailure) {
    guard case .solution(let plan) = run.options.warmStart else { return }
    let source = try InputFile.read(path)
    let replay: Replay<P.Instance, P.Solution>?
    do {
      replay = try P.replay(source, of: plan, in: run.instance)
    } catch {
      throw CommandFailure(.data, "\(error)")
    }
    guard let replay else { throw CommandFailure(.usage, "\(P.name) has no plans that are carried out (--replay)") }
    try go(on: replay, "replay", &run)
  }

  /// Takes up the warm start as a plan that is under way.
  func resume<P: Problem>(at time: Int, _ run: inout ProblemSolve<P>) throws(CommandFailure) {
    guard case .solution(let plan) = run.options.warmStart else { return }
    let resumed: Replay<P.Instance, P.Solution>?
    do {
      resumed = try P.resumed(run.instance, at: time, plan: plan, isStable: request.isStable)
    } catch {
      throw CommandFailure(.data, "\(error)")
    }
    guard let resumed else { throw CommandFailure(.usage, "\(P.name) has no plans that are taken up again (--from)") }
    try go(on: resumed, "from \(time)", &run)
  }

  private func go<P: Problem>(
    on replay: Replay<P.Instance, P.Solution>, _ title: String, _ run: inout ProblemSolve<P>
  ) throws(CommandFailure) {
    if request.log == .text { for line in replay.report { StandardStream.error.line("\(title): \(line)") } }
    if let path = request.state { try OutputFile(path).write(replay.text) }
    run.instance = replay.instance
    // What is left may not reach what the goal asks for; it is then no solution to start from.
    let isSolution = (try? P.check(replay.rest, of: run.instance)) != nil
    run.options.warmStart = isSolution ? .solution(replay.rest) : .heuristic
  }
}
