import Solving

/// Whether a program has a model of a size to work with.
extension LayerConstraintModel {
  /// The largest number that all sizes are multiples of. Pushed down as far as they go, stays lie at sums of sizes.
  static func unit(of program: LayerProgram) -> Int {
    let unit = program.tensors.reduce(0) { unit, tensor in
      var (a, b) = (unit, tensor.size)
      while b != 0 { (a, b) = (b, a % b) }
      return a
    }
    return max(1, unit)
  }

  /// Whether the numbers fit the engine, and the model is of a size with which it can do anything.
  static func isAffordable(_ program: LayerProgram, hasAddresses: Bool = true) -> Bool {
    let limit = 1 << 29
    let unit = unit(of: program)
    let total = program.tensors.reduce(0) { $0 + $1.size / unit }
    let benefits = program.tensors.reduce(0) { $0 + $1.benefits.reduce($1.definitionBenefit, +) }
    let times = program.instructions.reduce(0) { max($0, max($1.baseTime, $1.supply)) }
    let demand = program.tensors.reduce(0) { max($0, $1.copyDemand) }
    guard program.capacity / unit < limit, total < limit, benefits < limit, times < limit, demand < limit else {
      return false
    }
    let table = StayTable(program)
    let lengths = table.stays.reduce(0) { $0 + table.lastTime(of: $1) - $1.starts.lowerBound + 1 }
    return table.stays.count <= (hasAddresses ? 250 : 5000) && lengths <= (hasAddresses ? 20_000 : 150_000)
  }

  /// Why a program has no constraint model.
  static let tooLarge = ModelTooLarge("the program is too large for the exact model of stays")
}
