import Basics
import Presolve
import Statements
import TestSupport
import Testing

@Suite struct SymmetryTests {
  /// Whether bins are in order by the user's rows, and whether a bin of another capacity spoils the symmetry.
  @Test(arguments: [(true, false), (false, false), (true, true), (false, true)])
  func binsOfAPacking(isOrdered: Bool, isSpoiled: Bool) {
    var random = RandomSource(seed: 11)
    var broken = 0
    for round in 0..<25 {
      let model = Model()
      let (items, bins) = (random.within(2...4), 3)
      let y = (0..<bins).map { _ in model.boolean() }
      let x = (0..<items).map { _ in (0..<bins).map { _ in model.boolean() } }
      let sizes = (0..<items).map { _ in random.within(1...5) }
      for row in x { model.add(sum(of: row) == 1) }
      for b in 0..<bins {
        let capacity = isSpoiled && b == 2 ? 8 : 6
        model.add(sum(of: (0..<items).map { sizes[$0] * x[$0][b] }) <= capacity * y[b])
        if isOrdered, b > 0 { model.add(y[b] <= y[b - 1]) }
      }
      model.minimize(sum(of: y))
      for rules: Set<PresolveRule> in [[.symmetry], Set(PresolveRule.allCases)] {
        let report = check(model.data, PresolveOptions(rules: rules), "\(round) \(sizes)")
        broken += report?[.packingOrbitopes] ?? 0
      }
    }
    #expect(broken > (isSpoiled ? 10 : 60))
  }

  @Test func coloursOfAGraph() {
    var random = RandomSource(seed: 12)
    var broken = 0
    for round in 0..<30 {
      let model = Model()
      let (vertices, colours) = (4, 3)
      let x = (0..<vertices).map { _ in (0..<colours).map { _ in model.boolean() } }
      let y = (0..<colours).map { _ in model.boolean() }
      for row in x { model.exactlyOne(of: row) }
      for v in 0..<vertices {
        for u in 0..<v where random.chance(50) {
          for c in 0..<colours { model.atMostOne(of: [x[u][c], x[v][c]]) }
        }
        for c in 0..<colours { model.imply(x[v][c], y[c]) }
      }
      // A vertex that likes one colour makes that one a colour of its own.
      let favourite = random.chance(30) ? 1 : 0
      model.minimize(4 * sum(of: y) - favourite * x[0][random.below(colours)])
      for rules: Set<PresolveRule> in [[.symmetry], Set(PresolveRule.allCases)] {
        broken += check(model.data, PresolveOptions(rules: rules), "\(round)")?[.packingOrbitopes] ?? 0
      }
    }
    #expect(broken > 60)
  }

  /// a + ¬b + ¬c = 1: b and c change places, and may both be true.
  @Test func negationsAreNoPlaces() {
    let model = Model()
    let (a, b, c) = (model.boolean(), model.boolean(), model.boolean())
    model.add(a - b - c == -1)
    model.add(a + b + c >= 1)
    model.maximize(5 * a + b + c)
    for rules: Set<PresolveRule> in [[.symmetry], Set(PresolveRule.allCases)] {
      check(model.data, PresolveOptions(rules: rules), "\(rules)")
    }
  }

  /// Blocks with more than one row each, and numbers beside Booleans.
  @Test func machinesWithLoads() {
    var random = RandomSource(seed: 13)
    var broken = 0
    for round in 0..<25 {
      let model = Model()
      let (jobs, machines) = (3, 2)
      let x = (0..<jobs).map { _ in (0..<machines).map { _ in model.boolean() } }
      let load = (0..<machines).map { _ in model.integer(0...6) }
      let most = model.integer(0...6)
      let (p, q) = ((0..<jobs).map { _ in random.within(1...3) }, (0..<jobs).map { _ in random.within(0...2) })
      for row in x { model.exactlyOne(of: row) }
      for m in 0..<machines {
        model.add(sum(of: (0..<jobs).map { p[$0] * x[$0][m] }) == load[m])
        model.add(sum(of: (0..<jobs).map { q[$0] * x[$0][m] }) <= 3)
        model.add(load[m] <= most)
      }
      model.minimize(most)
      for rules: Set<PresolveRule> in [[.symmetry], [.symmetry, .freeColumns], Set(PresolveRule.allCases)] {
        broken += check(model.data, PresolveOptions(rules: rules), "\(round)")?[.packingOrbitopes] ?? 0
      }
    }
    #expect(broken > 20)
  }

  @Test func equalColumnsComeInOrder() throws {
    let model = Model()
    let x = (0..<4).map { _ in model.boolean() }
    let y = (0..<2).map { _ in model.boolean() }
    model.add(3 * sum(of: x) + 2 * y[0] + 4 * y[1] <= 11)
    model.add(2 * sum(of: x) + 5 * y[0] + y[1] >= 5)
    model.maximize(2 * sum(of: x) + 2 * y[0] + 3 * y[1])
    let report = try #require(check(model.data, PresolveOptions(rules: [.symmetry]), "equal"))
    #expect(report[.orderedColumns] == 3)
    check(model.data, PresolveOptions(), "equal, all rules")
  }

  @Test func equalIntervalsComeInOrder() {
    var random = RandomSource(seed: 14)
    var ordered = 0
    for round in 0..<40 {
      let model = Model()
      let duration = random.within(0...2)
      let tasks = (0..<4).map {
        model.interval(start: 0...5, duration: $0 == 3 ? 1 : duration, name: "t\($0)")
      }
      if random.chance(50) { model.noOverlap(random.chance(50) ? tasks : Array(tasks.dropFirst())) }
      let demands = tasks.indices.map { $0 == 1 && random.chance(30) ? 2 : 1 }
      model.cumulative(tasks, demands: demands, capacity: random.within(1...2))
      if random.chance(30) { model.precede(tasks[2], tasks[3]) }
      model.minimize(model.maximum(of: tasks.map(\.end)))
      for rules: Set<PresolveRule> in [[.symmetry], Set(PresolveRule.allCases)] {
        ordered += check(model.data, PresolveOptions(rules: rules), "\(round)")?[.orderedIntervals] ?? 0
      }
    }
    #expect(ordered > 40)
  }
}
