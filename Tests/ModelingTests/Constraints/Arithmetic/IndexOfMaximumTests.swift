import Basics
import GLPKSolver
import Modeling
import Testing

@Suite struct IndexOfMaximumTests {
  @Test func agreesWithBruteForce() {
    Specimen.check { random in
      let model = Model()
      let x = (0..<random.within(1...2)).map { _ in random.integer(in: model) }
      var operands = x.map { random.chance(50) ? $0.linearExpression : random.term($0) }
      if random.chance(50) { operands.append(random.within(-2...2).linearExpression) }
      if random.chance(30) { operands.insert(operands[0], at: random.below(operands.count + 1)) }
      let isLargest = random.chance(50)
      let index = isLargest ? model.indexOfMaximum(of: operands) : model.indexOfMinimum(of: operands)
      return Specimen(model) { values in
        let all = operands.map { values[$0] }
        return values[index] == all.firstIndex(of: isLargest ? all.max()! : all.min()!)
      }
    }
  }

  @Test func words() throws {
    let model = Model()
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    _ = model.indexOfMaximum(of: [x, y, 4])
    _ = model.indexOfMinimum(of: [x, y])
    #expect(try model.words(4, 4, 0, 0) == nil)
    #expect(try model.words(3, 4, 2, 0) == "constraint 0: the largest is at 1, not at 2")
    #expect(try model.words(3, 4, 1, 1) == "constraint 1: the largest is at 0, not at 1")
  }

  /// An election: the winner is the third only if it has more than each before, so with 10 votes in all 4 of them.
  @Test func electionInBothEngines() throws {
    let model = Model()
    let votes = model.integers(4, in: 0...10, "votes")
    model.add(sum(of: votes) == 10)
    model.add(model.indexOfMaximum(of: votes) == 2)
    model.add(votes[1] >= 3)
    model.minimize(10 * votes[2] + votes[0])
    // 0, 3, 4, 3.
    #expect(try model.solve().objective == 40)
    #expect(try model.solve(using: GLPKSolver()).objective == 40)
  }

  @Test func ofStartsWithoutAnEnd() throws {
    let model = Model()
    let tasks = (0..<3).map { _ in model.interval(duration: 5) }
    model.noOverlap(tasks)
    model.add(model.indexOfMinimum(of: tasks.map(\.start)) == 2)
    model.add(model.indexOfMaximum(of: tasks.map(\.start)) == 0)
    model.minimize(tasks[0].end)
    #expect(try model.solve().objective == 15)
  }

  @Test func mistakes() {
    let (model, other) = (Model(), Model())
    _ = model.indexOfMaximum(of: [])
    _ = model.indexOfMinimum(of: [other.integer(0...1)])
    #expect(
      model.errors == [
        .emptyOperands("the index of the maximum"), .foreignVariable("the index of the minimum"),
      ])
  }
}
