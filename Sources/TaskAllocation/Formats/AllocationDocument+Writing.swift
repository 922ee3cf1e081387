import Basics

extension AllocationDocument {
  /// The text of `instance`, which `read` reads back: a line for each entity and each task.
  static func text(of instance: TaskAllocation.Instance) -> String {
    let isUniform = instance.hasUniformCosts
    func list(_ numbers: some Sequence<Int>) -> String { "[" + numbers.map(String.init).joined(separator: ", ") + "]" }
    let entities = instance.entities.enumerated().map { number, entity in
      let cost = isUniform ? "\"cost\": \(instance.cost(of: number, at: 0)), " : ""
      return "    {\"id\": \(JSONText.quoted(entity.name)), \(cost)\"abilities\": \(list(entity.abilities))}"
    }
    let tasks = instance.tasks.map { task in
      "    {\"id\": \(JSONText.quoted(task.name)), \"value\": \(task.value), \"needs\": \(list(task.needs))}"
    }
    let costs = instance.entities.indices.map { entity in
      "    " + list(instance.tasks.indices.map { instance.cost(of: entity, at: $0) })
    }
    let sections = [("entities", entities), ("tasks", tasks)] + (isUniform ? [] : [("costs", costs)])
    return "{\n  \"format\": \"\(format)\",\n  \"name\": \(JSONText.quoted(instance.name)),\n"
      + sections.map { "  \"\($0)\": [\n\($1.joined(separator: ",\n"))\n  ]" }.joined(separator: ",\n") + "\n}\n"
  }
}
