import Basics

extension RandomSource {
  /// The largest loss that one step of an annealing accepts: any loss is tolerated with a probability near
  /// exp(-loss / temperature). The exponential is drawn by halves, linear within each, and so is the same everywhere.
  @inline(__always)
  mutating func toleratedLoss(at temperature: Double) -> Double {
    let halves = Double(next().trailingZeroBitCount)
    return temperature * 0.693 * (halves + unit())
  }
}
