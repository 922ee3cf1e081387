import Basics
import Statements

extension NoOverlap2DConstraint: Relaxable {
  /// The areas of rectangles that are there fit into the area that there is, where one of its sides is constant.
  package func relax(into relaxed: inout RelaxedModel) {
    let data = relaxed.data
    guard let width = room(along: xs, in: data), let height = room(along: ys, in: data) else { return }
    var area = FormSum()
    for (x, y) in zip(xs, ys) {
      let (across, along) = (data.intervals[x], data.intervals[y])
      let (w, h) = (data.range(of: across.duration).lowerBound, data.range(of: along.duration).lowerBound)
      let (size, overflow) = max(0, w).multipliedReportingOverflow(by: max(0, h))
      guard !overflow, let literals = LinearForm(sum(of: presences(across, along))) else { return }
      // There where both literals are true: at least their sum less one.
      area.add(literals + (1 - presences(across, along).count), times: size)
    }
    if area.form == nil { return }
    for (constant, variable) in [(width, height), (height, width)] {
      let most = data.range(of: constant).upperBound
      var difference = area
      difference.add(variable, times: -max(0, most))
      if let form = difference.form { relaxed.addAtMostZero(form) }
    }
  }

  /// The literals that say whether a rectangle is there, each once.
  private func presences(_ x: Interval, _ y: Interval) -> [BoolVar] {
    guard let first = x.presence, let second = y.presence else { return [x.presence ?? y.presence].compactMap { $0 } }
    let isSame = first.variable.index == second.variable.index && first.isNegated == second.isNegated
    return isSame ? [first] : [first, second]
  }
}

extension BinLoadConstraint: Relaxable {
  package func relax(into relaxed: inout RelaxedModel) {
    if let total = LinearForm(sum(of: zip(sizes, literals).map { $0 * $1 })) {
      relaxed.addRow(total - load, lower: 0, upper: 0)
    }
  }
}
