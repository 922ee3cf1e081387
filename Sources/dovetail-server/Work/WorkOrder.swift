import Basics
import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the server asks of a worker. It goes over as a line of JSON, which is followed by the request's body; after
/// that, any byte is the wish to end early.
struct WorkOrder: Codable, Sendable {
  enum Task: Codable, Sendable {
    case plan(PlanSolve)
    case solve(InstanceSolve)
  }

  let task: Task
  let bodySize: Int
  let depthLimit: Int
}

/// What a worker answers: a line of JSON, and the answer as the client is to read it.
struct WorkReply: Codable, Sendable {
  enum Outcome: Codable, Sendable {
    case plan(PlanSolve.Outcome)
    case solve(InstanceSolve.Outcome)
    /// The client's mistake.
    case refusal(status: Int, code: String, message: String)
    case failure(String)
  }

  let outcome: Outcome
}

extension WorkOrder {
  /// Does the work, on the thread that calls.
  func perform(on bytes: [UInt8], interruption: Interruption) -> (reply: WorkReply, json: Data) {
    do {
      guard JSONDepth.isAtMost(depthLimit, in: bytes) else {
        throw Fault(.badRequest, "json_depth", "the body nests brackets more than \(depthLimit) deep")
      }
      switch task {
      case .plan(let plan):
        let (outcome, json) = try plan.run(on: bytes, interruption: interruption)
        return (WorkReply(outcome: .plan(outcome)), json)
      case .solve(let solve):
        let (outcome, json) = try solve.run(on: bytes, interruption: interruption)
        return (WorkReply(outcome: .solve(outcome)), json)
      }
    } catch let fault as Fault {
      return (WorkReply(outcome: .refusal(status: fault.status.code, code: fault.code, message: fault.message)), Data())
    } catch {
      return (WorkReply(outcome: .failure("\(error)")), Data())
    }
  }
}
