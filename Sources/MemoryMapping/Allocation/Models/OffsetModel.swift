import Kernel
import Modeling
import Solving

extension MemoryMapping.Allocation {
  /// The constraint model: life times are given, so of the two dimensions of each box only the addresses are left. An
  /// interval of addresses for each buffer, those of each section without overlap, and the height.
  ///
  /// A pair has one ordering Boolean however many sections it shares. Addresses are in units of the greatest common
  /// divisor of all sizes, alignments and fixed offsets; equal buffers lie in order of their numbers.
  struct OffsetModel: ConstraintFormulation {
    typealias Solution = MemoryMapping.Placement

    /// More pairs than this take too much memory for ordering Booleans.
    static let pairLimit = 100_000

    let model: Model
    private let instance: Prepared
    private let unit: Int
    private let limit: Int
    private let intervals: [IntervalVar]
    /// The multiples of the alignment, where there is one to be kept.
    private let multiples: [Int: IntVar]
    private let height: IntVar?
    private let equalPredecessor: [Int?]

    /// - Parameter limit: the model contains the placements of at most this height.
    init(_ instance: Prepared, limit: Int) {
      let buffers = instance.set.buffers
      self.instance = instance
      self.limit = limit
      let unit = MemoryMapping.Allocation.unit(of: buffers)
      self.unit = unit
      let top = limit / unit
      let model = Model(instance.set.name)
      var intervals: [IntervalVar] = []
      var multiples: [Int: IntVar] = [:]
      for (index, buffer) in buffers.enumerated() {
        let size = buffer.size / unit
        let fixed = buffer.fixedOffset.map { $0 / unit }
        // Where a buffer does not fit, its end says so.
        let range = fixed.map { $0...$0 } ?? 0...max(0, top - size)
        let interval = model.interval(start: range, duration: size, end: 0...top, name: "buffer \(buffer.id)")
        let step = buffer.alignment / unit
        if step > 1, fixed == nil {
          let multiple = model.integer(0...range.upperBound / step)
          model.add(step * multiple == interval.start)
          multiples[index] = multiple
        }
        intervals.append(interval)
      }
      var live = [[IntervalVar]](repeating: [], count: instance.sections.count)
      for index in buffers.indices {
        for section in instance.sections.pieces(of: index).joined() { live[section].append(intervals[index]) }
      }
      for members in live where members.count > 1 { model.noOverlap(members) }
      equalPredecessor = Self.equalPredecessors(instance)
      for (index, previous) in equalPredecessor.enumerated() {
        if let previous { model.precede(intervals[previous], intervals[index]) }
      }
      if instance.set.capacity == nil {
        let least = min((instance.bound + unit - 1) / unit, top)
        let height = model.integer(least...top, "height")
        for interval in intervals { model.add(interval.end <= height) }
        model.minimize(unit * height)
        self.height = height
      } else {
        height = nil
      }
      self.model = model
      self.intervals = intervals
      self.multiples = multiples
    }

    /// Whether the numbers fit the engine, and ordering Booleans for all pairs are affordable.
    static func isAffordable(_ instance: Prepared, limit: Int) -> Bool {
      let unit = MemoryMapping.Allocation.unit(of: instance.set.buffers)
      return !instance.set.buffers.isEmpty && instance.sections.meetingPairBound <= pairLimit && limit < 1 << 60
        && limit / unit < 1 << 28 && instance.set.buffers.allSatisfy { ($0.fixedOffset ?? 0) / unit < 1 << 28 }
    }

    /// Why an instance has no constraint model.
    static let tooLarge = ModelTooLarge(
      "the constraint model is for \(pairLimit) pairs of buffers, and addresses below 2^28 units of their divisor")

    private static func equalPredecessors(_ instance: Prepared) -> [Int?] {
      let spatial = MemoryMapping.SpatialInstance(instance)
      return (0..<spatial.count).map { spatial.equalPredecessor[$0] < 0 ? nil : Int(spatial.equalPredecessor[$0]) }
    }

    /// The orders are the decisions; with all of them made, everything lies as low as it can.
    func guide(_ lowered: LoweredModel) {
      lowered.solver.completeAtLowerBounds(intervals.map { lowered.variable($0.start) })
      if let height { lowered.solver.completeAtLowerBounds([lowered.variable(height)]) }
    }

    func decode(_ values: [Int]) -> Solution {
      let offsets = intervals.map { unit * values[$0.start.index] }
      return instance.placement(offsets)
    }

    /// The same placement, with equal buffers in order.
    func encode(_ placement: Solution) -> [Int]? {
      var offsets = instance.offsets(of: placement)
      guard placement.height <= limit, offsets.count == intervals.count, offsets.allSatisfy({ $0 % unit == 0 })
      else { return nil }
      for index in offsets.indices {
        // Insertion along the chain of equal buffers.
        var place = index
        while let previous = equalPredecessor[place], offsets[previous] > offsets[place] {
          offsets.swapAt(previous, place)
          place = previous
        }
      }
      var values = [Int](repeating: 0, count: model.data.variableCount)
      for (index, interval) in intervals.enumerated() {
        values[interval.start.index] = offsets[index] / unit
        if let multiple = multiples[index] {
          values[multiple.index] = offsets[index] / instance.set.buffers[index].alignment
        }
      }
      if let height { values[height.index] = placement.height / unit }
      return values
    }
  }
}
