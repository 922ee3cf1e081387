import Basics
import LocalSearch
import Statements
import Testing

@Suite("Optima of structured models, by other ways")
struct StructuredOptimaTests {
  /// The best cost that the search finds in some work.
  private func best(_ data: ModelData, seed: UInt64, work: Int = 1_500_000) -> Int {
    let search = JumpSearch(data, seed: seed)
    var below = Int.max
    while search.workDone < work {
      let left = work - search.workDone
      guard let found = search.run(from: nil, below: below, work: left, shouldStop: { false }) else { break }
      #expect(data.violation(of: found) == nil)
      guard let cost = data.cost(of: found), cost < below else {
        Issue.record("a solution that is no better")
        break
      }
      below = cost
    }
    return below
  }

  @Test("Assignment: all permutations", arguments: 0..<4 as Range<UInt64>)
  func assignment(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let size = 6
    let costs = (0..<size).map { _ in (0..<size).map { _ in random.within(1...99) } }
    let model = Model()
    let x = (0..<size).map { _ in (0..<size).map { _ in model.boolean() } }
    for i in 0..<size {
      model.exactlyOne(of: x[i])
      model.add(sum(of: x.map { $0[i] }) == 1)
    }
    model.minimize(sum(of: (0..<size).flatMap { i in (0..<size).map { costs[i][$0] * x[i][$0] } }))
    func least(_ row: Int, _ used: Int) -> Int {
      if row == size { return 0 }
      let free = (0..<size).filter { used & (1 << $0) == 0 }
      return free.map { costs[row][$0] + least(row + 1, used | (1 << $0)) }.min() ?? 0
    }
    #expect(best(try model.validated(), seed: seed) == least(0, 0))
  }

  @Test("Facility location: all sets of places", arguments: 0..<4 as Range<UInt64>)
  func facilities(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let (places, customers) = (6, 12)
    let fixed = (0..<places).map { _ in random.within(20...60) }
    let costs = (0..<customers).map { _ in (0..<places).map { _ in random.within(1...50) } }
    let model = Model()
    let y = (0..<places).map { _ in model.boolean() }
    let x = (0..<customers).map { _ in (0..<places).map { _ in model.boolean() } }
    for c in 0..<customers {
      model.add(sum(of: x[c]) == 1)
      for p in 0..<places { model.imply(x[c][p], y[p]) }
    }
    let served = (0..<customers).flatMap { c in (0..<places).map { costs[c][$0] * x[c][$0] } }
    model.minimize(sum(of: served) + sum(of: (0..<places).map { fixed[$0] * y[$0] }))
    let optimum = (1..<(1 << places)).map { open in
      let isOpen = (0..<places).filter { open & (1 << $0) != 0 }
      return isOpen.map { fixed[$0] }.reduce(0, +)
        + costs.map { row in isOpen.map { row[$0] }.min() ?? 0 }.reduce(0, +)
    }.min()
    #expect(best(try model.validated(), seed: seed) == optimum)
  }

  @Test("Lot sizing of one item: by the last setup before each period", arguments: 0..<4 as Range<UInt64>)
  func lots(seed: UInt64) throws {
    var random = RandomSource(seed: seed)
    let periods = 7
    let demand = (0..<periods).map { _ in random.within(0...20) }
    let setup = (0..<periods).map { _ in random.within(20...60) }
    let hold = random.within(1...3)
    let model = Model()
    var stock: IntVar?
    var cost = LinearExpression()
    for t in 0..<periods {
      let made = model.integer(0...200)
      let isSetUp = model.boolean()
      let left = model.integer(0...200)
      model.add((stock.map { $0 + made } ?? made.linearExpression) - left == demand[t])
      model.add(made <= 200 * isSetUp)
      cost += setup[t] * isSetUp + hold * left
      stock = left
    }
    model.minimize(cost)
    // Wagner and Whitin 1958: some optimum makes in t what is asked for until the next setup.
    var least = [0] + [Int](repeating: .max, count: periods)
    for t in 0..<periods where least[t] < .max {
      var price = setup[t]
      for end in t..<periods {
        price += hold * (end - t) * demand[end]
        least[end + 1] = min(least[end + 1], least[t] + price)
      }
      // What asks for nothing needs no setup.
      if demand[t] == 0 { least[t + 1] = min(least[t + 1], least[t]) }
    }
    #expect(best(try model.validated(), seed: seed) == least[periods])
  }

  @Test("A rota of 4 nurses, 7 days and 3 shifts is as even as it can be")
  func rota() throws {
    let model = Model()
    let x = (0..<4).map { _ in (0..<7).map { _ in (0..<3).map { _ in model.boolean() } } }
    for day in 0..<7 {
      for shift in 0..<3 { model.exactlyOne(of: (0..<4).map { x[$0][day][shift] }) }
      for nurse in 0..<4 { model.atMostOne(of: x[nurse][day]) }
    }
    for nurse in 0..<4 {
      // No early shift after a night.
      for day in 0..<6 { model.atMostOne(of: [x[nurse][day][2], x[nurse][day + 1][0]]) }
    }
    let loads = x.map { days in sum(of: days.flatMap { $0 }) }
    model.minimize(model.maximum(of: loads) - model.minimum(of: loads))
    // 21 shifts for 4 nurses: 5, 5, 5 and 6.
    #expect(best(try model.validated(), seed: 1, work: 400_000) == 1)
  }
}
