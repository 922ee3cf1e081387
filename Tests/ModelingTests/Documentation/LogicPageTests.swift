import Modeling
import Testing

/// The examples of the page about constraints, Logic, as they stand there.
@Suite struct LogicPageTests {
  @Test func expressions() throws {
    let model = Model(horizon: 100)
    let (x, y) = (model.integer(0...9), model.integer(0...9))
    let (isOpen, isNight, a, b, c) = (
      model.boolean(), model.boolean(), model.boolean(), model.boolean(), model.boolean()
    )
    model.add(isOpen || (x <= 3 && !isNight))
    model.add(a.implies(b || c), if: x + y >= 4)
    model.add(a.isEquivalent(to: x == y))
    let isFine = model.reify(isOpen.implies(x + y == 7), "isFine")
    model.add(isFine && a && !isNight && b && !c)
    model.minimize(x)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    // x = y since a is true; so their sum is not 7, and the shop is closed; then x is at most 3 and it is not night.
    #expect(result[x] == 0 && result[y] == 0 && !result[isOpen])
  }

  @Test func soMany() throws {
    let model = Model(horizon: 100)
    let (guards, colours) = (model.booleans(3), model.booleans(3))
    let (red, green, dark) = (model.boolean(), model.boolean(), model.boolean())
    model.atLeastOne(of: guards)
    model.atMostOne(of: [red, green, !dark])
    model.exactlyOne(of: colours)
    model.maximize(red + green - dark - sum(of: guards) - sum(of: colours))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == -2)
  }

  @Test func imply() throws {
    let model = Model(horizon: 100)
    let (isOpen, hasStaff) = (model.boolean(), model.boolean())
    model.imply(isOpen, hasStaff)
    model.minimize(hasStaff - 2 * isOpen)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result[hasStaff] && result[isOpen])
  }

  @Test func allAny() throws {
    let model = Model(horizon: 100)
    let (isPainted, dry, shops) = (model.boolean(), model.integer(0...20), model.booleans(2))
    let isReady = model.all(of: [isPainted, dry >= 12])
    let isServed = model.any(of: shops)
    model.add(isReady && isServed)
    model.minimize(dry + sum(of: shops))
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 13)
  }

  @Test func parity() throws {
    let model = Model(horizon: 100)
    let (left, right, bits) = (model.boolean(), model.boolean(), model.booleans(3))
    model.xor(of: [left, right])
    let check = model.parity(of: bits)
    model.add(left == 1)
    model.maximize(sum(of: bits) + right - 2 * check)
    let result = try model.solve(workers: 1, timeLimit: 20)
    #expect(result.status == .optimal)
    #expect(result.objective == 2 && !result[right] && !result[check])
  }
}
