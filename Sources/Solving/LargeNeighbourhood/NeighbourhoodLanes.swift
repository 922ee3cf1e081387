import Race

extension SolveOptions {
  /// Large neighbourhood search alone on each worker, after a schedule and bounds to begin with.
  ///
  /// - Parameter engine: the clause-learning engine on the problem's model, with the settings that it is given.
  package func neighbourhoodLanes(
    after start: [any Strategy<Solution>], engine: (NativeStrategy<Solution>.Options) -> any Strategy<Solution>
  ) -> [Lane<Solution>] {
    (0..<max(1, workers)).map { worker in
      var settings = NativeStrategy<Solution>.Options(seed: seed(of: worker), conflictLimit: conflictLimit)
      settings.neighbourhoods = .only
      return Lane(start + [engine(settings)])
    }
  }
}
