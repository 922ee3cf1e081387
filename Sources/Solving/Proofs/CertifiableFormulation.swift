import Kernel

/// A formulation whose model the verifier can build by itself from the instance: then what the engine infers from the model
/// can be checked.
package protocol CertifiableFormulation: ConstraintFormulation {
  /// Tells the tracer which constraint of the verifier's statement each constraint of the model is, and writes the lines
  /// that show what the model says beyond that statement, such as heads and tails.
  func begin(_ proof: ProofTracer)
}
