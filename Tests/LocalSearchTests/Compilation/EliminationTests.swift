import Basics
import LocalSearch
import Statements
import Testing

@Suite("Variables written out")
struct EliminationTests {
  @Test("Balance equations define what is made, so that one stock moves alone")
  func balances() throws {
    // Stock before + made = demand + stock after, three times.
    let model = Model()
    let made = (0..<3).map { _ in model.integer(0...50) }
    let stock = (0..<3).map { _ in model.integer(0...40) }
    for t in 0..<3 {
      let before = t == 0 ? 0.linearExpression : stock[t - 1].linearExpression
      model.add(before + made[t] == 5 + t + stock[t])
    }
    let data = try model.validated()
    let compiled = JumpModel(data, eliminates: true)
    #expect(Set(compiled.elimination.definitions.keys) == Set(made.map(\.index)))
    // Stocks 4, 2, 1: made 5 + 4, then 6 + 2 - 4, then 7 + 1 - 2.
    #expect(compiled.solution([0, 0, 0, 4, 2, 1]) == [9, 4, 6, 4, 2, 1])
  }

  @Test("Ends follow starts and durations; options share the time of their main interval")
  func times() throws {
    let model = Model(horizon: 30)
    let job = model.interval(duration: model.integer(2...6))
    let ways = [3, 5].map { model.interval(duration: $0, presence: model.boolean()) }
    model.alternative(job, of: ways)
    let tied = model.interval(duration: 4, presence: model.boolean())
    model.add(tied.start == job.start + 2, if: tied.presence ?? model.boolean())
    let compiled = JumpModel(try model.validated(), eliminates: true)
    let eliminated = Set(compiled.elimination.definitions.keys)
    let end = try #require(job.end.terms.first?.variable.index)
    #expect(eliminated == [end, ways[0].start.index, ways[1].start.index, tied.start.index])
    var values = [Int](repeating: 0, count: compiled.variableCount)
    values[job.start.index] = 7
    values[try #require(job.duration.terms.first?.variable.index)] = 5
    let solution = compiled.solution(values)
    #expect(solution[end] == 12)
    #expect(solution[ways[1].start.index] == 7 && solution[tied.start.index] == 9)
  }

  @Test("Hints for times that are written out reach those that define them")
  func hints() throws {
    let model = Model(horizon: 30)
    let job = model.interval(duration: model.integer(2...6))
    let ways = [3, 5].map { model.interval(duration: $0, presence: model.boolean()) }
    model.alternative(job, of: ways)
    let other = model.interval(duration: 4)
    model.noOverlap([other, ways[0]])
    model.hint(try #require(ways[0].presence), true)
    model.hint(ways[0].start, 11)
    model.hint(other.start, 7)
    model.hint(try #require(job.duration.terms.first?.variable), 3)
    let search = JumpSearch(try model.validated(), seed: 1)
    let found = try #require(search.run(from: .hint, below: .max, work: 1) { false })
    #expect(found[job.start.index] == 11 && found[ways[0].start.index] == 11 && found[other.start.index] == 7)
  }

  @Test("A circle of definitions is cut, and nothing is lost")
  func circle() throws {
    // x = y + 1 and y = z + 1 and z = x - 2, over wide variables.
    let model = Model()
    let x = (0..<3).map { _ in model.integer(0...20) }
    model.add(x[0] == x[1] + 1)
    model.add(x[1] == x[2] + 1)
    model.add(x[2] == x[0] - 2)
    let data = try model.validated()
    let found = JumpSearch(data, seed: 1).run(from: .random, below: .max, work: 1_000_000) { false }
    #expect(found.map { data.violation(of: $0) == nil } == true)
  }

  @Test("A time that is looked at while its interval is absent stays in", arguments: 0..<20 as Range<UInt64>)
  func absentTimes(seed: UInt64) throws {
    // The absent option's own start is asked for outside of its main interval's time: only the plain form has it.
    let model = Model(horizon: 10)
    let job = model.interval(start: 0...3, duration: 2)
    let ways = (0..<2).map { _ in model.interval(start: 0...10, duration: 2, presence: model.boolean()) }
    model.alternative(job, of: ways)
    model.add(ways[0].start + ways[1].start >= 12)
    let data = try model.validated()
    let found = JumpSearch(data, seed: seed).run(from: nil, below: .max, work: 3_000_000) { false }
    #expect(found.map { data.violation(of: $0) == nil } == true)
  }
}
