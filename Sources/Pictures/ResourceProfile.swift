/// How much of one resource is in use over time, against its capacity: a step curve under a chart.
public struct ResourceProfile: Sendable {
  /// From `time` on, `usage` is in use.
  public struct Step: Sendable, Equatable {
    /// From here on.
    public let time: Int
    /// How much is used, until the next step.
    public let usage: Int
  }

  /// The name of the resource.
  public let label: String
  /// How much there is.
  public let capacity: Int
  /// By time, neighbours differ in usage; the last one has usage 0. Empty when nothing is ever used.
  public let steps: [Step]

  /// - Parameter tasks: each uses `demand` units during [start, end).
  /// - Complexity: O(n log n) for n tasks.
  public init(label: String, capacity: Int, tasks: [(start: Int, end: Int, demand: Int)]) {
    self.label = label
    self.capacity = capacity
    var changes: [(time: Int, change: Int)] = []
    for task in tasks where task.end > task.start && task.demand != 0 {
      changes.append((task.start, task.demand))
      changes.append((task.end, -task.demand))
    }
    changes.sort { $0.time < $1.time }
    var steps: [Step] = []
    var usage = 0
    for (index, change) in changes.enumerated() {
      usage += change.change
      let isLastOfItsTime = index + 1 == changes.count || changes[index + 1].time != change.time
      if isLastOfItsTime, usage != (steps.last?.usage ?? 0) { steps.append(Step(time: change.time, usage: usage)) }
    }
    self.steps = steps
  }

  /// The greatest usage at any time.
  public var peak: Int { steps.map(\.usage).max() ?? 0 }

  func draw(in svg: inout SVG, axis: TimeAxis, top: Double, height: Double) {
    let bottom = top + height
    // The capacity line stands a little below the top, so that it is seen to be a limit.
    let scale = height * 0.88 / Double(max(capacity, peak, 1))
    let y = { (usage: Int) in bottom - Double(usage) * scale }
    svg.add(
      "rect",
      [
        "x": .number(axis.left), "y": .number(top), "width": .number(axis.right - axis.left),
        "height": .number(height), "fill": "#f6f7f9",
      ])
    axis.drawGrid(in: &svg, from: top, to: bottom)
    if let first = steps.first {
      var path = "M\(SVG.shortest(axis.x(first.time))) \(SVG.shortest(bottom))"
      for step in steps { path += "H\(SVG.shortest(axis.x(step.time)))V\(SVG.shortest(y(step.usage)))" }
      svg.add(
        "path",
        ["d": .text(path + "Z"), "fill": "#7aa6d8", "fill-opacity": 0.75, "stroke": "#33608f", "stroke-width": 1],
        tooltip: "\(label): at most \(peak) of \(capacity) in use")
    }
    svg.add(
      "line",
      [
        "x1": .number(axis.left), "x2": .number(axis.right), "y1": .number(y(capacity)), "y2": .number(y(capacity)),
        "stroke": "#c02b2b", "stroke-width": 1.5, "stroke-dasharray": "6 3",
      ])
    svg.add(
      "line",
      [
        "x1": .number(axis.left), "x2": .number(axis.right), "y1": .number(bottom), "y2": .number(bottom),
        "stroke": "#5a6068", "stroke-width": 1,
      ])
    svg.group(["font-size": 11, "text-anchor": "end"]) { svg in
      svg.add(
        "text", ["x": .number(axis.left - 6), "y": .number(y(capacity) + 4), "fill": "#c02b2b"], text: "\(capacity)")
      svg.add("text", ["x": .number(axis.left - 6), "y": .number(bottom), "fill": "#3a4048"], text: "0")
      svg.add(
        "text",
        [
          "x": .number(axis.left - 6), "y": .number((y(capacity) + bottom) / 2 + 4), "fill": "#1c2026",
          "font-weight": "bold",
        ],
        text: label)
    }
  }
}
