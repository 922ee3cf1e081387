import MIP
import Modeling
import Solving

extension PodPacking {
  /// Unplaced pods of each priority and then the moves, as one sum where solvers tell its values apart, else a model a
  /// level, in which rows `level_1`, `level_2` and so on take the optima of the levels before.
  public static func linearLevels(of instance: Instance) throws -> LinearLevels {
    guard PlacementModel.isAffordable(instance) else {
      throw MIPError("the linear model of \(instance.name) would be too large", kind: .tooLarge)
    }
    var widths = [Int](repeating: 0, count: instance.levelCount)
    for level in instance.priorityLevel { widths[Int(level)] += 1 }
    widths.append(instance.currentNode.count { $0 >= 0 })
    let names = (1...instance.levelCount).map { "unplaced_\($0)" } + ["moves"]
    var rest = instance.softScore == nil ? "" : "; the soft score, the last level, is not in it"
    if instance.isOrderSensitive { rest += "; the order of steps is not in it, so that its optimum is a bound" }
    if let weights = LinearLevels.weights(ofWidths: widths) {
      let placement = PlacementModel(instance, .relaxed)
      var sum = placement.moves.linearExpression
      for (weight, level) in zip(weights, placement.unplaced) { sum += weight * level }
      placement.model.minimize(sum)
      return LinearLevels(
        [try placement.model.linearModel()],
        note: "the objective is \(LinearLevels.sumText(weights, names)), which is in the order of the levels\(rest)")
    }
    let models = try widths.indices.map { level in
      let placement = PlacementModel(instance, .relaxed)
      let levels = placement.unplaced + [placement.moves]
      placement.model.minimize(levels[level])
      var model = try placement.model.linearModel()
      for before in 0..<level {
        model.addRow("level_\(before + 1)", [.init(levels[before].index, 1)], to: Double(widths[before]))
      }
      return model
    }
    return LinearLevels(
      models,
      note: "one model a level (\(names.joined(separator: ", "))): set the right-hand side of each row level_K to the "
        + "optimum of level K before the next is solved\(rest)")
  }
}
