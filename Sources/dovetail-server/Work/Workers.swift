import Hummingbird
import Logging
import Processes
import Race
import Scheduler
import Telemetry

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Does each plan and each solve in a process of its own; whatever becomes of that, the server goes on.
struct Workers: Sendable {
  /// Seconds that a worker gets from the wish to end until it is killed.
  private static let patience = 2.0
  /// Room for the program itself.
  private static let leastMemory = 64 << 20

  private let program: String
  private let depthLimit: Int
  private let memoryLimit: Int
  private let logger: Logger
  private let metrics: Metrics
  let memory: WorkerMemory

  init(_ settings: ServerSettings, _ memory: WorkerMemory, _ metrics: Metrics, _ logger: Logger) {
    program = settings.workerProgram
    depthLimit = settings.depthLimit
    memoryLimit = settings.memoryLimit
    self.memory = memory
    self.metrics = metrics
    self.logger = logger
  }

  /// What is left for one more solve.
  var memoryShare: Int { max(Self.leastMemory, memoryLimit - memory.total) }

  /// Waits on the calling thread.
  ///
  /// - Throws: `Fault`: the worker's own, or 500 for one that died.
  func perform(
    _ task: WorkOrder.Task, on body: BodyReader.Body, _ interruption: Interruption
  ) throws -> (outcome: WorkReply.Outcome, json: Data) {
    let order = WorkOrder(task: task, bodySize: body.bytes.count, depthLimit: depthLimit)
    let head = try JSONAnswer.data(order)
    let worker: ChildProcess
    do {
      worker = try ChildProcess(program, [WorkCommand.name])
    } catch {
      logger.error("no worker", metadata: ["error": "\(error)"])
      throw Fault(.serviceUnavailable, "no_worker", "the system starts no process for the solve").retrying(after: 5)
    }
    let outgrown = Condition(false)
    let result = converse(worker, [Array(head) + [10], body.bytes], interruption, outgrown)
    memory.forget(worker.id)
    for line in result.errorText.split(whereSeparator: \.isNewline) {
      logger.warning("worker", metadata: ["pid": "\(worker.id)", "error": "\(line)"])
    }
    guard result.ending == .exit(0), let end = result.output.firstIndex(of: 10),
      let reply = try? JSONDecoder().decode(WorkReply.self, from: Data(result.output[..<end]))
    else { throw death(result.ending, isInterrupted: interruption.isRaised, isOutgrown: outgrown.update { $0 }) }
    switch reply.outcome {
    case .refusal(let status, let code, let message): throw Fault(.init(code: status), code, message)
    case .failure(let message): throw WorkFailure(description: message)
    case .plan, .solve: return (reply.outcome, Data(result.output[(end + 1)...]))
    }
  }

  private func converse(
    _ worker: ChildProcess, _ input: [[UInt8]], _ interruption: Interruption, _ outgrown: Condition<Bool>
  ) -> ChildProcess.Result {
    var deadline: ContinuousClock.Instant?
    var ticks = 0
    return worker.converse(input, keepsInputOpen: true) {
      ticks += 1
      if ticks % 5 == 1, memory.outgrows(worker.id, memoryLimit) {
        outgrown.update { $0 = true }
        return .kill
      }
      if let deadline { return .now > deadline ? .kill : .goOn }
      guard interruption.isRaised else { return .goOn }
      deadline = .now + .seconds(Self.patience)
      return .tell(0)
    }
  }

  private func death(_ ending: ChildProcess.Ending, isInterrupted: Bool, isOutgrown: Bool) -> Fault {
    let cause: String
    switch ending {
    case .exit(let code): cause = "with exit code \(code)"
    case .signal(let signal): cause = "by \(ChildProcess.name(of: signal))"
    }
    if isOutgrown {
      metrics.count(.workerDeaths, ["cause": "memory"])
      logger.warning("a solve took too much memory and was ended")
      return Fault(
        .init(code: 507), "memory", "the solve took more memory than the server has for it and was ended")
    }
    if isInterrupted {
      metrics.count(.workerDeaths, ["cause": "killed"])
      return Fault(.gatewayTimeout, "time", "the solve did not end when it was told to")
    }
    metrics.count(.workerDeaths, ["cause": "died"])
    metrics.count(.internalErrors)
    logger.critical("internal error", metadata: ["error": "a solve ended \(cause)"])
    return Fault(
      .internalServerError, "solve_died", "the solve ended \(cause), which is an error of the server's; it goes on")
  }
}

/// An error that only the log explains.
struct WorkFailure: Error, CustomStringConvertible {
  let description: String
}
