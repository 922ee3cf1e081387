import Solving

extension JobShop {
  /// The engine's inferences, where its model fits into memory.
  public static func proving(_ instance: Instance) -> Proving {
    undivided(
      instance,
      ConstraintModel.isAffordable(instance)
        ? .searching : .never("the constraint model of \(instance.name) would be too large"))
  }
}
