import Basics
import Modeling
import TestSupport
import Testing
import UserModels

/// The text of a model, there and back.
@Suite struct ModelTextTests {
  private func rota() -> Model {
    let model = Model("a \"rota\"")
    let x = model.integer(0...10, "x")
    let free = model.boolean()
    let late = model.boolean("late")
    let paint = model.interval(start: 0...8, duration: 3, presence: late, name: "paint")
    let dry = model.interval(start: 0...8, duration: x, end: 2...12)
    model.add(2 * x + paint.start <= 7, if: free, !late)
    model.noOverlap([paint, dry])
    model.precede(paint, dry, delay: -1, if: free)
    model.maximize(x - 3 * free + 4)
    model.hint(x, 3)
    return model
  }

  @Test func theTextIsAsTheDefinitionSays() throws {
    let text = """
      dovetail-model 1
      name "a \\"rota\\""
      int x0 0..10 "x"
      bool x1
      bool x2 "late"
      int x3 0..8 "paint.start"
      int x4 0..8
      int x5 0..18
      interval t0 start x3 duration 3 end x3 + 3 presence x2 "paint"
      interval t1 start x4 duration x0 end x5
      linear x0 + x4 - x5 = 0
      linear -x5 + 2 <= 0
      linear x5 - 12 <= 0
      linear 2 x0 + x3 - 7 <= 0 if [x1, !x2]
      noOverlap [t0, t1]
      precedence t0 before t1 delay -1 if [x1]
      maximize x0 - 3 x1 + 4
      hint x0 3

      """
    #expect(try rota().text() == text)
    let read = try Model(text: text)
    #expect(try read.text() == text)
    let result = try read.solve()
    #expect(try result.objective == rota().solve().objective)
    let x = try #require(read.variable(named: "x"))
    let paint = try #require(read.interval(named: "paint"))
    let dry = try #require(read.interval(named: "interval 1"))
    #expect(result[x] == 10 && result[dry.end] - result[dry.start] == 10)
    let late = try #require(read.boolean(named: "late"))
    #expect((result[paint] != nil) == result[late])
    #expect(read.variable(named: "y") == nil && read.interval(named: "x") == nil && read.boolean(named: "x") == nil)
  }

  @Test func aModelThatWasReadGoesOn() throws {
    let model = try Model(text: "dovetail-model 1\nint x0 0..9 \"x\"\nmaximize x0\n")
    let x = try #require(model.variable(named: "x"))
    model.add(2 * x <= 9)
    #expect(try model.solve().objective == 4)
  }

  @Test func orderCommentsAndBlanksAreTheWritersOwn() throws {
    let text = """
      # a model by hand
        dovetail-model   1

      bool x0 "open # or not"  # closed
      clause [ x0 ,!x0 ]
      int x1 -5..5\r
      maximize 3 - 2 x1 + x0 + x1 - 1 + 0 x1
      linear   x0 + x1 <=  0   if []
      """
    let data = try ModelReader.read(SourceText(name: "", text: text))
    let canonical = """
      dovetail-model 1
      bool x0 "open # or not"
      int x1 -5..5
      clause [x0, !x0]
      linear x0 + x1 <= 0
      maximize x0 - x1 + 2

      """
    #expect(ModelWriter.text(of: data) == canonical)
  }

  @Test func entriesThatStandForAnyValueAreStars() throws {
    let text = "dovetail-model 1\nint x0 0..3\nint x1 0..3\ntable [x0; x1] rows [[1, *], [*, -2]]\n"
    #expect(try Model(text: text).text() == text)
    #expect(try Model(text: text + "maximize 2 x0 + x1\n").solve().objective == 5)
  }

  @Test func namesOfAnyKindComeBack() throws {
    for name in ["\"\\/", "\u{0}\u{1}\u{1F}\u{7F}", "\t\r\n\u{8}\u{C}", "Grüße, 日本 🦆", "#", " "] {
      let model = Model(name)
      _ = model.integer(0...0, name)
      let text = try model.text()
      #expect(text.utf8.allSatisfy { $0 == 10 || $0 >= 32 && $0 != 127 })
      let read = try Model(text: text)
      #expect(read.data.name == name && read.data.names == [name])
    }
    #expect(try Model(text: "dovetail-model 1\nint x0 1..1 \"\\u00e9\\ud83e\\udd86\\/\"\n").data.names == ["é🦆/"])
  }

  @Test func randomModelsComeBackAndHaveTheSameSolutions() throws {
    for seed in UInt64(0)..<600 {
      let model = RandomModel(seed: seed).model
      let text = try model.text()
      let read = try Model(text: text)
      #expect(try read.text() == text, "seed \(seed)")
      if !seed.isMultiple(of: 6) { continue }
      let (one, two) = (BruteForce(try model.validated()), BruteForce(try read.validated()))
      #expect(one.solutions == two.solutions && one.leastCost == two.leastCost, "seed \(seed)")
    }
  }

  @Test func mistakesInBuildingAreThrown() {
    let model = Model()
    _ = model.integer(0...(1 << 40))
    #expect(throws: ModelError.self) { try model.text() }
  }

  @Test func everyKindHasItsOwnWord() {
    let words = ConstraintKinds.all.map { $0.keyword }
    let others = ["int", "bool", "interval", "name", "hint", "minimize", "maximize"]
    #expect(Set(words + others).count == words.count + others.count)
    for word in words {
      #expect(word.utf8.allSatisfy { ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 }, "\(word)")
      #expect(ConstraintKinds.kind(word) != nil)
    }
  }
}
