import Problems
import Race

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The file, JSON or a table of the problem's own, that `solve --output` writes and that `check`, `plot` and `--warm-start` read.
enum SolutionFile {
  /// - Parameter result: has a solution.
  static func text<P: Problem>(
    _ problem: P.Type, instance: String, result: RaceResult<P.Solution>, scale: ObjectiveScale? = nil,
    warnings: [String] = []
  ) throws(CommandFailure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body: Data
    do {
      body = try encoder.encode(result.best?.solution)
    } catch {
      throw CommandFailure(.internalError, "the solution cannot be written as JSON: \(error)")
    }
    return JSON.members([
      "problem": .text(P.name), "instance": .text(instance), "status": .text(result.status.rawValue),
      "objective": JSON(result.objective, scale), "bound": JSON(result.bound, scale), "gap": JSON(result.gap),
      "time": JSON(result.time), "version": .text(Dovetail.version), "warnings": .array(warnings.map(JSON.text)),
      "solution": .raw(String(decoding: body, as: UTF8.self)),
    ]).document
  }

  struct Content<Solution: Decodable>: Decodable {
    let problem: String?
    let objective: ClaimedObjective?
    let solution: Solution
  }

  /// What a file says that its solution is worth: the integers of the objective, or a rate.
  enum ClaimedObjective: Decodable, CustomStringConvertible {
    case levels(Objective)
    case rate(Double)

    init(from decoder: any Decoder) throws {
      if let levels = try? Objective(from: decoder) {
        self = .levels(levels)
      } else {
        self = .rate(try decoder.singleValueContainer().decode(Double.self))
      }
    }

    /// Whether `objective`, shown with `scale`, is what the file says.
    func agrees(with objective: Objective, _ scale: ObjectiveScale?) -> Bool {
      guard let scale else {
        if case .levels(let levels) = self { return levels == objective }
        return false
      }
      let claim: Double =
        switch self {
        case .levels(let levels): Double(levels.first)
        case .rate(let rate): rate
        }
      return (claim - scale.rate(of: objective)).magnitude < 1e-9
    }

    var description: String {
      switch self {
      case .levels(let levels): levels.description
      case .rate(let rate): "\(rate)"
      }
    }
  }

  /// - Throws: `CommandFailure` with `data`, naming the file and the key or the line that is wrong.
  static func parse<P: Problem>(
    _ problem: P.Type, _ source: SourceText, _ instance: P.Instance
  ) throws(CommandFailure) -> Content<P.Solution> {
    do {
      if let solution = try P.solution(in: source, of: instance) {
        return Content(problem: nil, objective: nil, solution: solution)
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
      "not a solution of this problem: '\(path(context.codingPath))' has another type"
    case .dataCorrupted(let context):
      context.codingPath.isEmpty ? "not JSON" : "'\(path(context.codingPath))': \(context.debugDescription)"
    @unknown default: "not a solution file"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
