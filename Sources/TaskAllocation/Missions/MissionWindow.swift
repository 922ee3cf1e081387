import Basics

/// The static problem of open tasks: values and costs in thousandths, with a cost for each step of the way. Who is not
/// available, or comes too late, has no abilities or costs more than the task pays.
struct MissionWindow {
  let instance: TaskAllocation.Instance

  /// nil where nothing is open, or nothing fits into the limits of an instance.
  init?(
    _ view: MissionView, _ tasks: [MissionView.OpenTask], stepCost: Int, isAvailable: (Int) -> Bool
  ) {
    guard !tasks.isEmpty, !view.entities.isEmpty else { return nil }
    let instance = try? TaskAllocation.Instance(
      name: "step \(view.step)",
      entities: view.entities.enumerated().map { number, entity in
        .init(name: "\(number)", abilities: isAvailable(number) ? entity.abilities : entity.abilities.map { _ in 0 })
      },
      tasks: tasks.map { .init(name: "\($0.number)", value: $0.value, needs: $0.needs) },
      costs: view.entities.indices.map { entity in
        tasks.map { task in
          guard view.isReachable(task, by: entity) else { return task.value + 1 }
          return view.entities[entity].cost * Mission.unit + stepCost * view.distance(entity, to: task)
        }
      })
    guard let instance else { return nil }
    self.instance = instance
  }
}
