import Basics
import Problems
import Solving

/// What a solve cannot begin with, as the command's failure.
func asCommand<Result>(_ body: () throws(SolveFault) -> Result) throws(CommandFailure) -> Result {
  do {
    return try body()
  } catch {
    switch error.kind {
    case .usage: throw CommandFailure(.usage, error.description)
    case .data: throw CommandFailure(.data, error.description)
    case .engine: throw CommandFailure(.internalError, error.description)
    }
  }
}

extension ProblemChoice {
  init(_ problems: [any Problem.Type] = ProblemRegistry.all) {
    self.init(problems) { "--problem \($0)" }
  }

  /// - Throws: `CommandFailure` with `usage` where there is no problem of that name; nil passes.
  func checkName(_ name: String?) throws(CommandFailure) {
    guard let name else { return }
    _ = try asCommand { () throws(SolveFault) in try named(name) }
  }

  /// - Throws: `CommandFailure` with `usage` for an unknown name, `data` when no format fits.
  func kind(
    of source: SourceText, named name: String?, asking question: Question = Question()
  ) throws(CommandFailure) -> any Problem.Type {
    try asCommand { () throws(SolveFault) in try problem(of: source, named: name, asking: question) }
  }
}

extension Problem {
  /// Parses with the command line's error.
  static func instance(from source: SourceText, asking question: Question) throws(CommandFailure) -> Instance {
    try asCommand { () throws(SolveFault) in try ProblemSolve<Self>(source, asking: question).instance }
  }
}

/// "ft06" of "folder/ft06.txt", and "wt40#3" of "folder/wt40.txt#3": what results are labelled with.
func instanceName(of path: String) -> String {
  guard path != "-" else { return "standard input" }
  // What follows the mark is a number, and neither an extension nor in a folder.
  guard let mark = path.lastIndex(of: "#"), !path[mark...].contains(where: { $0 == "." || $0 == "/" }) else {
    return SourceText.stem(of: path)
  }
  return SourceText.stem(of: String(path[..<mark])) + path[mark...]
}
