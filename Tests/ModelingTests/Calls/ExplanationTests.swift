import Basics
import Modeling
import Testing
import UserModels

/// Why a model has no solution, in the user's words, and nothing in it that is not needed.
@Suite struct ExplanationTests {
  @Test func namesAndWords() throws {
    let model = Model()
    let (x, y) = (model.integer(0...5, "x"), model.integer(0...5, "y"))
    let open = model.boolean("open")
    model.add(x + y <= 30)
    model.named("shop") {
      model.named("is open") { model.atLeastOne(of: [open]) }
      model.add(2 * x + y <= 7, if: open)
      model.add(y <= 4)
    }
    model.add(x >= 4)
    model.atMostOne(of: [open, !open])
    let why = try #require(try model.explainInfeasibility())
    #expect(why.isMinimal && why.names == ["shop, is open", "shop", "linear constraint 4: x >= 4"])
    #expect(why.groups[0].constraints == ["clause constraint 1: open"])
    #expect(
      why.groups[1].constraints == ["linear constraint 2: 2 x + y <= 7 if open", "linear constraint 3: y <= 4"])
    #expect(why.groups[2].name == nil && why.domains == ["x in 0 ... 5", "y in 0 ... 5"])
    #expect(
      why.description == """
        These cannot hold together:
        - shop, is open
          - clause constraint 1: open
        - shop
          - linear constraint 2: 2 x + y <= 7 if open
          - linear constraint 3: y <= 4
        - linear constraint 4: x >= 4
        where x in 0 ... 5, y in 0 ... 5
        """)
  }

  @Test func wordsOfLinearConstraints() throws {
    let model = Model()
    let (x, y) = (model.integer(0...5, "x"), model.integer(0...5))
    let b = model.boolean("b")
    model.add(x + 2 <= y)
    model.add(y + 2 <= x)
    model.add(3 * x - 2 * y == 1, if: b, !b)
    model.add(-1 * x - y != -4)
    let words = model.data.constraints.indices.map(model.data.text(ofConstraint:))
    #expect(
      words == [
        "linear constraint 0: x + 2 <= x1", "linear constraint 1: x1 + 2 <= x",
        "linear constraint 2: 3 x = 2 x1 + 1 if b and not b", "linear constraint 3: x + x1 != 4",
      ])
  }

  @Test func wordsOfOtherConstraints() throws {
    let model = Model(horizon: 9)
    let a = model.interval(duration: 2, name: "a")
    let b = model.interval(duration: 3, name: "b")
    let x = model.integer(0...5, "x")
    model.noOverlap([a, b])
    model.precede(a, b, delay: 2)
    model.cumulative([a, b], demands: [1, 2], capacity: 3)
    _ = model.maximum(of: [x, a.end])
    _ = model.element([x, 4], at: x)
    model.atLeastOne(of: [])
    let words = model.data.constraints.indices.map(model.data.text(ofConstraint:))
    #expect(
      words == [
        "noOverlap constraint 0: a, b", "precedence constraint 1: a before b delay 2",
        "cumulative constraint 2: a, b demands 1, 2 capacity 3", "maximum constraint 3: x3 of x, a.start + 2",
        "element constraint 4: x4 of x, 4 at x", "clause constraint 5: nothing",
      ])
  }

  @Test func aMachineThatIsTooSmall() throws {
    let model = Model(horizon: 20)
    let jobs = [4, 5, 6].map { model.interval(duration: $0, name: "job \($0)") }
    let other = model.interval(duration: 2, end: 0...4, name: "other")
    model.named("one machine") { model.noOverlap(jobs + [other]) }
    model.named("day") { for job in jobs { model.add(job.end <= 14) } }
    model.named("order") { model.precede(jobs[0], jobs[1]) }
    let why = try #require(try model.explainInfeasibility())
    #expect(why.names == ["one machine", "day"] && why.isMinimal)
  }

  /// Kinds that cannot be switched off are lowered anew for each question.
  @Test func kindsWithoutAGuard() throws {
    let model = Model()
    let b = (0..<5).map { model.boolean("b\($0)") }
    model.post(OddConstraint(literals: [b[3], b[4]]))
    model.post(OddConstraint(literals: [b[0], b[1]]))
    model.named("the others") {
      model.post(OddConstraint(literals: [b[1], b[2]]))
      model.imply(b[3], b[4])
    }
    model.atLeastOne(of: [!b[0], b[2], b[3]])
    model.atLeastOne(of: [b[0], !b[2], b[3]])
    model.post(OddConstraint(literals: [b[0], b[2]]))
    let why = try #require(try model.explainInfeasibility())
    #expect(why.isMinimal)
    #expect(why.names == ["odd constraint 1: b0, b1", "the others", "odd constraint 6: b0, b2"])
  }

  @Test func longListsAreCut() throws {
    let model = Model()
    let x = (0..<40).map { model.integer(0...1, "x\($0)") }
    model.add(sum(of: x) <= 50)
    model.post(ClauseConstraint(x.map { BoolVar(variable: $0, isNegated: false) }))
    let first = (0..<16).map { "x\($0)" }
    #expect(
      model.data.text(ofConstraint: 0)
        == "linear constraint 0: \(first.joined(separator: " + ")) + 24 more terms <= 50")
    #expect(
      model.data.text(ofConstraint: 1) == "clause constraint 1: \(first.joined(separator: ", ")) and 24 more")
  }

  @Test func violationsTellTheName() throws {
    let model = Model()
    let x = model.integer(0...5, "x")
    model.add(x >= 1)
    let solution = try #require(try model.solve().solution)
    model.named("a late rule") { model.add(x >= 7) }
    #expect(model.violation(of: solution)?.hasPrefix("constraint 1 (a late rule): linear") == true)
  }

  @Test func domainsAloneMayLeaveNothing() throws {
    let model = Model(horizon: 20)
    _ = model.interval(start: 3...5, duration: 4, end: 2...6)
    model.atLeastOne(of: [model.boolean()])
    let why = try #require(try model.explainInfeasibility())
    #expect(why.groups.isEmpty && why.isMinimal)
    #expect(why.description.hasPrefix("The domains of the variables leave no solution."))
  }

  @Test func noExplanationWithoutProof() throws {
    let model = Model()
    let x = model.integer(0...5)
    model.add(x >= 2)
    #expect(try model.explainInfeasibility() == nil)
    model.add(x <= 1)
    #expect(try model.explainInfeasibility(Model.Options(timeLimit: 0)) == nil)
    let error = ModelError.foreignVariable("linear constraint 2")
    #expect(try model.explainInfeasibility()?.groups.count == 2)
    model.add(Model().boolean() <= x)
    #expect(throws: error) { try model.explainInfeasibility() }
  }

  /// What is left when time is over cannot hold together either.
  @Test func outOfTimeIsNotMinimal() throws {
    let model = Model()
    let x = (0..<6).map { _ in model.integer(0...5) }
    for i in 1..<6 { model.add(x[i - 1] + 1 <= x[i]) }
    model.add(x[5] <= 4)
    for i in 0..<6 { model.add(x[i] != 3 - i) }
    var isOver = false
    var options = Model.Options()
    options.stop = { isOver }
    #expect(try model.explainInfeasibility(options)?.isMinimal == true)
    var questions = 0
    options.conflictLimit = 1
    options.stop = {
      questions += 1
      return questions > 1 && isOver
    }
    isOver = false
    let why = try model.explainInfeasibility(options)
    if let why { #expect(!why.groups.isEmpty) }
  }

  /// Minimal on random infeasible models of all kinds of constraints, by enumeration.
  @Test(arguments: 0..<10)
  func minimalOnRandomModels(batch: Int) throws {
    let count = try Self.explained(seeds: UInt64(batch * 60)..<UInt64(batch * 60 + 60))
    #expect(count >= 15)
  }

  /// Explains those of the models that have no solution, and checks each explanation.
  ///
  /// - Returns: how many there were.
  static func explained(seeds: Range<UInt64>) throws -> Int {
    var count = 0
    for seed in seeds {
      let model = RandomModel(seed: seed).model
      var random = RandomSource(seed: seed + 3)
      let variables = model.allVariables
      for group in 0..<random.within(1...4) {
        func addSome() {
          for _ in 0...random.below(2) {
            let (left, right) = (random.sum(among: variables), random.sum(among: variables))
            if random.chance(30) { model.add(left == right) } else { model.add(left + random.below(4) <= right) }
          }
        }
        if random.chance(60) { model.named("group \(group)") { addSome() } } else { addSome() }
      }
      let data = try model.validated()
      if AnswerCheck.canHold(Array(data.constraints.indices), in: data) {
        if seed.isMultiple(of: 5) { #expect(try model.explainInfeasibility() == nil, "seed \(seed)") }
        continue
      }
      count += 1
      var options = Model.Options()
      options.seed = seed
      options.workers = seed.isMultiple(of: 7) ? 2 : 1
      let why = try #require(try model.explainInfeasibility(options), "seed \(seed)")
      let background = data.constraints.indices.filter { model.groups.memberships[$0] == .domain }
      // The number in the text is the constraint's place.
      let groups = why.groups.map { $0.constraints.compactMap(place) }
      #expect(groups.allSatisfy { !$0.isEmpty } && why.isMinimal, "seed \(seed)")
      #expect(!AnswerCheck.canHold(background + groups.flatMap(\.self), in: data), "seed \(seed)")
      for left in groups.indices {
        let others = groups.indices.filter { $0 != left }.flatMap { groups[$0] }
        #expect(AnswerCheck.canHold(background + others, in: data), "seed \(seed)")
      }
    }
    return count
  }

  private static func place(in text: String) -> Int? {
    text.split(separator: ":").first?.split(separator: " ").last.flatMap { Int($0) }
  }
}
