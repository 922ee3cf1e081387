import Pictures

extension VMRescheduling {
  /// Machines as a heat map of what is free in each NUMA node modulo the block, before and after: a cell a machine, its
  /// nodes as the two halves, dark where many cores are fragments, outlined where a VM left or came.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    let after = solution.places(in: instance) ?? instance.homes
    let layout = HeatMapLayout(instance)
    var svg = SVG(width: layout.width, height: layout.height, title: instance.name)
    svg.add("text", ["x": 20, "y": 28, "font-size": 18, "font-weight": "bold"], text: instance.name)
    let denominator = Double(instance.measure.denominator)
    let before = instance.loss(of: instance.homes)
    let line =
      "\(instance.machineCount) machines, \(instance.virtualMachines.count) VMs; \(solution.migrations.count) of at most "
      + "\(instance.migrationLimit) migrations in \(solution.plan.groups.count) groups"
      + (solution.plan.isComplete ? "" : "; no complete order was found")
    svg.add("text", ["x": 20, "y": 48, "font-size": 12, "fill": "#444444"], text: line)
    for (column, places) in [instance.homes, after].enumerated() {
      let loss = column == 0 ? before : solution.fragment
      let title =
        (column == 0 ? "before" : "after") + ": fragment rate " + percent(Double(loss) / denominator)
        + " (\(loss) of \(instance.measure.denominator))"
      let changed = Set(solution.migrations.flatMap { [$0.from.machine, $0.to.machine] })
      layout.draw(title, instance.freeAmounts(places), changed, column, instance, into: &svg)
    }
    layout.drawLegend(into: &svg)
    return svg.document
  }

  /// The plan in words.
  public static func explanation(of solution: Solution, of instance: Instance) -> [String] {
    var lines: [String] = []
    let plan = solution.plan
    if plan.isComplete {
      lines.append(
        "plan       \(plan.migrationCount) migrations in \(plan.groups.count) groups, with room for each when it arrives"
      )
    } else {
      let rate = Double(plan.fragment) / Double(instance.measure.denominator)
      lines.append(
        "plan       no complete order was found: \(plan.migrationCount) of \(solution.migrations.count) migrations can be "
          + "carried out, to a fragment rate of \(percent(rate))")
    }
    if let admissions = solution.admissions {
      lines.append("admitted   \(admissions.count) of \(instance.arrivals.count) arrivals")
    }
    return lines
  }

  static func percent(_ rate: Double) -> String {
    let hundredths = Int((rate * 10_000).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100) %"
  }

  private struct HeatMapLayout {
    let columns: Int
    let rows: Int
    let block: Int
    private let cell = 16.0
    private let top = 96.0

    init(_ instance: Instance) {
      var side = 1
      while side * side < instance.machineCount { side += 1 }
      columns = max(side, 20)
      rows = (instance.machineCount + columns - 1) / columns
      block = instance.measure.terms.first { $0.resource == .cpu }.map { $0.size / $0.nodeCount } ?? 16
    }

    private var panelWidth: Double { Double(columns) * cell }
    var width: Double { 60 + 2 * panelWidth }
    var height: Double { top + Double(rows) * cell + 50 }

    func draw(
      _ title: String, _ free: [Amount], _ changed: Set<Int>, _ column: Int, _ instance: Instance, into svg: inout SVG
    ) {
      let left = 20 + Double(column) * (panelWidth + 20)
      svg.add("text", ["x": .number(left), "y": .number(top - 12), "font-size": 13], text: title)
      for machine in 0..<instance.machineCount {
        let x = left + Double(machine % columns) * cell
        let y = top + Double(machine / columns) * cell
        let (first, second) = (free[2 * machine], free[2 * machine + 1])
        let tip =
          "\(instance.machines[machine].name): free \(first.cpu) + \(second.cpu) cores, "
          + "\(first.memory) + \(second.memory) MiB; beyond blocks of \(block): "
          + "\(first.cpu % block) + \(second.cpu % block)"
        svg.group([:], tooltip: tip) { svg in
          for (node, amount) in [first, second].enumerated() {
            svg.add(
              "rect",
              [
                "x": .number(x + Double(node) * cell / 2), "y": .number(y), "width": .number(cell / 2 - 0.5),
                "height": .number(cell - 1), "fill": .text(shade(amount.cpu % block)),
              ])
          }
          if changed.contains(machine) {
            svg.add(
              "rect",
              [
                "x": .number(x - 0.5), "y": .number(y - 0.5), "width": .number(cell), "height": .number(cell),
                "fill": "none", "stroke": "#1f4e9e", "stroke-width": 1.5,
              ])
          }
        }
      }
    }

    func drawLegend(into svg: inout SVG) {
      let y = height - 30
      svg.add("text", ["x": 20, "y": .number(y + 11), "font-size": 11], text: "free cores beyond whole blocks:")
      let steps = min(block, 16)
      for step in 0..<steps {
        let residue = step * block / steps
        svg.add(
          "rect",
          [
            "x": .number(200 + Double(step) * 22), "y": .number(y), "width": 22, "height": 14,
            "fill": .text(shade(residue)),
          ])
        svg.add(
          "text",
          ["x": .number(211 + Double(step) * 22), "y": .number(y + 25), "font-size": 9, "text-anchor": "middle"],
          text: "\(residue)")
      }
      svg.add(
        "text", ["x": .number(215 + Double(steps) * 22), "y": .number(y + 11), "font-size": 11, "fill": "#1f4e9e"],
        text: "outlined: a VM left or came")
    }

    /// From a pale green of no fragments to a dark red of as many as can be.
    private func shade(_ residue: Int) -> String {
      let share = block > 1 ? Double(residue) / Double(block - 1) : 0
      if residue == 0 { return "#d9efd3" }
      let red = 255 - 105 * share
      let rest = 225 - 205 * share
      return "rgb(\(Int(red)),\(Int(rest)),\(Int(rest * 0.8)))"
    }
  }
}
