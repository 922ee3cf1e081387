import Basics

/// Where the slope of a convex sum of violations changes, and by how much.
struct Breakpoint: BitwiseCopyable {
  var position: Double
  var slope: Double
}

/// Jump values: where a variable goes if it goes alone.
extension JumpState {
  /// The most different values tried for a variable whose violations are not convex.
  private static let mostSuggestions = 24
  private static let fewestDisequations = 4
  private static let widestTable = 1_024
  private static let largestTable = 8_192

  /// The best other value of a variable, and what it changes.
  ///
  /// Unguarded rows make a convex function, piecewise linear: its least point is found by the slopes. Disequations and
  /// resources come on top; values next to the former and those that the latter suggest are tried as well.
  package func jump(_ variable: Int) -> (value: Int, change: Double) {
    candidates.removeAll()
    let (lower, upper) = (model.lower[variable], model.upper[variable])
    let isResource = !resources.memberships.range(of: variable).isEmpty
    if upper - lower == 1 {
      let value = otherValue(variable)
      return (value, change(variable, to: value))
    }
    if !isResource, let best = jumpByTable(variable) { return best }
    if isResource && upper - lower <= Self.mostSuggestions / 2 {
      for value in lower...upper { suggest(variable, value) }
    } else {
      suggestConvex(variable)
      if isResource {
        suggest(variable, lower)
        suggest(variable, upper)
        suggestForResources(variable)
      }
    }
    var best = (value: values[variable], change: Double.infinity)
    for place in 0..<candidates.count {
      let value = candidates[place]
      let change = change(variable, to: value)
      if change < best.change { best = (value, change) }
    }
    return best
  }

  /// The same by looking at every value, where disequations are many and the domain is small: a tie is broken at
  /// random, which is what leads out of plateaus.
  private func jumpByTable(_ variable: Int) -> (value: Int, change: Double)? {
    let column = model.columns.range(of: variable)
    let lower = model.lower[variable]
    let width = model.upper[variable] - lower + 1
    if column.count < Self.fewestDisequations || width > Self.widestTable { return nil }
    var ranges = 0
    for place in column where !rows[model.columns[place].row].isDisequation { ranges += 1 }
    if column.count - ranges < Self.fewestDisequations || ranges * width > Self.largestTable { return nil }
    table.resize(to: width, filling: 0)
    table.fill(0)
    for place in column { addToTable(model.columns[place], variable, lower, width) }
    work &+= column.count &+ width &* (1 &+ ranges)
    let present = values[variable]
    var (best, ties) = (present, 0)
    for offset in 0..<width where lower + offset != present {
      let change = table[offset] + costFactor * Double(model.cost[variable] &* (lower &+ offset &- present))
      table[offset] = change
      if best != present, change > table[best - lower] { continue }
      if !model.allowed.range(of: variable).isEmpty, nearestAllowed(variable, to: lower + offset) != lower + offset {
        continue
      }
      ties = best != present && change == table[best - lower] ? ties + 1 : 1
      if ties == 1 || random.below(ties) == 0 { best = lower + offset }
    }
    return best == present ? (present, .infinity) : (best, table[best - lower])
  }

  /// Adds to each value what a row changes there.
  @inline(__always)
  private func addToTable(_ entry: ColumnEntry, _ variable: Int, _ lower: Int, _ width: Int) {
    let row = rows[entry.row]
    if row.falseGuards != 0 { return }
    let present = values[variable]
    if !row.isDisequation {
      for offset in 0..<width {
        let activity = row.activity &+ entry.coefficient &* (lower &+ offset &- present)
        table[offset] += row.weight * Double(row.distance(activity) &- row.violation)
      }
      return
    }
    if row.violation > 0 {
      // All values but the present one are better by its weight.
      for offset in 0..<width where lower + offset != present { table[offset] -= row.weight }
      return
    }
    let difference = row.low &- row.activity
    let step = difference / entry.coefficient
    let offset = present &+ step &- lower
    if step &* entry.coefficient == difference, offset >= 0, offset < width { table[offset] += row.weight }
  }

  /// Adds a value as a candidate, or its neighbours where it is the present one or in a gap.
  func suggest(_ variable: Int, _ value: Int) {
    if model.allowed.range(of: variable).isEmpty {
      let value = min(max(value, model.lower[variable]), model.upper[variable])
      if value != values[variable] { return candidates.append(value) }
      if value > model.lower[variable] { candidates.append(value - 1) }
      if value < model.upper[variable] { candidates.append(value + 1) }
      return
    }
    let range = model.allowed.range(of: variable)
    let place = firstAllowed(variable, notBelow: value)
    var below = place - 1
    var above = place
    if below >= range.lowerBound, model.allowed[below] == values[variable] { below -= 1 }
    if above < range.upperBound, model.allowed[above] == values[variable] { above += 1 }
    if below >= range.lowerBound { candidates.append(model.allowed[below]) }
    if above < range.upperBound { candidates.append(model.allowed[above]) }
  }

  /// The values beside the least point of the convex part, and beside disequations there.
  private func suggestConvex(_ variable: Int) {
    breakpoints.removeAll()
    let present = Double(values[variable])
    var slope = costFactor * Double(model.cost[variable])
    var disequations = 0
    for place in model.columns.range(of: variable) {
      let entry = model.columns[place]
      let row = rows[entry.row]
      if row.falseGuards != 0 { continue }
      if row.isDisequation {
        disequations += 1
        continue
      }
      let coefficient = Double(entry.coefficient)
      let rise = row.weight * abs(coefficient)
      // From far left: what the row wants small costs nothing yet, what it wants large falls.
      let wantsLarge = entry.coefficient > 0 ? row.low > -Row.infinity : row.high < Row.infinity
      let wantsSmall = entry.coefficient > 0 ? row.high < Row.infinity : row.low > -Row.infinity
      if wantsLarge {
        let bound = entry.coefficient > 0 ? row.low : row.high
        slope -= rise
        let position = present + Double(bound - row.activity) / coefficient
        breakpoints.append(Breakpoint(position: position, slope: rise))
      }
      if wantsSmall {
        let bound = entry.coefficient > 0 ? row.high : row.low
        let position = present + Double(bound - row.activity) / coefficient
        breakpoints.append(Breakpoint(position: position, slope: rise))
      }
    }
    work &+= 2 &* model.columns.range(of: variable).count
    breakpoints.withElements { elements in
      var elements = elements
      elements.sort { $0.position < $1.position }
    }
    let (lower, upper) = (Double(model.lower[variable]), Double(model.upper[variable]))
    var least = slope >= 0 ? lower : upper
    if slope < 0 {
      for place in 0..<breakpoints.count {
        slope += breakpoints[place].slope
        // Rounding must not carry it past a flat stretch.
        if slope >= -1e-12 * breakpoints[place].slope {
          least = breakpoints[place].position
          break
        }
      }
    }
    let start = Int(min(max(least, lower), upper).rounded(.down))
    suggest(variable, start)
    suggest(variable, start + 1)
    if disequations > 0 { suggestBesideDisequations(variable, start, min(disequations, 8)) }
  }

  private func suggestBesideDisequations(_ variable: Int, _ start: Int, _ count: Int) {
    for offset in 1...count {
      suggest(variable, start - offset)
      suggest(variable, start + 1 + offset)
    }
  }
}
