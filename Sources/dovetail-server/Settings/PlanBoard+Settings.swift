import Steering

extension PlanBoard {
  convenience init(_ settings: ServerSettings) {
    self.init(
      Settings(
        lifetime: settings.planLifetime, arePlansCarriedOut: settings.arePlansCarriedOut,
        stallTime: settings.stallTime, stallPlans: settings.stallPlans))
  }
}
