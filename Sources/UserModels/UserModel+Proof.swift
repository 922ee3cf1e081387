import Lowering
import Solving

extension UserModel {
  /// The engine's inferences, where the verifier has rules for all constraints of the model.
  public static func proving(_ instance: Instance) -> Proving {
    if let reason = ModelCertification.refusal(instance.data) { return .never(reason) }
    return (try? checkWidth(instance.data)) == nil ? .never("the model is too wide for the engine") : .searching
  }
}
