import Race
import Testing

@testable import MemoryMapping

@Suite struct LayerCheckerTests {
  typealias Stay = LayerMapping.Stay

  /// Tensor 0 is an input; 1 is defined by instruction 0 and must end in slow memory; 2 and 3 are aliases, 3 written by
  /// instruction 3 in the place of 2.
  static let program = LayerSamples.program(
    supplies: [2, 2, 2, 2, 2],
    [
      .init(name: "input", size: 2, uses: [1, 3], benefits: [3, 4], copyDemand: 2),
      .init(
        name: "hidden", size: 1, definition: 0, uses: [2], benefits: [5], definitionBenefit: 1, copyDemand: 1,
        endsInSlowMemory: true),
      .init(
        name: "before", size: 1, definition: 2, uses: [3], benefits: [2], definitionBenefit: 2, copyDemand: 1,
        aliasGroup: 0),
      .init(
        name: "after", size: 1, definition: 3, uses: [4], benefits: [2], definitionBenefit: 2, copyDemand: 1,
        aliasGroup: 0),
    ])

  static let input = Stay(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: 0, amounts: [2]))
  static let hidden = Stay(tensor: 1, start: 0, end: 2, address: 2, writeBack: .init(first: 1, amounts: [1]))
  static let before = Stay(tensor: 2, start: 2, end: 3, address: 3)
  static let after = Stay(tensor: 3, start: 3, end: 4, address: 3)
  static let all = [input, hidden, before, after]

  static func failure(_ stays: [Stay], saved: Int? = nil) -> String? {
    let mapping = saved.map { LayerMapping(stays: stays, timeSaved: $0) } ?? LayerMapping(stays, of: program)
    do {
      _ = try program.check(mapping)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func aMappingThatKeepsAllRulesSavesTheSumOfItsBenefits() throws {
    #expect(try Self.program.check(LayerMapping(Self.all, of: Self.program)) == Objective(-21))
    #expect(try Self.program.check(LayerMapping([], of: Self.program)) == Objective(0))
  }

  @Test func benefitsOfOneInstructionAreCappedAtItsBaseTime() throws {
    let program = LayerSamples.program(
      supplies: [1, 0], baseTime: 5,
      [
        .init(name: "", size: 1, uses: [1], benefits: [4], copyDemand: 0),
        .init(name: "", size: 1, uses: [1], benefits: [4], copyDemand: 0),
      ])
    let stays = (0..<2).map {
      Stay(tensor: $0, start: 1, end: 1, address: $0, copyIn: .init(first: 1, amounts: []))
    }
    #expect(try program.check(LayerMapping(stays: stays, timeSaved: 5)) == Objective(-5))
    #expect(throws: CheckFailure.self) { try program.check(LayerMapping(stays: stays, timeSaved: 8)) }
  }

  /// Each case breaks one rule of the mapping above; the text names it.
  @Test(arguments: [
    ("no tensor", Stay(tensor: 9, start: 0, end: 1, address: 0), 0),
    ("not within instructions", Stay(tensor: 0, start: 0, end: 5, address: 0, copyIn: input.copyIn), 0),
    ("not aligned", Stay(tensor: 0, start: 0, end: 3, address: -1, copyIn: input.copyIn), 0),
    ("beyond the capacity", Stay(tensor: 0, start: 0, end: 3, address: 3, copyIn: input.copyIn), 0),
    ("overlaps", Stay(tensor: 0, start: 0, end: 3, address: 1, copyIn: input.copyIn), 0),
    ("begins without a copy", Stay(tensor: 0, start: 0, end: 3, address: 0), 0),
    (
      "does not begin with its copy",
      Stay(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: 1, amounts: [2])), 0
    ),
    ("lacks 1", Stay(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: 0, amounts: [1])), 0),
    (
      "more than its demand", Stay(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: 0, amounts: [2, 1])), 0
    ),
    (
      "takes 3 of instruction 0", Stay(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: 0, amounts: [3])),
      0
    ),
    ("should end at 3", Stay(tensor: 0, start: 0, end: 4, address: 0, copyIn: input.copyIn), 0),
    ("serves no use", Stay(tensor: 0, start: 0, end: 0, address: 0, copyIn: input.copyIn), 0),
    ("not written back", Stay(tensor: 1, start: 0, end: 2, address: 2), 1),
    ("written back before", Stay(tensor: 1, start: 0, end: 2, address: 2, writeBack: .init(first: 0, amounts: [1])), 1),
    (
      "ends before it is written",
      Stay(tensor: 1, start: 0, end: 2, address: 2, writeBack: .init(first: 3, amounts: [1])), 1
    ),
    ("its alias", Stay(tensor: 3, start: 3, end: 4, address: 2), 3),
  ])
  func eachBrokenRuleIsNamed(what: String, stay: Stay, place: Int) {
    var stays = Self.all
    stays[place] = stay
    let failure = Self.failure(stays, saved: 21)
    #expect(failure?.contains(what) == true, "\(failure ?? "passed")")
  }

  @Test func aliasesMakeTheSameChoiceAtInstructionsThatTheyShare() {
    #expect(Self.failure([Self.before])?.contains("different memories at instruction 3") == true)
    #expect(Self.failure([Self.after])?.contains("different memories at instruction 3") == true)
    #expect(Self.failure([Self.before, Self.after]) == nil)
  }

  @Test func staysOfOneTensorFollowEachOther() {
    let first = Stay(tensor: 0, start: 0, end: 1, address: 0, copyIn: .init(first: 0, amounts: [2]))
    let next = Stay(tensor: 0, start: 2, end: 3, address: 2, copyIn: .init(first: 2, amounts: [2]))
    let early = Stay(tensor: 0, start: 1, end: 3, address: 2, copyIn: .init(first: 1, amounts: [2]))
    #expect(Self.failure([first, next]) == nil)
    #expect(Self.failure([first, early])?.contains("before an earlier one has ended") == true)
  }

  @Test func theTimeSavedMustBeWhatIsSaid() {
    #expect(Self.failure(Self.all, saved: 22)?.contains("says that it saves 22, but it saves 21") == true)
  }

  /// Numbers at the edge of 64 bits are turned down, not computed with.
  @Test func hostileNumbersAreTurnedDown() {
    let huge = Int.max
    let hostile: [Stay] = [
      .init(tensor: 0, start: huge, end: huge, address: 0), .init(tensor: -1, start: 0, end: 0, address: 0),
      .init(tensor: 0, start: 0, end: 3, address: huge, copyIn: Self.input.copyIn),
      .init(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: huge, amounts: [2])),
      .init(tensor: 0, start: 0, end: 3, address: 0, copyIn: .init(first: 0, amounts: [huge, huge])),
      .init(tensor: 1, start: 0, end: 2, address: 0, writeBack: .init(first: huge, amounts: [1])),
      .init(tensor: 1, start: 0, end: 2, address: 0, writeBack: .init(first: -huge, amounts: [])),
    ]
    for stay in hostile { #expect(Self.failure([stay], saved: 0) != nil) }
  }
}
