import Basics
import Race
import Solving

/// An instance and a solution of it, as `check` and `plot` need both.
struct SolutionReading {
  let instancePath: String
  let solutionPath: String
  let problem: String?
  let question: Question
  let choice: ProblemChoice

  init(
    instance: String, solution: String, problem: String?, question: Question = Question(),
    choice: ProblemChoice = ProblemChoice()
  ) {
    instancePath = instance
    solutionPath = solution
    self.problem = problem
    self.question = question
    self.choice = choice
  }

  /// - Returns: what `use` makes of the instance, the file's content and what the checker says.
  func read<Result>(_ use: any SolutionUse<Result>) throws(CommandFailure) -> Result {
    if instancePath == "-", solutionPath == "-" {
      throw CommandFailure(.usage, "the instance and the solution cannot both come from standard input")
    }
    try choice.checkName(problem)
    let source = try InputFile.readInstance(instancePath)
    return try read(choice.kind(of: source, named: problem, asking: question), source, use)
  }

  private func read<P: Problem, Result>(
    _ problem: P.Type, _ source: SourceText, _ use: any SolutionUse<Result>
  ) throws(CommandFailure) -> Result {
    let instance = try P.instance(from: source, asking: question)
    let file = try InputFile.read(solutionPath)
    let verdict = try asCommand { () throws(SolveFault) in
      try SolutionFile.verdict(problem, on: file, instance)
    }
    switch verdict {
    case .invalid(let reason): return try use.invalid(reason, solutionPath: solutionPath)
    case .valid(let solution, let objective):
      return try use.valid(problem, solution, instance, objective, name: instanceName(of: instancePath))
    }
  }
}

/// What is done with a solution once the checker has looked at it.
protocol SolutionUse<Result> {
  associatedtype Result

  func valid<P: Problem>(
    _ problem: P.Type, _ solution: P.Solution, _ instance: P.Instance, _ objective: Objective, name: String
  ) throws(CommandFailure) -> Result

  /// - Parameter reason: the broken rule.
  func invalid(_ reason: String, solutionPath: String) throws(CommandFailure) -> Result
}
