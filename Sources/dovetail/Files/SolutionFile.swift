import Basics
import Race
import Solving

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file, JSON or a table of the problem's own, that `solve --output` writes and that `check`, `plot` and `--warm-start` read.
enum SolutionFile {
  /// - Parameter summary: of the solve that found the solution.
  static func text<P: Problem>(
    _ problem: P.Type, _ solution: P.Solution, _ summary: Summary
  ) throws(CommandFailure) -> String {
    JSON.members([
      "problem": .text(P.name), "instance": .text(summary.instance), "status": .text(summary.status.rawValue),
      "objective": JSON(summary.objective, summary.scale), "bound": JSON(summary.bound, summary.scale),
      "gap": JSON(summary.gap), "time": JSON(summary.time), "version": .text(Dovetail.version),
      "warnings": .array(summary.warnings.map(JSON.text)), "solution": .raw(try body(problem, solution)),
    ]).document
  }

  private static func body<P: Problem>(
    _ problem: P.Type, _ solution: P.Solution
  ) throws(CommandFailure) -> String {
    if let text = P.json(of: solution) { return text }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(solution), as: UTF8.self)
    } catch {
      throw CommandFailure(.internalError, "the solution cannot be written as JSON: \(error)")
    }
  }

  struct Content<Solution: Decodable>: Decodable {
    let problem: String?
    let status: String?
    let objective: ClaimedObjective?
    let bound: ClaimedObjective?
    let gap: Double?
    let solution: Solution

    var claims: SolutionClaims { SolutionClaims(status: status, objective: objective, bound: bound, gap: gap) }
  }

  /// - Throws: `CommandFailure` with `data`, naming the file and the key or the line that is wrong.
  static func parse<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ instance: P.Instance
  ) throws(CommandFailure) -> Content<P.Solution> {
    do {
      if let solution = try P.solution(in: source, of: instance) {
        return Content(problem: nil, status: nil, objective: nil, bound: nil, gap: nil, solution: solution)
      }
    } catch {
      throw CommandFailure(.data, "\(error)")
    }
    let content: Content<P.Solution>
    do {
      content = try JSONDecoder().decode(Content<P.Solution>.self, from: Data(source.bytes))
    } catch let error as DecodingError {
      throw CommandFailure(.data, "\(source.name): \(explain(error))")
    } catch {
      throw CommandFailure(.data, "\(source.name): not a solution file: \(error)")
    }
    if let name = content.problem, name != P.name {
      throw CommandFailure(.data, "\(source.name): a solution of '\(name)', but the instance is of '\(P.name)'")
    }
    return content
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
