/// The curve, its limits and its names.
extension ResourceProfile {
  func draw(in svg: inout SVG, axis: TimeAxis, top: Double, height: Double) {
    let bottom = top + height
    let floor = min(0, minimum ?? 0, steps.map(\.usage).min() ?? 0)
    let ceiling = max(capacity ?? 0, capacities.map(\.capacity).max() ?? 0, peak, floor + 1)
    // The capacity line stands a little below the top, so that it is seen to be a limit.
    let scale = height * 0.88 / (Double(ceiling) - Double(floor))
    let y = { (usage: Int) in bottom - (Double(usage) - Double(floor)) * scale }
    svg.add(
      "rect",
      [
        "x": .number(axis.left), "y": .number(top), "width": .number(axis.right - axis.left),
        "height": .number(height), "fill": "#f6f7f9",
      ])
    for stretch in breaks where stretch.lowerBound < axis.end {
      let left = axis.x(stretch.lowerBound)
      svg.add(
        "rect",
        [
          "x": .number(left), "y": .number(top), "width": .number(axis.x(min(stretch.upperBound, axis.end)) - left),
          "height": .number(height), "fill": "#9aa1ab", "fill-opacity": 0.45,
        ], tooltip: "break of \(label), \(stretch.lowerBound) to \(stretch.upperBound)")
    }
    axis.drawGrid(in: &svg, from: top, to: bottom)
    drawCurve(in: &svg, axis, bottom, y)
    drawCapacity(in: &svg, axis, y)
    if let minimum, minimum > floor || floor < 0 { drawLimit(in: &svg, axis, y(minimum)) }
    svg.add(
      "line",
      [
        "x1": .number(axis.left), "x2": .number(axis.right), "y1": .number(bottom), "y2": .number(bottom),
        "stroke": "#5a6068", "stroke-width": 1,
      ])
    let highest = capacities.isEmpty ? capacity ?? ceiling : ceiling
    svg.group(["font-size": 11, "text-anchor": "end"]) { svg in
      svg.add(
        "text",
        [
          "x": .number(axis.left - 6), "y": .number(y(highest) + 4),
          "fill": .text(capacity == nil ? "#3a4048" : "#c02b2b"),
        ], text: "\(highest)")
      svg.add("text", ["x": .number(axis.left - 6), "y": .number(bottom), "fill": "#3a4048"], text: "\(floor)")
      svg.add(
        "text",
        [
          "x": .number(axis.left - 6), "y": .number((y(highest) + bottom) / 2 + 4), "fill": "#1c2026",
          "font-weight": "bold",
        ],
        text: TextWidth.clipped(label, into: min(axis.left - 8, GanttLayout.labelLimit), size: 12))
    }
  }

  private func drawCurve(in svg: inout SVG, _ axis: TimeAxis, _ bottom: Double, _ y: (Int) -> Double) {
    guard let begin = initial.map({ _ in axis.start }) ?? steps.first?.time else { return }
    var path = "M\(SVG.shortest(axis.x(begin))) \(SVG.shortest(bottom))"
    if let initial { path += "V\(SVG.shortest(y(initial)))" }
    for step in steps { path += "H\(SVG.shortest(axis.x(step.time)))V\(SVG.shortest(y(step.usage)))" }
    if initial != nil { path += "H\(SVG.shortest(axis.right))V\(SVG.shortest(bottom))" }
    let limit = capacity.map { " of \($0)" } ?? ""
    svg.add(
      "path",
      ["d": .text(path + "Z"), "fill": "#7aa6d8", "fill-opacity": 0.75, "stroke": "#33608f", "stroke-width": 1],
      tooltip: initial == nil
        ? "\(label): at most \(peak)\(limit) in use" : "\(label): at most \(peak)\(limit) in store")
  }

  private func drawCapacity(in svg: inout SVG, _ axis: TimeAxis, _ y: (Int) -> Double) {
    guard let capacity else { return }
    if capacities.isEmpty { return drawLimit(in: &svg, axis, y(capacity)) }
    let earlier = capacities.last { $0.time <= axis.start }?.capacity ?? capacity
    var path = "M\(SVG.shortest(axis.left)) \(SVG.shortest(y(earlier)))"
    for step in capacities where step.time > axis.start && step.time < axis.end {
      path += "H\(SVG.shortest(axis.x(step.time)))V\(SVG.shortest(y(step.capacity)))"
    }
    svg.add(
      "path",
      [
        "d": .text(path + "H\(SVG.shortest(axis.right))"), "fill": "none", "stroke": "#c02b2b", "stroke-width": 1.5,
        "stroke-dasharray": "6 3",
      ])
  }

  private func drawLimit(in svg: inout SVG, _ axis: TimeAxis, _ y: Double) {
    svg.add(
      "line",
      [
        "x1": .number(axis.left), "x2": .number(axis.right), "y1": .number(y), "y2": .number(y),
        "stroke": "#c02b2b", "stroke-width": 1.5, "stroke-dasharray": "6 3",
      ])
  }
}
