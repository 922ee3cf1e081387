import Statements

extension Model {
  /// Solves with the native engine.
  /// ```swift
  /// let result = try model.solve(workers: 2, timeLimit: 10)
  /// ```
  /// - Parameters:
  ///   - workers: threads that search at a time and share what they learn; with 1, strategies take turns.
  ///   - timeLimit: seconds; nil for as long as it takes.
  /// - Throws: the first mistake made in building the model.
  public func solve(workers: Int = 1, timeLimit: Double? = nil) throws(ModelError) -> Result {
    var options = Options(timeLimit: timeLimit)
    options.workers = workers
    return try solve(options)
  }

  /// Solves with the native engine, and tells of progress.
  /// ```swift
  /// var options = Model.Options(timeLimit: 60)
  /// options.onSolution = { print($0.objective ?? 0) }
  /// let result = try model.solve(options)
  /// ```
  /// - Throws: the first mistake made in building the model.
  public func solve(_ options: Options) throws(ModelError) -> Result {
    let data = try validated()
    return try ModelRace(data, options).run()
  }

  /// What is wrong with `solution`, the first constraint that it breaks, in words and with the name that ``named(_:_:)``
  /// gave it; nil where it is a solution.
  public func violation(of solution: Solution) -> String? {
    ((try? validated()) ?? data).violation(of: solution.values, naming: groups)
  }
}
