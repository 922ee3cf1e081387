import Basics
import MIP
import Modeling
import Solving

extension MemoryMapping.Allocation {
  /// The constraint model of storages: an offset for each, its pool where there is a choice, for each two that live at a
  /// common time the differences of their offsets that are allowed in one pool, and the height of each pool.
  ///
  /// Addresses are in units of the greatest common divisor of all addresses of boxes, alignments and fixed offsets: for
  /// any choice of pools and sides, the lowest placement is in these units.
  struct StorageModel: Sendable {
    let data: ModelData
    private let instance: StorageInstance
    private let unit: Int
    private let offsets: [IntVar]
    private let multiples: [Int: IntVar]
    /// By storage and place among its pools; empty where there is one.
    private let choices: [[BoolVar]]
    private let heights: [IntVar]
    /// Whether two storages that have a choice of pools are no matter to each other in one.
    private let apart: [Apart]

    private struct Apart {
      let first, second: Int
      let allowed: [ClosedRange<Int>]
      let truth: BoolVar
    }

    /// More pairs than this take too much memory.
    static let pairLimit = 60_000

    static let tooLarge = ModelTooLarge(
      "the model of buffers with windows, aliases or pools is for \(pairLimit) pairs of buffers, and addresses below "
        + "2^28 units of their divisor")

    init(_ instance: StorageInstance) throws {
      guard instance.pairCount <= Self.pairLimit, let unit = Self.affordableUnit(of: instance) else {
        throw Self.tooLarge
      }
      self.instance = instance
      self.unit = unit
      let model = Model(instance.set.name)
      let tops = Self.tops(of: instance, unit)
      heights = tops.map { model.integer(0...$0, "height") }
      var offsets: [IntVar] = []
      var multiples: [Int: IntVar] = [:]
      var choices: [[BoolVar]] = []
      for (number, storage) in instance.storages.enumerated() {
        let most = max(0, storage.pools.reduce(0) { max($0, tops[$1]) } - storage.size / unit)
        let fixed = storage.fixedOffset.map { $0 / unit }
        let offset = model.integer(fixed.map { $0...$0 } ?? 0...most, "offset \(number)")
        let step = storage.alignment / unit
        if step > 1, fixed == nil {
          let multiple = model.integer(0...most / step)
          model.add(step * multiple == offset)
          multiples[number] = multiple
        }
        offsets.append(offset)
        let own = storage.pools.count > 1 ? model.booleans(storage.pools.count) : []
        if !own.isEmpty { model.exactlyOne(of: own) }
        choices.append(own)
        for (place, pool) in storage.pools.enumerated() {
          if own.isEmpty {
            model.add(offset + storage.size / unit <= heights[pool])
          } else {
            model.add(offset + storage.size / unit <= heights[pool], if: own[place])
          }
        }
      }
      self.offsets = offsets
      self.multiples = multiples
      self.choices = choices
      var apart: [Apart] = []
      for first in instance.storages.indices {
        for second in instance.neighbours[first].map({ Int($0) }) where second > first {
          if let pair = Self.keepApart(first, second, instance, unit, offsets, choices, model) { apart.append(pair) }
        }
      }
      self.apart = apart
      let costs = instance.set.pools.isEmpty ? [instance.set.capacity == nil ? 1 : 0] : instance.pools.map(\.cost)
      if costs.contains(where: { $0 > 0 }) {
        model.minimize(zip(costs, heights).map { ($0 * unit) * $1 }.reduce(LinearExpression(terms: []), +))
      }
      data = try model.validated()
    }

    private static func keepApart(
      _ first: Int, _ second: Int, _ instance: StorageInstance, _ unit: Int, _ offsets: [IntVar],
      _ choices: [[BoolVar]], _ model: Model
    ) -> Apart? {
      let clashes = instance.clashes(first, second)
      guard !clashes.isEmpty else { return nil }
      let limit = 1 << 29
      var allowed: [ClosedRange<Int>] = []
      var next = -limit
      for clash in clashes {
        // Between them are the multiples of the unit only.
        let last = floorDivision(clash.lowerBound - 1, unit)
        if next <= last { allowed.append(next...last) }
        next = -floorDivision(-(clash.upperBound + 1), unit)
      }
      allowed.append(next...limit)
      let difference = offsets[second] - offsets[first]
      let (a, b) = (instance.storages[first].pools, instance.storages[second].pools)
      if a.count == 1, b.count == 1 {
        if a == b { model.add(difference, in: allowed) }
        return nil
      }
      let common = a.filter { b.contains($0) }
      guard !common.isEmpty else { return nil }
      let isApart = model.isMember(difference, of: allowed)
      for pool in common {
        let together = [(a, choices[first]), (b, choices[second])].compactMap { pools, own in
          own.isEmpty ? nil : pools.firstIndex(of: pool).map { !own[$0] }
        }
        model.atLeastOne(of: together + [isApart])
      }
      return Apart(first: first, second: second, allowed: allowed, truth: isApart)
    }

    private static func floorDivision(_ value: Int, _ divisor: Int) -> Int {
      let quotient = value / divisor
      return value % divisor < 0 ? quotient - 1 : quotient
    }

    /// Nil where addresses are too large for the engine.
    private static func affordableUnit(of instance: StorageInstance) -> Int? {
      var unit = 0
      for storage in instance.storages {
        unit = greatestCommonDivisor(unit, storage.size)
        if storage.alignment > 1 { unit = greatestCommonDivisor(unit, storage.alignment) }
        if let offset = storage.fixedOffset { unit = greatestCommonDivisor(unit, offset) }
        for piece in storage.pieces {
          unit = greatestCommonDivisor(greatestCommonDivisor(unit, piece.low), piece.high)
        }
      }
      unit = max(1, unit)
      let costs = instance.pools.reduce(0) { $0 + $1.cost }
      let tops = tops(of: instance, unit)
      let fixed = instance.storages.reduce(0) { max($0, $1.fixedOffset ?? 0) } / unit
      return tops.allSatisfy { $0 < (1 << 28) / max(1, costs) } && fixed < 1 << 28 ? unit : nil
    }

    /// In units, for each pool: its capacity, or the height of all storages one above the other.
    private static func tops(of instance: StorageInstance, _ unit: Int) -> [Int] {
      var (sum, fixedEnd) = (0, 0)
      for storage in instance.storages {
        sum += roundedUp(storage.size, to: storage.alignment) / unit
        if let offset = storage.fixedOffset { fixedEnd = max(fixedEnd, (offset + storage.size) / unit) }
      }
      let most = sum + fixedEnd + instance.storages.reduce(0) { max($0, $1.alignment / unit) }
      return instance.pools.map { min($0.capacity.map { $0 / unit } ?? .max, most) }
    }

    var translation: ModelTranslation<MemoryMapping.Placement> {
      ModelTranslation {
        decode($0)
      } encode: {
        encode($0)
      }
    }

    func decode(_ values: [Int]) -> MemoryMapping.Placement {
      let pools = instance.storages.indices.map { number in
        let own = instance.storages[number].pools
        return zip(own, choices[number]).first { values[$1.variable.index] == 1 }?.0 ?? own[0]
      }
      return instance.placement(offsets.map { unit * values[$0.index] }, pools)
    }

    func encode(_ placement: MemoryMapping.Placement) -> [Int]? {
      guard let (places, pools) = instance.storages(of: placement) else { return nil }
      var values = [Int](repeating: 0, count: data.variableCount)
      var tops = [Int](repeating: 0, count: heights.count)
      for (number, storage) in instance.storages.enumerated() {
        guard places[number].isMultiple(of: unit) else { return nil }
        values[offsets[number].index] = places[number] / unit
        if let multiple = multiples[number] { values[multiple.index] = places[number] / storage.alignment }
        for (pool, choice) in zip(storage.pools, choices[number]) {
          values[choice.variable.index] = pool == pools[number] ? 1 : 0
        }
        tops[pools[number]] = max(tops[pools[number]], (places[number] + storage.size) / unit)
      }
      for pair in apart {
        let difference = (places[pair.second] - places[pair.first]) / unit
        values[pair.truth.variable.index] = pair.allowed.contains { $0.contains(difference) } ? 1 : 0
      }
      for (height, top) in zip(heights, tops) { values[height.index] = top }
      return values
    }
  }
}
