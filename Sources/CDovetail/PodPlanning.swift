import Basics
import Pods
import Scheduler

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

enum Status: Int32 {
  case ok = 0
  case invalidArgument = 64
  case invalidInput = 65
  case internalError = 70
}

@c(dovetail_interruption_create)
public func createInterruption() -> OpaquePointer? {
  OpaquePointer(Unmanaged.passRetained(Interruption()).toOpaque())
}

@c(dovetail_interruption_raise)
public func raise(interruption: OpaquePointer?) {
  guard let interruption else { return }
  Unmanaged<Interruption>.fromOpaque(UnsafeRawPointer(interruption)).takeUnretainedValue().raise()
}

@c(dovetail_interruption_destroy)
public func destroy(interruption: OpaquePointer?) {
  guard let interruption else { return }
  Unmanaged<Interruption>.fromOpaque(UnsafeRawPointer(interruption)).release()
}

@c(dovetail_pods_plan)
public func planPods(
  _ snapshot: UnsafePointer<CChar>?, _ snapshotSize: Int, _ options: UnsafePointer<CChar>?, _ timeLimit: Double,
  _ interruption: OpaquePointer?, _ plan: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  guard let plan else { return Status.invalidArgument.rawValue }
  plan.pointee = nil
  let answer: (status: Status, json: Data)
  do throws(CallFailure) {
    guard let snapshot, snapshotSize >= 0 else { throw CallFailure(.invalidArgument, "there is no snapshot") }
    let bytes = UnsafeRawBufferPointer(start: snapshot, count: snapshotSize)
    let held = interruption.map { Unmanaged<Interruption>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
    answer = (.ok, try PodPlanning.plan(Array(bytes), options.map { String(cString: $0) }, timeLimit, held))
  } catch {
    answer = (error.status, error.json)
  }
  plan.pointee = Texts.copy(answer.json)
  return plan.pointee == nil ? Status.internalError.rawValue : answer.status.rawValue
}

/// The same as Swift sees it.
enum PodPlanning {
  private struct Options: Decodable {
    let workers: Int?
    let seed: UInt64?
    let score: String?
  }

  static func plan(
    _ snapshot: [UInt8], _ options: String?, _ timeLimit: Double, _ interruption: Interruption?
  ) throws(CallFailure) -> Data {
    let scheduler = FallbackScheduler(try schedulerOptions(options, timeLimit))
    do {
      let snapshot = try JSONSnapshot.read(snapshot, named: "snapshot")
      return try encode(try scheduler.blockingPlan(for: snapshot, interruption: interruption ?? Interruption()))
    } catch FallbackScheduler.Failure.noThread {
      throw CallFailure(.internalError, "\(FallbackScheduler.Failure.noThread)")
    } catch is EncodingError {
      throw CallFailure(.internalError, "the plan cannot be written as JSON")
    } catch {
      throw CallFailure(.invalidInput, "\(error)")
    }
  }

  private static func schedulerOptions(_ text: String?, _ timeLimit: Double) throws(CallFailure)
    -> FallbackScheduler.Options
  {
    var result = FallbackScheduler.Options()
    guard timeLimit > 0, timeLimit.isFinite else {
      throw CallFailure(.invalidArgument, "the time limit is a number of seconds above 0, not \(timeLimit)")
    }
    result.timeLimit = timeLimit
    guard let text else { return result }
    guard JSONDepth.isAtMost(2, in: Array(text.utf8)),
      let options = try? JSONDecoder().decode(Options.self, from: Data(text.utf8))
    else { throw CallFailure(.invalidArgument, "the options are not an object with workers, seed and score") }
    if let workers = options.workers {
      guard (1...256).contains(workers) else { throw CallFailure(.invalidArgument, "workers are from 1 to 256") }
      result.workers = workers
    }
    if let seed = options.seed { result.seed = seed }
    if let word = options.score {
      guard let score = PodPacking.SoftScore(rawValue: word) else {
        throw CallFailure(.invalidArgument, "the score is spread or bin-pack, not '\(word)'")
      }
      result.softScore = score
    }
    return result
  }

  fileprivate static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }
}

extension CallFailure {
  private struct Body: Encodable {
    struct Content: Encodable {
      let code: Int32
      let message: String
    }
    let error: Content
  }

  /// In the place of a plan.
  fileprivate var json: Data {
    (try? PodPlanning.encode(Body(error: .init(code: status.rawValue, message: message)))) ?? Data()
  }
}
