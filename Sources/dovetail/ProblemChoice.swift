import Basics
import Problems
import Solving

/// Which problem an instance file is of: the one named, or the first whose format it looks like.
struct ProblemChoice {
  let problems: [any Problem.Type]

  init(_ problems: [any Problem.Type] = ProblemRegistry.all) { self.problems = problems }

  var names: String { problems.map { $0.name }.joined(separator: ", ") }

  /// - Throws: `CommandFailure` with `usage`.
  func named(_ name: String) throws(CommandFailure) -> any Problem.Type {
    guard let problem = problems.first(where: { $0.name == name }) else {
      throw CommandFailure(.usage, "there is no problem '\(name)'; there are \(names)")
    }
    return problem
  }

  /// - Throws: `CommandFailure` with `usage` for an unknown name, `data` when no format fits.
  func problem(of source: SourceText, named name: String?) throws(CommandFailure) -> any Problem.Type {
    if let name { return try named(name) }
    guard let problem = problems.first(where: { $0.recognises(source) }) else {
      throw CommandFailure(.data, "\(source.name): in no format known here; --problem names one of \(names)")
    }
    if let other = problem.otherReading(of: source) {
      throw CommandFailure(
        .data, "\(source.name): reads as \(problem.name) and as \(other); --problem \(problem.name) takes it for the former")
    }
    return problem
  }
}

extension Problem {
  /// Parses with the command line's error.
  static func instance(
    from source: SourceText, asking options: InstanceOptions
  ) throws(CommandFailure) -> Instance {
    if let selection = source.selection, !(Self.self is any CollectionReading.Type) {
      throw CommandFailure(.data, "\(source.name): one instance of \(name), so '#\(selection)' chooses nothing")
    }
    let instance: Instance
    do {
      instance = try parse(source)
    } catch {
      throw CommandFailure(.data, "\(error)")
    }
    do {
      return try asking(options, of: instance)
    } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }
}

/// "ft06" of "folder/ft06.txt", and "wt40#3" of "folder/wt40.txt#3": what results are labelled with.
func instanceName(of path: String) -> String {
  guard path != "-" else { return "standard input" }
  let file = path.split(separator: "/").last ?? "instance"
  guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return String(file) }
  let selection = file[dot...].lastIndex(of: "#").map { file[$0...] } ?? ""
  return String(file[..<dot]) + selection
}
