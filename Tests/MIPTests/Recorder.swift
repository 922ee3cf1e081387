import MIP

/// A monitor that writes down what it hears, and stops and offers as it is told.
final class Recorder: MIPMonitor {
  var found: [(objective: Double, values: [Double])] = []
  var bounds: [Double] = []
  var offers: [[Double]] = []
  private let start = ContinuousClock.now
  private let stopAfter: Duration?

  init(stopAfter: Duration? = nil, offers: [[Double]] = []) {
    self.stopAfter = stopAfter
    self.offers = offers
  }

  var shouldStop: Bool { stopAfter.map { start.duration(to: .now) >= $0 } ?? false }
  func found(objective: Double, values: [Double]) { found.append((objective, values)) }
  func proved(bound: Double) { bounds.append(bound) }
  func offer(betterThan objective: Double) -> [Double]? { offers.isEmpty ? nil : offers.removeFirst() }
}
