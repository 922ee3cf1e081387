import Solving

extension ResourceProject {
  /// The engine's inferences.
  public static func proving(_ instance: Instance) -> Proving {
    divided(instance) == nil ? .searching : .never("the times are too large and are divided first")
  }
}
