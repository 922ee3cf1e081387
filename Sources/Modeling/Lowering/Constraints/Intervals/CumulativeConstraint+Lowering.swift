import Basics
import Kernel
import Statements

extension CumulativeConstraint: Lowerable {
  /// Constant demands and capacities are strengthened, which also brings large quantities into range.
  package func lower(into model: LoweredModel, at position: Int) throws(ModelError) {
    var demands = demands
    var capacity = capacity
    if let constant = capacity.fixedValue, constant >= 0, demands.allSatisfy({ ($0.fixedValue ?? -1) >= 0 }) {
      let (total, overflow) = demands.reduce((0, false)) { sum, demand in
        let (next, overflow) = sum.0.addingReportingOverflow(demand.constant)
        return (next, sum.1 || overflow)
      }
      if !overflow, total <= constant { return }
      let strong = CapacityStrengthening(demands: demands.map(\.constant), capacity: constant)
      for (i, demand) in strong.demands.enumerated() { demands[i].constant = demand }
      capacity.constant = strong.capacity
      if let proof = model.solver.proof { strong.certify(proof) }
    }
    var tasks: [Task] = []
    var energy = 0
    for (member, demand) in zip(members, demands) {
      let task = try model.task(member, demand: try model.variable(for: demand))
      let (duration, height) = (model.solver.store.upper(task.duration), model.solver.store.upper(task.demand))
      if duration <= 0 || height <= 0 { continue }
      tasks.append(task)
      energy += Int(duration) * Int(height)
      guard energy < 1 << 61 else { throw .overflow("the energy of a cumulative") }
    }
    if !tasks.isEmpty { model.solver.postCumulative(tasks, capacity: try model.variable(for: capacity)) }
  }
}
