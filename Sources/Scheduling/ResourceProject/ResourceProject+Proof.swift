import Solving

extension ResourceProject {
  /// The engine's inferences.
  public static func proving(_ instance: Instance) -> Proving { undivided(instance, .searching) }
}
