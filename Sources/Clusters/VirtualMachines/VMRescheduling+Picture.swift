import Basics
import Pictures

extension VMRescheduling {
  /// Machines as a heat map of what is free in each NUMA node modulo the block, before and after: a cell a machine, its
  /// nodes as strips of it, dark where many cores are fragments, outlined where a VM left or came.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    HeatMap(solution, instance).svg()
  }

  private struct HeatMap {
    private let solution: Solution
    private let instance: Instance
    private let changed: Set<Int>
    /// The machines that are drawn.
    private let machines: [Int]
    private let columns: Int
    private let rows: Int
    private let block: Int
    private let cell: Double
    private static let margin = 20.0
    private static let top = 96.0
    /// Larger pictures cannot be read.
    private static let machineLimit = 2500

    init(_ solution: Solution, _ instance: Instance) {
      self.solution = solution
      self.instance = instance
      let changed = Set(solution.migrations.flatMap { [$0.from.machine, $0.to.machine] })
      self.changed = changed
      let order = changed.sorted() + (0..<instance.machineCount).filter { !changed.contains($0) }
      machines =
        instance.machineCount <= Self.machineLimit
        ? Array(0..<instance.machineCount) : order.prefix(Self.machineLimit).sorted()
      var side = 1
      while side * side < machines.count { side += 1 }
      columns = max(side, 20)
      rows = (machines.count + columns - 1) / columns
      block = instance.measure.terms.first { $0.resource == .cpu }.map { $0.size / $0.nodeCount } ?? 16
      // Strips are at least 3 wide.
      cell = Double(max(16, 3 * (instance.machines.map(\.nodes.count).max() ?? 2)))
    }

    private var panelWidth: Double { Double(columns) * cell }
    private var width: Double { 3 * Self.margin + 2 * max(panelWidth, 330) }

    func svg() -> String {
      let legend = legend
      let legendTop = Self.top + Double(rows) * cell + 16
      let height = legendTop + legend.height(width: width - 2 * Self.margin) + 10
      var svg = SVG(width: width, height: height, title: instance.name)
      svg.addTitle(instance.name, x: Self.margin, y: 28, size: 18)
      let left = instance.machineCount - machines.count
      let line =
        "\(counted(instance.machineCount, "machine"))\(left > 0 ? " (\(left) not shown)" : ""), "
        + "\(counted(instance.virtualMachines.count, "VM")); \(solution.migrations.count) of at most "
        + "\(counted(instance.migrationLimit, "migration")) in \(counted(solution.plan.groups.count, "group"))"
        + (solution.plan.isComplete ? "" : "; no complete order was found")
      svg.add(
        "text", ["x": .number(Self.margin), "y": 48, "font-size": 12, "fill": "#444444"],
        text: TextWidth.clipped(line, into: width - 2 * Self.margin, size: 12))
      let after = solution.places(in: instance) ?? instance.homes
      let before = instance.loss(of: instance.homes)
      let denominator = instance.measure.denominator
      for (column, places) in [instance.homes, after].enumerated() {
        let loss = column == 0 ? before : solution.fragment
        let title =
          (column == 0 ? "before" : "after") + ": fragment rate "
          + percent(Double(loss) / Double(denominator)) + " (\(loss) of \(denominator))"
        let left = Self.margin + Double(column) * (max(panelWidth, 330) + Self.margin)
        svg.add("text", ["x": .number(left), "y": .number(Self.top - 12), "font-size": 13], text: title)
        draw(instance.freeAmounts(places), left, into: &svg)
      }
      legend.draw(in: &svg, left: Self.margin, top: legendTop, width: width - 2 * Self.margin)
      return svg.document
    }

    private func draw(_ free: [Amount], _ left: Double, into svg: inout SVG) {
      for (place, machine) in machines.enumerated() {
        let (x, y) = (left + Double(place % columns) * cell, Self.top + Double(place / columns) * cell)
        let nodes = free[instance.nodes(of: machine)]
        let strip = cell / Double(nodes.count)
        svg.group([:], tooltip: tip(machine, Array(nodes))) { svg in
          for (node, amount) in nodes.enumerated() {
            svg.add(
              "rect",
              [
                "x": .number(x + Double(node) * strip), "y": .number(y), "width": .number(strip - 0.5),
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

    private func tip(_ machine: Int, _ nodes: [Amount]) -> String {
      func sum(_ value: (Amount) -> Int) -> String { nodes.map { "\(value($0))" }.joined(separator: " + ") }
      return "\(instance.machines[machine].name): free \(sum(\.cpu)) cores, \(sum(\.memory)) MiB; "
        + "beyond blocks of \(block): \(sum { $0.cpu % block })"
    }

    private var legend: Legend {
      let steps = min(block, 16)
      let residues = Set((0..<steps).map { $0 * block / steps } + [block - 1]).sorted()
      let counts = Set(instance.machines.map(\.nodes.count)).sorted().map(String.init).joined(separator: ", ")
      return Legend(
        [.init(.none, "free cores beyond whole blocks of \(block):")]
          + residues.map { .init(.fill(shade($0)), "\($0)") }
          + [
            .init(.outline("#1f4e9e", isDashed: false), "outlined: a VM left or came"),
            .init(.none, "a cell is a machine, its strips are its NUMA nodes (\(counts))"),
          ])
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
