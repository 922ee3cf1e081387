import Modeling
import Testing

/// The code of the article on questions, with the answers that it promises.
@Suite struct ArticleTests {
  /// Four people, five days, one of them each day.
  private struct Roster {
    let model = Model()
    var works: [[BoolVar]] = []
    let people = ["Ann", "Bob", "Cleo", "Dan"]

    init() {
      for name in people { works.append((1...5).map { model.boolean("\(name) on day \($0)") }) }
    }

    /// In how many days somebody works.
    func load(_ person: Int) -> LinearExpression { sum(of: works[person]) }
  }

  @Test func goalsInOrder() throws {
    let roster = Roster()
    let (model, works) = (roster.model, roster.works)
    for day in 0..<5 { model.exactlyOne(of: works.map { $0[day] }) }
    let longest = model.maximum(of: (0..<4).map(roster.load))
    let danWorks = roster.load(3)

    let result = try model.optimize([
      .minimize(longest),
      .minimize(danWorks),
      .maximize(works[0][4] + works[1][4]),
    ])
    #expect(result.status == .optimal && result.objectives == [2, 0, 1])

    let relaxed = try model.optimize([.minimize(longest, tolerance: 1), .maximize(roster.load(0))])
    #expect(relaxed.objectives == [3, 3] && relaxed.bounds == [2, 3])
  }

  @Test func assumptions() throws {
    let roster = Roster()
    let (model, works) = (roster.model, roster.works)
    for day in 0..<5 { model.exactlyOne(of: works.map { $0[day] }) }
    for person in 0..<4 { model.add(roster.load(person) <= 2) }

    let wishes = [works[0][0], works[0][1], works[0][2], !works[3][4]]
    let result = try model.solve(assuming: wishes)
    if result.status == .infeasible {
      print("not all at once: \(result.core.count) of the wishes")
    }
    #expect(result.core.map(\.variable.index) == [0, 1, 2] && result.isCoreMinimal)
  }

  @Test func explanations() throws {
    let roster = Roster()
    let (model, works) = (roster.model, roster.works)
    model.named("somebody each day") {
      for day in 0..<5 { model.atLeastOne(of: works.map { $0[day] }) }
    }
    model.named("one day each") {
      for person in 0..<4 { model.add(roster.load(person) <= 1) }
    }
    model.named("Ann or Bob on Monday") {
      model.atLeastOne(of: [works[0][0], works[1][0]])
    }
    var lines: [String] = []
    func print(_ text: some CustomStringConvertible) { lines.append(text.description) }

    if let why = try model.explainInfeasibility() {
      print(why)
    }
    let why = try #require(try model.explainInfeasibility())
    #expect(why.names == ["somebody each day", "one day each"] && lines == [why.description])
  }

  @Test func allSolutions() throws {
    let roster = Roster()
    let (model, works) = (roster.model, roster.works)
    for day in 0..<5 { model.exactlyOne(of: works.map { $0[day] }) }
    for person in 0..<4 { model.add(roster.load(person) >= 1) }

    var count = 0
    let end = try model.solutions(of: works[0]) { solution in
      count += 1
      return count < 1000
    }
    print(end.count, end.isComplete)
    // Ann works on one day or on two.
    #expect(end.count == 15 && end.isComplete)
  }

  @Test func solvingAgain() throws {
    let roster = Roster()
    let (model, works) = (roster.model, roster.works)
    for day in 0..<5 { model.exactlyOne(of: works.map { $0[day] }) }
    let longest = model.maximum(of: (0..<4).map(roster.load))
    model.minimize(longest)

    let session = model.makeSession()
    let first = try session.solve()
    model.add(sum(of: works[0]) == 0)
    model.add(sum(of: works[1]) == 0)
    let second = try session.solve()
    #expect(first.objective == 2 && second.objective == 3)
  }
}
