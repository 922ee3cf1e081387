import Kernel

extension CapacityStrengthening {
  /// Each change is a constraint of the proof; what is posted next follows from the last.
  func certify(_ proof: ProofTracer) {
    for change in changes {
      let source = Int(proof.source)
      let meaning: ProofLog.Meaning =
        switch change {
        case .divided(let divisor): .divided(source, by: divisor)
        case .capacity(let capacity): .capacity(source, capacity)
        case .demand(let place, let demand): .demand(source, place: place, demand)
        }
      proof.source = Int32(proof.log.define(meaning).constraint)
    }
  }
}
