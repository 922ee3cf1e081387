import Testing

@testable import MemoryMapping

@Suite struct AllocationCertificateTests {
  private typealias MemoryBuffer = MemoryMapping.MemoryBuffer

  private let magic = Array("dovetail-proof 1\n".utf8)
  private let buffers = [
    MemoryBuffer(id: "a", lower: 0, upper: 3, size: 4), MemoryBuffer(id: "b", lower: 2, upper: 9, size: 5),
  ]

  private func file(_ objective: Int?, capacity: Int? = nil, _ more: [MemoryMapping.MemoryBuffer] = []) -> [UInt8]? {
    MemoryMapping.Allocation.proofFile(
      of: AllocationSamples.set(buffers + more, capacity: capacity), objective: objective)
  }

  @Test func theLargestLoadIsTheWholeProof() {
    #expect(file(9) == magic + [4, 0, 18])
    #expect(file(10) == nil)
    #expect(file(nil) == nil)
  }

  @Test func aCapacityIsReachedOrTooSmall() {
    #expect(file(9, capacity: 9) == magic + [4, 0, 18])
    #expect(file(nil, capacity: 8) == magic + [4, 2])
    #expect(file(nil, capacity: 9) == nil)
  }

  @Test func storagesThatAreNoPlainBuffersHaveNone() {
    #expect(file(9, [MemoryBuffer(id: "c", lower: 0, upper: 3, size: 4, alias: "a")]) == nil)
    #expect(file(9, [MemoryBuffer(id: "c", lower: 4, upper: 4, size: 40)]) == magic + [4, 0, 18])
  }
}
