import Kernel
import Race

/// The proof of one solve, from the file's side: what is written goes to whoever keeps the file.
public final class ProofRecord: Sendable {
  package let log: ProofLog

  /// - Parameters:
  ///   - limit: bytes of the file; nil for none.
  ///   - write: takes the next bytes, in order and one call at a time, and says whether they could be kept.
  public init(limit: Int?, write: @escaping @Sendable (borrowing [UInt8]) -> Bool) {
    log = ProofLog(limit: limit ?? .max, sink: write)
  }

  /// What has become of the proof.
  public enum Outcome: Sendable, Equatable {
    /// It is whole and shows what the text says.
    case complete(claim: String)
    /// It shows nothing, and why.
    case incomplete(String)
    /// It could not be written.
    case writeError
  }

  /// Writes what the result claims and ends the proof, whatever strategies that were left behind still do.
  public func conclude<Solution>(_ result: RaceResult<Solution>) -> Outcome {
    let sign = log.isMaximised ? -1 : 1
    let claim: (ProofLog.Claim, String)
    switch (result.status, result.objective, result.bound) {
    case (.infeasible, _, _): claim = (.infeasible, "infeasible")
    case (.optimal, let objective?, _):
      let value = sign * objective.first
      claim = (.optimal(value), "optimal \(value)")
    case (_, _, let bound?):
      let value = sign * bound.first
      claim = (.bound(value), "bound \(value)")
    default: return .incomplete("no bound was proved")
    }
    if result.status == .optimal { log.closeWithoutObjective() }
    log.conclude(claim.0)
    switch log.status {
    case .complete: return .complete(claim: claim.1)
    case .writeError: return .writeError
    case .tooLong: return .incomplete("it would be longer than --proof-limit")
    case .uncertified(let reason): return .incomplete(reason)
    case .open: return .incomplete("nothing was written")
    }
  }
}

extension SolveOptions {
  /// Makes strategies write what they infer; without a record, they do not.
  public mutating func record(in proof: ProofRecord?) { self.proof = proof?.log }
}
