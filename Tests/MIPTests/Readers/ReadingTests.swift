import Basics
import MIP
import Testing

@Suite("Reading files of linear models") struct ReadingTests {
  @Test func formatsAreKnownByNameAndByContent() {
    func format(_ name: String, _ text: String) -> ModelFormat? { ModelFormat(of: SourceText(name: name, text: text)) }
    #expect(format("a/b.MPS", "") == .mps)
    #expect(format("b.lp", "NAME x\n") == .lp)
    #expect(format("-", "* comment\nNAME\nROWS\n") == .mps)
    #expect(format("-", "ROWS\n N c\n") == .mps)
    #expect(format("-", "\\ comment\n\n  MAXIMISE x\n") == .lp)
    #expect(format("-", "min: +1 x1 ;") == .opb)
    #expect(format("-", "* #variable= 1 #constraint= 1\n") == .opb)
    #expect(format("-", "6 6\n1 2 3\n") == nil)
    #expect(format("-", "names of things\n") == nil)
    #expect(format("-", "max : x\n") == nil)
    #expect(format("-", "") == nil)
    let packed = SourceText(name: "b.lp", bytes: [0x1F, 0x8B, 8, 0])
    #expect(throws: InputError(file: "b.lp", "expected text, found a file that gzip has packed; unpack it")) {
      try ModelFormat.lp.read(packed)
    }
  }

  /// The writers' numbers read back exactly, and GLPK's readers, which the writers are tested with, agree.
  @Test(arguments: [ModelFormat.mps, .lp])
  func whatIsWrittenReadsBack(format: ModelFormat) throws {
    for seed in 0..<300 {
      var models = RandomModels(seed: 900 + seed)
      var model = models.pureInteger()
      for index in 0..<2 {
        let ends = [models.random.within(-4...4), models.random.within(-4...4)].sorted()
        model.addColumn(
          "y\(index)", .continuous, from: models.random.below(3) == 0 ? -.infinity : Double(ends[0]) / 8,
          to: models.random.below(3) == 0 ? .infinity : Double(ends[1]) / 8, cost: Double(ends[0]) / 3)
      }
      let text = try format == .mps ? MPSWriter.write(model) : LPWriter.write(model)
      let file = try format.read(SourceText(name: "m", text: text))
      #expect(file.warnings.allSatisfy { $0.contains("rounded") } && !file.isMaximised)
      // Writers make a column of a constant, and rows with two sides may become two.
      let back = file.model
      for (old, new) in zip(model.columns, back.columns.filter { $0.name != "one" }) where format == .mps {
        #expect(old.name == new.name && (old.kind == .continuous) == (new.kind == .continuous), "seed \(seed)")
        #expect(old.lower == new.lower && old.upper == new.upper && old.cost == new.cost, "seed \(seed)")
      }
      try compareByEnumeration(model, back, seed)
    }
  }

  /// Both have the same value wherever the integers are, continuous columns at an end.
  private func compareByEnumeration(_ model: LinearModel, _ back: LinearModel, _ seed: Int) throws {
    var random = RandomSource(seed: UInt64(seed))
    let place = Dictionary(uniqueKeysWithValues: back.columns.enumerated().map { ($1.name, $0) })
    for _ in 0..<20 {
      let values = model.columns.map { column in
        let lower = column.lower == -.infinity ? -3 : column.lower
        let upper = max(lower, column.upper == .infinity ? 3 : column.upper)
        return random.below(2) == 0 ? lower : upper
      }
      var others = back.columns.map { $0.name == "one" ? 1.0 : 0.0 }
      for (column, value) in zip(model.columns, values) {
        // A column that nothing is said of is not in the file.
        guard let place = place[column.name] else { continue }
        others[place] = value
      }
      #expect(model.isFeasible(values, tolerance: 0) == back.isFeasible(others, tolerance: 0), "seed \(seed)")
      #expect((model.objective(of: values) - back.objective(of: others)).magnitude < 1e-12, "seed \(seed)")
    }
  }

  /// Cut off or changed anywhere, a file is a model or one line of error.
  @Test func damagedFilesNeverCrash() throws {
    let samples = [
      ("m.mps", MPSReaderTests.small),
      ("m.lp", LPReaderTests.model("max 2 x + y", "c: 3 <= x + 2 y <= 8", "Bounds\nx free")),
      ("m.opb", "* #variable= 2 #constraint= 1\nmin: +1 x1 -2 ~x2 ;\n+1 x1 +2 ~x2 >= 2;\n"),
    ]
    var random = RandomSource(seed: 7)
    let signs = Array("+-*/<>=:;.,~[]{}()'\"\\ \n\t0123456789eExXnaIF\u{1}\u{FF}".utf8)
    var models = 0
    for (name, text) in samples {
      let bytes = Array(text.utf8)
      for length in bytes.indices { models += try read(name, Array(bytes[..<length])) ? 1 : 0 }
      for _ in 0..<2000 {
        var changed = bytes
        for _ in 0...random.below(4) {
          let place = random.below(changed.count)
          switch random.below(3) {
          case 0: changed[place] = signs[random.below(signs.count)]
          case 1: changed.insert(signs[random.below(signs.count)], at: place)
          default: changed.remove(at: place)
          }
        }
        models += try read(name, changed) ? 1 : 0
      }
    }
    #expect(models > 500)
  }

  private func read(_ name: String, _ bytes: [UInt8]) throws -> Bool {
    let source = SourceText(name: name, bytes: bytes)
    do {
      let file = try #require(ModelFormat(of: source)).read(source)
      try file.model.validate()
      return true
    } catch let error as InputError {
      #expect(!error.description.contains("\n"))
      #expect(error.line != 0)
      return false
    }
  }
}
