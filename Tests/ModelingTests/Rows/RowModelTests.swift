import Basics
import Modeling
import TestSupport
import Testing
import UserModels

@testable import Statements

/// Models as rows of words, there and back, and rows that are none.
@Suite struct RowModelTests {
  private func rows(_ rows: [[Int64]]) -> [Int64] { rows.flatMap { [$0[0], Int64($0.count - 1)] + $0.dropFirst() } }

  /// Why rows are refused; nothing of what was refused stays.
  private func failure(_ rows: [[Int64]], after first: [[Int64]]) throws -> RowError? {
    var model = RowModel()
    try model.append(self.rows(first))
    let before = RowWriter.words(of: model)
    do throws(RowError) {
      try model.append(self.rows(rows))
      return nil
    } catch {
      #expect(RowWriter.words(of: model) == before)
      return error
    }
  }

  @Test func everyKindOfConstraintHasARow() {
    for kind in ConstraintKinds.all { #expect(RowCode.code(of: kind) != nil, "\(kind.keyword)") }
    for code in 0..<200 {
      guard let kind = RowCode.kind(code) else { continue }
      #expect(RowCode.code(of: kind) == code)
      #expect(RowCode(rawValue: code) == nil)
    }
    #expect(RowCode.code(of: LinearConstraint.self) == RowCode.linear)
  }

  @Test func theRowsOfASmallModelAreAsTheHeaderSays() throws {
    let model = Model()
    let x = model.integer(0...10)
    let b = model.boolean()
    let paint = model.interval(start: 0...8, duration: 3, presence: b)
    model.add(2 * x + paint.start <= 7, if: !b)
    model.maximize(x - 3 * b + 4)
    model.hint(x, 3)
    let words = RowWriter.words(of: try model.rows())
    #expect(
      words
        == rows([
          [1, 3, 0, 0, 0, 10, 1, 8], [3, 2, 0, 3, 1, 3, 2, 1, 1, 1], [16, 2, -7, 0, 2, 2, 1, 0, 1, -2],
          [4, 1, 2, 4, 0, 1, 1, -3], [5, 1, 0, 3],
        ]))
  }

  @Test func randomModelsComeBack() throws {
    for seed in UInt64(0)..<400 {
      let model = RandomModel(seed: seed).model
      let made = try model.rows()
      let words = RowWriter.words(of: made)
      var read = RowModel(name: made.data.name)
      try read.append(words)
      #expect(RowWriter.words(of: read) == words, "seed \(seed)")
      try read.name(.variables, from: 0, made.data.names)
      try read.name(.intervals, from: 0, made.data.intervals.map(\.name))
      #expect(try read.model().text() == model.text(), "seed \(seed)")
    }
  }

  /// What is open in a model of Swift's is open in its rows.
  @Test func timesWithoutAnEndComeBack() throws {
    let model = Model()
    let length = model.integer(1...4)
    let a = model.interval(duration: 3)
    let b = model.interval(duration: length)
    model.precede(a, b, delay: 2)
    let span = model.maximum(of: [a.end, b.end])
    model.named("ends") { model.add(span <= 40) }
    model.minimize(span - model.minimum(of: [a.start, b.start]))
    var read = RowModel()
    try read.append(RowWriter.words(of: try model.rows()))
    #expect(try read.open.definitions.count == model.rows().open.definitions.count)
    let (one, two) = (try model.solve(), try read.model().solve())
    #expect(one.status == .optimal && one.objective == 6)
    #expect(two.status == .optimal && two.objective == 6)
    #expect(try read.model().text() == model.text())
  }

  @Test func boundsOfDerivedVariablesAreThoseOfTheFunction() throws {
    var model = RowModel()
    let operands: [Int64] = [1, 0, 0, 1, 1, 1, 1, 2]
    try model.append(
      rows([
        [1, 2, -3, 2, 4, 5], [2, 2, 2] + operands, [2, 3, 2] + operands, [2, 4, 2] + operands, [2, 5] + operands,
        [2, 6] + operands, [2, 7] + operands, [2, 1, 0, 1],
      ]))
    // x in -3...4, y in 2...5, the second form is 2 y + 1, from 5 to 11.
    #expect(model.data.lower[2...] == [5, -3, -3, -33, 0, -3, -1])
    #expect(model.data.upper[2...] == [11, 4, 11, 44, 0, 4, 9])
    #expect(model.open.isEmpty)
  }

  @Test func largeNumbersAreReducedByTheirCommonDivisor() throws {
    var model = RowModel()
    let mega: Int64 = 1 << 40
    try model.append(rows([[1, 2, 0, 0, 1 << 29, 1 << 29], [16, 2, -7 * mega, 0, mega, 1, mega, 0, 0]]))
    let constraint = try #require(model.data.constraints[0] as? LinearConstraint)
    #expect(constraint.form.terms.map(\.coefficient) == [1, 1] && constraint.form.constant == -7)
  }

  @Test(
    arguments: [
      ([[1, 1, 3, 2]], 0, "variables: variable 0: expected bounds in order"),
      ([[1, 1, 0, 1 << 30]], 0, "strictly within"),
      ([[1, 2, 0, 0, 1]], 0, "expected a count"),
      ([[1, Int64.max, 0, 1]], 0, "expected a count"),
      ([[1, 1, 0, 5], [16, 1, 0, 1, 1, 0, 0]], 1, "linear: expected a variable from 0 to 0, found 1"),
      ([[1, 1, 0, 5], [16, 1, 0, 0, 1, 3, 0]], 1, "linear: expected a choice from 0 to 2, found 3"),
      ([[1, 1, 0, 5], [16, 1, 0, 0, 1, 0, 1, 0]], 1, "expected a Boolean"),
      ([[1, 1, 0, 5], [16, Int64.max, 0, 0, 1, 0, 0]], 1, "expected the number of terms"),
      ([[1, 1, 0, 5], [16, 1, 0, 0, Int64.min, 0, 0]], 1, "expected a sum within"),
      ([[1, 1, 0, 5], [16, 1, 0, 0, 1, 0, 0, 9]], 1, "expected the end of the row, found 1 more word"),
      ([[1, 1, 0, 5], [16, 1, 0, 0, 1]], 1, "expected a further word"),
      ([[1, 1, 0, 5], [24, 1 << 40]], 1, "expected the count of a list"),
      ([[1, 1, 0, 1], [24, 2, 0, Int64.min]], 1, "expected a variable from 0 to 0"),
      ([[99, 1]], 0, "expected the code of a row, found 99"),
      ([[0]], 0, "expected the code of a row, found 0"),
      ([[64, 1, 0]], 0, "noOverlap: expected an interval where there is none, found 0"),
      ([[2, 9]], 0, "derived: expected a kind from 0 to 8"),
      ([[2, 2, 0]], 0, "derived: expected operands, found none"),
      ([[2, 0], [2, 5, 1, 0, 0, 1, 0, 2]], 1, "expected operands with bounds of their own"),
      ([[2, 0], [24, 1, 0]], 1, "expected a Boolean"),
      ([[6, 1]], 0, "group: expected -2, -1 or a group from 0 to 0, found 1"),
      ([[4, 3, 0, 0]], 0, "objective: expected a sense"),
      ([[1, 1, 0, 5], [5, 1, 0, 6]], 1, "hints: expected a value of variable 0, from 0 to 5, found 6"),
      ([[1, 1, -5, 5], [3, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0]], 1, "interval 0: expected a duration from 0 on"),
      ([[1, 2, 0, 0, 5, 9], [3, 0, 0, 3, 1, 0, 1, 1, 2, 0, 1]], 1, "expected a Boolean"),
      ([[1, 1, 0, 9], [18, 0, 2, 5, 3]], 1, "domain"),
    ] as [([[Int64]], Int, String)])
  func whatIsNoRowIsRefused(_ words: [[Int64]], row: Int, message: String) throws {
    for first in [[], [[1, 0]]] as [[[Int64]]] {
      let failure = try #require(try failure(words, after: first), "\(words)")
      #expect(failure.row == row && "\(failure)".contains(message), "\(failure)")
    }
  }

  @Test func aRowThatIsCutOffIsRefused() {
    var model = RowModel()
    for words in [[16], [16, 5, 1, 0, 0], [16, -1], [1, Int64.max, 0]] as [[Int64]] {
      #expect(throws: RowError.self) { try model.append(words) }
    }
  }

  @Test func anIntervalNeedsItsEquation() throws {
    var model = RowModel()
    try model.append(rows([[1, 3, 0, 1, 0, 5, 4, 9], [3, 0, 1, 0, 1, 1, 1, 0, 2, 1, 0]]))
    #expect(throws: RowError.self) { try model.model() }
    try model.append(rows([[16, 3, 0, 0, 1, 1, 1, 2, -1, 1, 0]]))
    #expect(try model.model().solve().status == .optimal)
  }

  @Test func namesAreThoseOfWhatThereIs() throws {
    var model = RowModel()
    try model.append(rows([[1, 2, 0, 0, 5, 5]]))
    try model.name(.variables, from: 1, ["load"])
    try model.name(.groups, from: 0, ["upper", "lower"])
    try model.append(rows([[6, 1], [16, 1, 0, 1, 1, 0, 0], [6, -1]]))
    #expect(model.data.names == ["", "load"])
    #expect(model.groups.name(ofConstraint: 0) == "lower")
    #expect(throws: RowError.self) { try model.name(.variables, from: 2, ["x"]) }
    #expect(throws: RowError.self) { try model.name(.variables, from: -1, ["x"]) }
    #expect(throws: RowError.self) { try model.name(.variables, from: .max, ["x"]) }
    #expect(throws: RowError.self) { try model.name(.groups, from: 3, ["x"]) }
    #expect(throws: RowError.self) { try model.name(.intervals, from: 0, ["x"]) }
  }

  /// Words that were changed at random are refused or make a model that solves; never a trap.
  @Test func changedWordsAreNeverATrap() throws {
    var refused = 0
    for seed in UInt64(1)...600 {
      var random = RandomSource(seed: seed)
      var words = RowWriter.words(of: try RandomModel(seed: seed % 60).model.rows())
      let hostile: [Int64] = [0, 1, -1, 2, 3, 7, .min, .max, 1 << 30, -(1 << 30), 1 << 60, -(1 << 61), 64, 16]
      for _ in 0...random.below(3) {
        words[random.below(words.count)] = hostile[random.below(hostile.count)]
      }
      if random.below(4) == 0 { words.removeLast(random.below(words.count)) }
      var model = RowModel()
      do {
        try model.append(words)
        var options = Model.Options(timeLimit: 0.02)
        options.memoryLimit = 1 << 31
        _ = try model.model().solve(options)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 100 && refused < 600)
  }
}
