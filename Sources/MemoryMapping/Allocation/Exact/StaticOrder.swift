import Basics

extension MemoryMapping {
  /// What the spatial search's static orders are made of, for each buffer: width (its life time in sections), size,
  /// area, and total (the largest load that it meets).
  struct StaticOrders: Sendable {
    /// Keys from the most important one on, all descending.
    enum Rule: CaseIterable, Sendable {
      case totalWidthArea, totalAreaWidth, widthAreaTotal, totalTimesWidth, areaWidthTotal, totalSizeWidth
      case sizeWidthTotal, totalTimesArea
    }

    private let width, size, area, total: [Double]

    init(_ instance: Allocation.Prepared) {
      let buffers = instance.set.buffers
      let maxima = RangeMaximum(instance.sections.loads)
      let hulls = buffers.indices.map { instance.sections.hull(of: $0) }
      width = hulls.map { Double($0.count) }
      size = buffers.map { Double($0.size) }
      area = zip(width, size).map { $0 * $1 }
      total = hulls.map { Double(maxima.maximum(in: $0)) }
    }

    /// The buffers in an order; equal ones in order of their numbers.
    func order(_ rule: Rule) -> [Int32] {
      var random = RandomSource(seed: 0)
      return order(rule, noise: 0, &random)
    }

    /// The same with each number of each key multiplied by the buffer's weight and by a random factor from
    /// 1 - noise / 2 to 1 + noise / 2.
    ///
    /// - Parameter weights: one a buffer, or none for equal ones.
    func order(
      _ rule: Rule, noise: Double, weights: [Double] = [], _ random: inout RandomSource
    ) -> [Int32] {
      func blurred(_ values: [Double]) -> [Double] {
        if noise == 0 { return values }
        return values.indices.map { index in
          values[index] * (weights.isEmpty ? 1 : weights[index]) * (1 + noise * (random.unit() - 0.5))
        }
      }
      let keys =
        switch rule {
        case .totalWidthArea: [blurred(total), blurred(width), area]
        case .totalAreaWidth: [blurred(total), blurred(area), width]
        case .widthAreaTotal: [blurred(width), blurred(area), total]
        case .totalTimesWidth: [zip(blurred(total), blurred(width)).map { $0 * $1 }]
        case .areaWidthTotal: [blurred(area), blurred(width), total]
        case .totalSizeWidth: [blurred(total), blurred(size), width]
        case .sizeWidthTotal: [blurred(size), blurred(width), total]
        case .totalTimesArea: [zip(blurred(total), blurred(area)).map { $0 * $1 }]
        }
      return width.indices.sorted { a, b in
        for key in keys where key[a] != key[b] { return key[a] > key[b] }
        return a < b
      }.map { Int32($0) }
    }
  }
}
