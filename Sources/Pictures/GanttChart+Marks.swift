/// What is drawn on rows besides bars.
extension GanttChart {
  func drawMarks(in svg: inout SVG, _ layout: GanttLayout) {
    guard !marks.isEmpty else { return }
    svg.group([:]) { svg in
      for mark in marks {
        let x = layout.axis.x(min(max(mark.time, layout.axis.start), layout.axis.end))
        let top = layout.rowTop(mark.row)
        let bottom = top + layout.rowHeight - 1
        let stroke = SVG.Value.text(mark.isAlarm ? "#c02b2b" : "#1c2026")
        guard mark.shape == .stroke else {
          let foot = SVG.shortest(mark.shape == .opening ? x + 4 : x - 4)
          let line = "M\(foot) \(SVG.shortest(top + 1))H\(SVG.shortest(x))V\(SVG.shortest(bottom))H\(foot)"
          svg.add(
            "path", ["d": .text(line), "fill": "none", "stroke": stroke, "stroke-width": 2], tooltip: mark.tooltip)
          continue
        }
        svg.add(
          "line",
          [
            "x1": .number(x), "x2": .number(x), "y1": .number(top + 1), "y2": .number(bottom), "stroke": stroke,
            "stroke-width": 2,
          ], tooltip: mark.tooltip)
      }
    }
  }

  func drawSpans(in svg: inout SVG, _ layout: GanttLayout) {
    guard !spans.isEmpty else { return }
    svg.group(["stroke": "#c02b2b", "stroke-width": 2]) { svg in
      for span in spans {
        let y = layout.rowTop(span.row) + layout.rowHeight - 2
        svg.add(
          "line",
          [
            "x1": .number(layout.axis.x(span.start)), "x2": .number(layout.axis.x(span.end)), "y1": .number(y),
            "y2": .number(y),
          ])
      }
    }
    let size = layout.barFontSize
    svg.group(["font-size": .number(size), "fill": "#c02b2b"]) { svg in
      for span in spans where !span.label.isEmpty {
        let baseline = layout.rowTop(span.row) + layout.rowHeight / 2 + size * 0.36
        svg.add("text", ["x": .number(layout.axis.x(span.end) + 4), "y": .number(baseline)], text: span.label)
      }
    }
  }
}
