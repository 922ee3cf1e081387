import Basics
import Testing

@testable import MemoryMapping

@Suite struct AddressRepackerTests {
  /// Inputs without copy demand, each used by the instructions of a range; by hand in fast memory where wanted.
  static func state(
    capacity: Int, _ blocks: [(size: Int, uses: ClosedRange<Int>, address: Int?)]
  ) -> LayerState {
    let program = LayerSamples.program(
      capacity: capacity, supplies: [0, 0, 0, 0],
      blocks.map {
        .init(
          name: "", size: $0.size, uses: Array($0.uses), benefits: $0.uses.map { _ in 1 }, copyDemand: 0)
      })
    let units = LayerUnits(program)
    var state = LayerState(units)
    let prices = Prices(uniformFor: units)
    var finder = RunFinder()
    for (unit, block) in blocks.enumerated() {
      guard let address = block.address else { continue }
      let candidate = finder.best(of: unit, prices, weight: 0, state)
      let isMade = finder.make(candidate, at: address, &state)
      precondition(isMade, "a sample's run is impossible")
    }
    state.commit()
    return state
  }

  /// Two bytes are free below and two above a block: a block of four needs it moved.
  @Test func roomInPiecesIsJoined() throws {
    var state = Self.state(capacity: 6, [(2, 0...3, 2), (4, 1...2, nil)])
    var finder = RunFinder()
    let prices = Prices(uniformFor: state.units)
    finder.fill(1, prices, weight: 0, .lowest, &state)
    let before = state.value
    #expect(before == 4)
    finder.moving = .repacking
    finder.fill(1, prices, weight: 0, .lowest, &state)
    let mapping = state.mapping()
    #expect(mapping.timeSaved == 6)
    #expect(try state.units.program.check(mapping).first == -6)
    state.rollBack()
    #expect(state.mapping().stays.map(\.address) == [2])
  }

  @Test func whatStaysBesideItIsNotOverlapped() throws {
    // The block in the way may only go up, since another one lies below it later.
    var state = Self.state(capacity: 6, [(2, 2...3, 0), (2, 0...2, 2), (4, 0...1, nil)])
    var finder = RunFinder()
    finder.moving = .repacking
    let prices = Prices(uniformFor: state.units)
    finder.fill(2, prices, weight: 0, .lowest, &state)
    let mapping = state.mapping()
    #expect(mapping.stays.count == 3)
    #expect(try state.units.program.check(mapping).first == -mapping.timeSaved)
  }

  @Test func whereThereAreTooFewBytesNothingMoves() {
    var state = Self.state(capacity: 5, [(2, 0...3, 2), (4, 1...2, nil)])
    var repacker = AddressRepacker()
    let address = repacker.makeRoom(for: 4, from: 1, to: 2, .searching, &state)
    let addresses = state.mapping().stays.map(\.address)
    #expect(address == nil && addresses == [2])
  }
}
