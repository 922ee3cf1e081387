import Basics
import MIP
import Solving

extension MemoryMapping.Allocation {
  /// The linear model: an offset for each buffer, a binary for each pair that meets (1 where the first lies below),
  /// big-M rows, a row a section saying that the height is not below the load, and the height.
  ///
  /// Addresses are in units of the greatest common divisor of all sizes, alignments and fixed offsets.
  struct OrderModel: LinearFormulation {
    typealias Solution = MemoryMapping.Placement

    private(set) var model: LinearModel
    private let instance: Prepared
    private let limit: Int
    private let unit: Int
    private let pairs: [(Int, Int)]
    private let offsetColumn: [Int]
    private let scale: [Double]
    private let heightColumn: Int
    private let firstPairColumn: Int

    /// More pairs than this make no model that a solver could do anything with.
    static let pairLimit = 300_000

    /// - Parameter limit: the model contains the placements of at most this height.
    /// - Throws: `MIPError` where there are too many pairs, or addresses that doubles cannot tell apart.
    init(_ instance: Prepared, limit: Int) throws(MIPError) {
      let buffers = instance.set.buffers
      try Self.checkSize(of: instance)
      self.instance = instance
      self.limit = limit
      let divisor = MemoryMapping.Allocation.unit(of: buffers)
      unit = divisor
      let height = Double(limit / divisor)
      guard height < 1e15 else { throw MIPError("addresses beyond 10^15 units, too large for floating-point numbers") }
      model = LinearModel(name: instance.set.name)
      // At its optimum, whatever the order, every height is a whole number of units.
      model.isObjectiveIntegral = true
      var columns: [Int] = []
      var scales: [Double] = []
      for (index, buffer) in buffers.enumerated() {
        // Without an alignment, every unit will do.
        let step = max(1, buffer.alignment / divisor)
        // Below 0 where the buffer alone does not fit: then the model has no solution.
        let latest = buffer.size <= limit ? (limit - buffer.size) / divisor / step : -1
        let fixed = buffer.fixedOffset.map { Double($0 / divisor / step) }
        columns.append(
          model.addColumn(
            "offset_\(index)", step > 1 ? .integer : .continuous, from: fixed ?? 0, to: fixed ?? Double(latest)))
        scales.append(Double(step))
      }
      let isQuestion = instance.set.capacity != nil
      heightColumn = model.addColumn(
        "height", .continuous, from: Double((instance.bound + divisor - 1) / divisor), to: height,
        cost: isQuestion ? 0 : Double(divisor))
      if let capacity = instance.set.capacity { model.objectiveConstant = Double(capacity) }
      offsetColumn = columns
      scale = scales
      firstPairColumn = model.columns.count
      pairs = MemoryMapping.MeetingPairs(instance.sections).pairs
      for (first, second) in pairs { model.addColumn("below_\(first)_\(second)", .binary, from: 0, to: 1) }
      for (index, buffer) in buffers.enumerated() {
        model.addRow(
          "top_\(index)", [.init(columns[index], scales[index]), .init(heightColumn, -1)],
          to: -Double(buffer.size / divisor))
      }
      for (number, (first, second)) in pairs.enumerated() {
        addOrder(first, second, firstPairColumn + number, height)
      }
    }

    private mutating func addOrder(_ first: Int, _ second: Int, _ order: Int, _ height: Double) {
      let buffers = instance.set.buffers
      let lower = LinearModel.Term(offsetColumn[first], scale[first])
      let upper = LinearModel.Term(offsetColumn[second], scale[second])
      let minus = { (term: LinearModel.Term) in LinearModel.Term(term.column, -term.coefficient) }
      // Where the binary is 1, the first ends before the second begins; where it is 0, the other way round.
      model.addRow(
        "order_\(first)_\(second)", [lower, minus(upper), .init(order, height)],
        to: height - Double(buffers[first].size / unit))
      model.addRow(
        "order_\(second)_\(first)", [upper, minus(lower), .init(order, -height)],
        to: -Double(buffers[second].size / unit))
    }

    static func checkSize(of instance: Prepared) throws(MIPError) {
      let pairs = instance.sections.meetingPairBound
      guard pairs <= pairLimit else {
        throw MIPError(
          "the order model of \(instance.set.name) would have \(pairs) binaries, above the limit of \(pairLimit)",
          kind: .tooLarge)
      }
    }

    /// The buffers in order of their addresses, each as low as it goes: small errors of the values do no harm.
    func decode(_ values: [Double]) -> Solution? {
      guard values.count == model.columns.count else { return nil }
      let addresses = offsetColumn.indices.map { values[offsetColumn[$0]] * scale[$0] }
      let order = addresses.indices.sorted { (addresses[$0], $0) < (addresses[$1], $1) }
      let placer = MemoryMapping.FirstFit(instance)
      guard placer.place(Buffer(order.map { Int32($0) }), limit: limit) == nil else { return nil }
      return instance.placement(placer.offsets.withElements { Array($0) })
    }

    func encode(_ placement: Solution) -> [Double]? {
      let offsets = instance.offsets(of: placement)
      guard placement.height <= limit, offsets.count == offsetColumn.count, offsets.allSatisfy({ $0 % unit == 0 })
      else { return nil }
      var values = [Double](repeating: 0, count: model.columns.count)
      for (index, offset) in offsets.enumerated() {
        values[offsetColumn[index]] = Double(offset / unit) / scale[index]
      }
      values[heightColumn] = max(Double(placement.height / unit), model.columns[heightColumn].lower)
      for (number, (first, second)) in pairs.enumerated() {
        values[firstPairColumn + number] = offsets[first] < offsets[second] ? 1 : 0
      }
      return values
    }
  }

  /// The largest unit in which all sizes, alignments above 1 and fixed offsets are whole numbers; every placement with
  /// all buffers as low as they go is then in this unit.
  static func unit(of buffers: [MemoryMapping.MemoryBuffer]) -> Int {
    var unit = 0
    for buffer in buffers {
      unit = greatestCommonDivisor(unit, buffer.size)
      if buffer.alignment > 1 { unit = greatestCommonDivisor(unit, buffer.alignment) }
      if let offset = buffer.fixedOffset { unit = greatestCommonDivisor(unit, offset) }
    }
    return max(1, unit)
  }
}
