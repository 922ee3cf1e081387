import SolvingSupport
import Testing

@testable import MemoryMapping

/// See `Settling`.
@Suite struct SmallMemoryMappingTests {
  @Test func buffers() throws {
    for seed in Settling.seeds {
      let set = AllocationSamples.random(
        1 + Int(seed % 5), seed: seed, alignments: seed % 2 == 0, gaps: seed % 3 == 0, fixed: seed % 5 == 0)
      let factor = [1, 1, 2, 6][Int(seed % 4)]
      let scaled = AllocationSamples.set(
        set.buffers.map {
          MemoryMapping.MemoryBuffer(
            id: $0.id, lower: $0.lower, upper: $0.upper, size: factor * $0.size, alignment: $0.alignment,
            gaps: $0.gaps, fixedOffset: $0.fixedOffset, hint: seed % 7 == 0 ? Int(seed % 11) : nil)
        })
      let least = AllocationSamples.leastHeight(of: scaled)
      #expect(try Settling.faults(of: MemoryMapping.Allocation.self, scaled, truth: least, "seed \(seed)") == [])
      guard let least, least > 0 else { continue }
      for capacity in [least - 1, least, least + 1] {
        let truth = capacity < least ? nil : capacity
        #expect(
          try Settling.faults(
            of: MemoryMapping.Allocation.self, scaled.asking(capacity: capacity), truth: truth,
            "seed \(seed), \(capacity)") == [])
      }
    }
  }

  @Test func layers() throws {
    for seed in Settling.seeds {
      let program = LayerSamples.random(seed: seed)
      #expect(
        try Settling.faults(
          of: MemoryMapping.Layers.self, program, truth: -LayerOracle.optimum(of: program), "seed \(seed)") == [])
    }
  }
}
