import Basics
import Pods

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The steps of a plan file.
enum AppliedPlan {
  case steps([PodPacking.Plan.Step])
  /// - Parameter reason: why there are no steps, where the file says so.
  case nothing(reason: String?)

  private struct Steps: Decodable {
    let steps: [PodPacking.Plan.Step]?
    let stepsFailure: String?
    let failure: String?
  }

  /// The body of `/v1/plan`, or a solution file.
  private struct File: Decodable {
    struct Solution: Decodable {
      let plan: Steps?
    }

    let plan: Steps?

    private enum CodingKeys: String, CodingKey { case steps, solution, problem }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      if container.contains(.steps) {
        plan = try Steps(from: decoder)
      } else {
        plan = try container.decodeIfPresent(Solution.self, forKey: .solution)?.plan
      }
    }
  }

  /// - Throws: `CommandFailure` with `data` for a file that has no plan.
  static func read(_ source: SourceText) throws(CommandFailure) -> AppliedPlan {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(source.bytes))
    } catch {
      throw CommandFailure(.data, "\(source.name): not a plan: neither steps nor a solution of pods with a plan")
    }
    guard let plan = file.plan else { throw CommandFailure(.data, "\(source.name): there is no plan in it") }
    let steps = plan.steps ?? []
    if steps.isEmpty { return .nothing(reason: plan.stepsFailure ?? plan.failure) }
    for (index, step) in steps.enumerated() {
      // Names become words of a command and parts of a path.
      let names = step.pod.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      guard names.count <= 2, (names + [step.node]).allSatisfy(isName) else {
        throw CommandFailure(.data, "\(source.name): step \(index + 1) has no names that Kubernetes could have")
      }
    }
    return .steps(steps)
  }

  /// Lower-case letters, digits, "-" and ".", as in all names of pods, namespaces and nodes.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (1...253).contains(text.utf8.count) else { return false }
    func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte) || (48...57).contains(byte) }
    return isLetter(first) && text.utf8.allSatisfy { isLetter($0) || $0 == 45 || $0 == 46 }
  }
}
