import Basics
import Race

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file, JSON or a table of the problem's own, that `solve --output` writes and that `check`, `plot` and `--warm-start` read.
package enum SolutionFile {
  /// What stands beside the solution.
  package struct Heading {
    package var instance: String
    package var status: SolveStatus
    package var objective: Objective?
    package var bound: Objective?
    package var gap: Double?
    package var time: Double
    package var scale: ObjectiveScale?
    package var warnings: [String] = []

    package init(_ summary: Summary) {
      instance = summary.instance
      status = summary.status
      objective = summary.objective
      bound = summary.bound
      gap = summary.gap
      time = summary.time
      scale = summary.scale
      warnings = summary.warnings
    }

    /// Of a solution that is the best one so far.
    package init(instance: String, _ event: ProgressEvent) {
      self.instance = instance
      status = .feasible
      objective = event.objective
      bound = event.bound
      gap = event.gap
      time = event.time
      scale = event.scale
    }
  }

  /// - Parameter heading: of the solve that found the solution.
  package static func text<P: Problem>(
    _ problem: P.Type, _ solution: P.Solution, _ heading: Heading
  ) throws(SolveFault) -> String {
    JSON.members([
      "problem": .text(P.name), "instance": .text(heading.instance), "status": .text(heading.status.rawValue),
      "objective": JSON(heading.objective, heading.scale), "bound": JSON(heading.bound, heading.scale),
      "gap": JSON(heading.gap), "time": JSON(heading.time), "version": .text(Release.version),
      "warnings": .array(heading.warnings.map(JSON.text)), "solution": .raw(try body(problem, solution)),
    ]).document
  }

  private static func body<P: Problem>(
    _ problem: P.Type, _ solution: P.Solution
  ) throws(SolveFault) -> String {
    if let text = P.json(of: solution) { return text }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(solution), as: UTF8.self)
    } catch {
      throw SolveFault(.engine, "the solution cannot be written as JSON: \(error)")
    }
  }

  package struct Content<Solution: Decodable>: Decodable {
    package let problem: String?
    package let status: String?
    package let objective: ClaimedObjective?
    package let bound: ClaimedObjective?
    package let gap: Double?
    package let solution: Solution

    package var claims: SolutionClaims { SolutionClaims(status: status, objective: objective, bound: bound, gap: gap) }
  }

  /// - Throws: `SolveFault` with `data`, naming the file and the key or the line that is wrong.
  package static func parse<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ instance: P.Instance
  ) throws(SolveFault) -> Content<P.Solution> {
    do {
      if let solution = try P.solution(in: source, of: instance) {
        return Content(problem: nil, status: nil, objective: nil, bound: nil, gap: nil, solution: solution)
      }
    } catch {
      throw SolveFault(.data, "\(error)")
    }
    let content: Content<P.Solution>
    do {
      content = try JSONDecoder().decode(Content<P.Solution>.self, from: Data(source.bytes))
    } catch let error as DecodingError {
      throw SolveFault(.data, "\(source.name): \(explain(error))")
    } catch {
      throw SolveFault(.data, "\(source.name): not a solution file: \(error)")
    }
    if let name = content.problem, name != P.name {
      throw SolveFault(.data, "\(source.name): a solution of '\(name)', but the instance is of '\(P.name)'")
    }
    return content
  }

  /// What the checker says of a file.
  package enum Verdict<Solution> {
    case valid(Solution, Objective)
    /// The rule that the solution breaks, or the claim of the file that cannot be true.
    case invalid(String)
  }

  /// - Throws: `SolveFault` with `data` for what is no solution file.
  package static func verdict<P: Problem>(
    _ problem: P.Type, on source: SourceText, _ instance: P.Instance
  ) throws(SolveFault) -> Verdict<P.Solution> {
    let content = try parse(problem, source, instance)
    let objective: Objective
    do {
      objective = try P.check(content.solution, of: instance)
    } catch {
      return .invalid("\(error)")
    }
    if let reason = content.claims.contradiction(with: objective, P.objectiveScale(of: instance)) {
      return .invalid(reason)
    }
    return .valid(content.solution, objective)
  }

  private static func explain(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "not a solution of this problem: no '\(path(context.codingPath + [key]))'"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? "not a solution of this problem: not an object"
        : "not a solution of this problem: '\(path(context.codingPath))' has another type"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "not JSON" : "'\(path(context.codingPath))': \(context.debugDescription)"
    @unknown default: "not a solution file"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
