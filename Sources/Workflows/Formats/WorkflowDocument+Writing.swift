import Basics

extension Workflow {
  /// The text of `instance` as our own JSON, which `parse` reads back.
  public static func text(of instance: Instance) -> String {
    let platform = instance.platform
    var text = "{\n  \"name\": \(quoted(instance.name)),\n  \"clusters\": [\n"
    text += platform.clusters.map { "    {\"name\": \(quoted($0.name)), \"elements\": \($0.size)}" }
      .joined(separator: ",\n")
    text += "\n  ],\n"
    let rates = platform.transfers.bandwidth.map { "[\($0.map(rate).joined(separator: ", "))]" }
    text += "  \"bandwidth\": [\(rates.joined(separator: ", "))],\n"
    text += "  \"ownBandwidth\": \(rate(platform.transfers.ownBandwidth)),\n  \"jobs\": [\n"
    text += instance.jobs.indices.map { jobText($0, instance) }.joined(separator: ",\n")
    return text + "\n  ]\n}\n"
  }

  private static func jobText(_ job: Int, _ instance: Instance) -> String {
    let members = instance.tasksOfJob[job]
    var places: [Int: Int] = [:]
    for (place, task) in members.enumerated() { places[task] = place }
    let tasks = members.map { number in
      let times = instance.tasks[number].durations.map { $0.map(String.init) ?? "null" }.joined(separator: ", ")
      return "        {\"name\": \(quoted(instance.tasks[number].name)), \"times\": [\(times)]}"
    }
    let arcs = members.flatMap { instance.outgoing[$0] }.map { number in
      let arc = instance.arcs[number]
      return "        [\(places[arc.from] ?? 0), \(places[arc.to] ?? 0), \(arc.volume)]"
    }
    return """
          {
            "name": \(quoted(instance.jobs[job].name)),
            "release": \(instance.jobs[job].release),
            "tasks": [
      \(tasks.joined(separator: ",\n"))
            ],
            "arcs": [
      \(arcs.joined(separator: ",\n"))
            ]
          }
      """
  }

  private static func rate(_ value: Double?) -> String {
    guard let value else { return "null" }
    return value == value.rounded() && value < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func quoted(_ text: String) -> String { JSONText.quoted(text) }
}
