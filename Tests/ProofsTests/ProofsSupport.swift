import Basics
import Glibc
import Race
import Solving
import Synchronization
import Testing

@testable import dovetail_verify

/// What a run with a proof has left.
struct ProvedRun<P: Problem> {
  let result: RaceResult<P.Solution>
  let outcome: ProofRecord.Outcome
  let bytes: [UInt8]
}

/// Solves with our own engines and keeps the proof in memory.
func prove<P: Problem>(
  _ problem: P.Type, _ instance: P.Instance, workers: Int = 1, seed: UInt64 = 1, limit: Int? = nil,
  timeLimit: Double = 60
) throws -> ProvedRun<P> {
  let kept = Kept()
  let record = ProofRecord(limit: limit) { kept.append($0) }
  var run = ProblemSolve<P>(instance)
  run.options.engine = .native
  run.options.workers = workers
  run.options.seed = seed
  run.options.record(in: record)
  let result = run.race(clock: RaceClock(timeLimit: timeLimit))
  let outcome = record.conclude(result)
  return ProvedRun(result: result, outcome: outcome, bytes: kept.bytes)
}

private final class Kept: Sendable {
  private let all = Mutex<[UInt8]>([])
  var bytes: [UInt8] { all.withLock { $0 } }

  func append(_ bytes: borrowing [UInt8]) -> Bool {
    let copy = copy bytes
    all.withLock { $0 += copy }
    return true
  }
}

/// What the verifier says of a proof: nil where it accepts, with the conclusion as it is.
func verify(_ proof: [UInt8], of text: String, _ problem: String, below b: Int?) throws -> Conclusion {
  let statement = try readStatement(instance: Array(text.utf8), name: "instance", problem: problem, limit: b)
  return try withFile(proof) { try checkProof(at: $0, of: statement, below: b).conclusion }
}

/// The bytes in a file that is there meanwhile.
func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
  var name = Array("/tmp/dovetail-proof-XXXXXX".utf8CString)
  let descriptor = mkstemp(&name)
  defer { close(descriptor) }
  let path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  defer { unlink(path) }
  #expect(bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == bytes.count)
  return try body(path)
}

/// The least objective over all values, 0 where there is none; nil where there is no solution.
func enumerate(_ statement: Statement) -> Int? {
  var best: Int?
  var values = statement.lower
  while true {
    if statement.violation(of: values) == nil {
      let cost = statement.objective?.value(values) ?? 0
      best = min(best ?? cost, cost)
    }
    guard let place = values.indices.last(where: { values[$0] < statement.upper[$0] }) else { return best }
    values[place] += 1
    for later in values.indices where later > place { values[later] = statement.lower[later] }
  }
}
