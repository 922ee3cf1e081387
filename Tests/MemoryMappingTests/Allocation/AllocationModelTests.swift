import Race
import Testing

@testable import MemoryMapping

@Suite struct AllocationModelTests {
  /// The image of a placement keeps every row and bound of the linear model, and leads back to one that is no higher.
  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func aPlacementHasAnImageInTheOrderModel(seed: UInt64) throws {
    let set = AllocationSamples.random(9, seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0)
    let instance = AllocationSamples.prepared(set)
    let placement = try placement(of: instance)
    let formulation = try MemoryMapping.Allocation.OrderModel(instance, limit: placement.height)
    let values = try #require(formulation.encode(placement))
    for (column, value) in zip(formulation.model.columns, values) {
      #expect((column.lower...column.upper).contains(value), "\(column.name)")
    }
    for row in formulation.model.rows {
      let sum = row.terms.reduce(0.0) { $0 + $1.coefficient * values[$1.column] }
      #expect(row.lower <= sum && sum <= row.upper, "\(row.name)")
    }
    let back = try #require(formulation.decode(values))
    #expect(back.height <= placement.height)
    #expect(throws: Never.self) { try MemoryMapping.Allocation.check(back, of: set) }
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>)
  func aPlacementHasAnImageInTheOffsetModel(seed: UInt64) throws {
    let set = AllocationSamples.random(9, seed: seed, alignments: seed % 2 == 0, horizon: 4)
    let instance = AllocationSamples.prepared(set)
    let placement = try placement(of: instance)
    let formulation = MemoryMapping.Allocation.OffsetModel(instance, limit: placement.height)
    let values = try #require(formulation.encode(placement))
    #expect(try formulation.model.validated().violation(of: values) == nil)
    let back = try #require(formulation.decode(values))
    #expect(back.height == placement.height)
    #expect(throws: Never.self) { try MemoryMapping.Allocation.check(back, of: set) }
  }

  @Test func addressesAreInUnitsOfTheDivisor() {
    let set = AllocationSamples.set([
      .init(id: "a", lower: 0, upper: 2, size: 3 << 40), .init(id: "b", lower: 1, upper: 3, size: 5 << 40),
    ])
    #expect(MemoryMapping.Allocation.unit(of: set.buffers) == 1 << 40)
    #expect(MemoryMapping.Allocation.OffsetModel.isAffordable(AllocationSamples.prepared(set), limit: 8 << 40))
  }

  private func placement(of instance: MemoryMapping.Allocation.Prepared) throws -> MemoryMapping.Placement {
    let placer = MemoryMapping.FirstFit(instance)
    let order = (0..<Int32(instance.set.buffers.count)).map(\.self)
    let misfit = placer.place(.init(order), limit: .max)
    try #require(misfit == nil)
    return MemoryMapping.Placement(placer.offsets.withElements { Array($0) }, of: instance.set)
  }
}
