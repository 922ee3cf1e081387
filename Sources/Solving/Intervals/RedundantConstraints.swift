import Statements

/// What follows from a model about its tasks and helps a search that does not see it.
struct RedundantConstraints {
  var data: ModelData
  let network: TaskNetwork
  let closure: TaskClosure

  init(_ data: ModelData, _ network: TaskNetwork, _ closure: TaskClosure) {
    self.data = data
    self.network = network
    self.closure = closure
    addDisjunctions()
  }
}
