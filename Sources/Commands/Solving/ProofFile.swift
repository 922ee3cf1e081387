import Race
import Solving

/// The file of `--proof`, which grows while the solve goes on, or is made from its result.
struct ProofFile {
  private let file: GrowingFile
  /// nil where the proof is made from the result.
  let record: ProofRecord?

  /// - Returns: nil where no proof was asked for, or where the problem has none, which is told.
  /// - Throws: `CommandFailure` with `writeError` where no file can be written there.
  init?(_ request: SolveRequest, _ proving: Proving) throws(CommandFailure) {
    guard let path = request.proof else { return nil }
    if case .never(let reason) = proving {
      StandardStream.error.line("dovetail: warning: --proof: not certified: \(reason)")
      // An earlier proof must not pass for one of this result.
      try GrowingFile(path).discard()
      return nil
    }
    let file = try GrowingFile(path)
    self.file = file
    record = proving == .searching ? ProofRecord(limit: request.proofLimit) { file.write($0) } : nil
  }

  /// Ends the proof with what the result claims; where it shows nothing, no file is left and a line says why.
  ///
  /// - Parameter certify: the proof of a result that is proved, where it is made from it.
  func finish<Solution>(
    _ result: RaceResult<Solution>, _ summary: inout Summary, certify: () -> [UInt8]?
  ) throws(CommandFailure) {
    var claim = ""
    switch record?.conclude(result) {
    case .complete(let text): claim = ", \(text)"
    case .incomplete(let reason): return discard(reason)
    case .writeError: break
    case nil:
      guard result.status == .optimal || result.status == .infeasible else {
        return discard("the result is not proved to be optimal")
      }
      guard let made = certify() else { return discard("what proves this result has no certificate") }
      _ = file.write(made)
    }
    do {
      try file.finish()
    } catch {
      StandardStream.error.line("dovetail: proof: incomplete")
      throw error
    }
    summary.files.append(("proof", file.path + claim))
  }

  private func discard(_ reason: String) {
    StandardStream.error.line("dovetail: proof: incomplete: \(reason)")
    file.discard()
  }
}
