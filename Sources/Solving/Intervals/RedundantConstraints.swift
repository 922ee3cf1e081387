import Statements

/// What follows from a model about its tasks and helps a search that does not see it.
struct RedundantConstraints {
  var data: ModelData
  /// The tasks that got an interval of their own; each has three variables behind the model's: start, duration and end.
  var addedMains: [Int] = []
  let network: TaskNetwork
  let closure: TaskClosure

  init(_ data: ModelData, _ network: TaskNetwork, _ closure: TaskClosure) {
    self.data = data
    self.network = network
    self.closure = closure
    addDisjunctions()
    addMains()
  }
}
