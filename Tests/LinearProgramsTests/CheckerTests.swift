import Basics
import MIP
import Race
import Solving
import Testing

@testable import LinearPrograms

@Suite("The checker of linear programs") struct LinearProgramCheckerTests {
  static func instance(_ text: String, _ name: String = "m.lp") throws -> MixedIntegerProgram.Instance {
    try MixedIntegerProgram.parse(SourceText(name: name, text: text))
  }

  static func solution(_ values: [String: Double]) -> MixedIntegerProgram.Solution {
    let names = values.keys.sorted()
    return MixedIntegerProgram.Solution(columns: names, values: names.map { values[$0] ?? 0 })
  }

  private static let mixed = """
    Maximize
     2.5 x + y + z + 10
    Subject To
     weight: 0.1 x + 0.2 y <= 0.7
     mixed: x + z <= 4.5
    Bounds
     x <= 7
     -3 <= y <= 3
     z <= 2.5
    Generals
     x y
    End
    """

  /// What the checker says of values of x, y and z.
  private func verdict(_ x: Double, _ y: Double, _ z: Double) throws -> String {
    do {
      let solution = Self.solution(["x": x, "y": y, "z": z])
      return "\(try MixedIntegerProgram.check(solution, of: Self.instance(Self.mixed)))"
    } catch let error as CheckFailure {
      return "\(error)"
    }
  }

  @Test func everyRuleIsChecked() throws {
    // 0.1 · 1 + 0.2 · 3 is 0.7, but 0.7000000000000001 in doubles.
    #expect(try verdict(1, 3, 2.5) == "-18000000")
    #expect(try verdict(2, 2, 2.5000001) == "-19500000")
    #expect(try verdict(1, 4, 0).contains("y is 4.0, above its upper bound 3.0"))
    #expect(try verdict(-1, 0, 0).contains("x is -1.0, below its lower bound 0.0"))
    #expect(try verdict(2, 3, 0).contains("row weight is 0.8"))
    #expect(try verdict(4, 1, 0.6).contains("row mixed is 4.6, above its upper side 4.5"))
    #expect(try verdict(0.999_999_9, 0, 0).contains("and no integer"))
    #expect(try verdict(1e17, 0, 0).contains("and no integer"))
    #expect(try verdict(0, 0, 2.51).contains("above its upper bound 2.5"))
    #expect(try verdict(0, 0, .nan).contains("z is nan"))
    #expect(throws: CheckFailure.self) {
      try MixedIntegerProgram.check(Self.solution(["w": 0]), of: Self.instance(Self.mixed))
    }
  }

  @Test func objectivesAreTheFilesOwn() throws {
    func shown(_ text: String, _ values: [String: Double]) throws -> String {
      let instance = try Self.instance(text)
      let objective = try MixedIntegerProgram.check(Self.solution(values), of: instance)
      let scale = MixedIntegerProgram.objectiveScale(of: instance)
      return scale?.decimalText(of: objective) ?? objective.description
    }
    func file(_ objective: String) -> String { "\(objective)\nst\nbounds\nx<=9\ny<=9\ngen\nx y\nend" }
    #expect(try shown(file("min 2 x + 3 y - 7"), ["x": 1]) == "-5")
    #expect(try shown(file("max 2 x + 3 y - 7"), ["x": 1]) == "-5")
    #expect(try shown(file("max 0.25 x + 0.5 y + 0.1"), ["x": 3, "y": 1]) == "1.35")
    #expect(try shown(file("max 0.25 x + 0.5 y"), ["x": 2, "y": 1]) == "1")
    #expect(try shown(file("min - 0.05 x"), ["x": 1]) == "-0.05")
    #expect(try shown(file("max 100 x + 200 y"), [:]) == "0")
    #expect(try shown("min 0.3 z\nst\nend", ["z": 1.0 / 3]) == "0.1")
  }

  @Test func whatSolutionFilesHold() throws {
    let solution = MixedIntegerProgram.Solution(columns: ["b\"\\", "a", "c"], values: [2, 0.5, 0])
    #expect(MixedIntegerProgram.json(of: solution) == #"{"values":{"b\"\\":2,"a":0.5}}"#)
    #expect(solution == Self.solution(["a": 0.5, "b\"\\": 2]))
    #expect(solution != Self.solution(["a": 0.5]))
  }
}
