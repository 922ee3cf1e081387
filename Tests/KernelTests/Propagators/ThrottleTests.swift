import Testing

@testable import Kernel

@Suite struct ThrottleTests {
  @Test func aRuleThatNeverYieldsIsThrottledExceptAtLevelZero() {
    var throttle = Throttle()
    var runs = 0
    for _ in 0..<20_000 where throttle.shouldRun(atRoot: false) { runs += 1 }
    #expect(throttle.period == 64)
    #expect(runs < 2500)
    let runsAtRoot = throttle.shouldRun(atRoot: true)
    #expect(runsAtRoot)
    for _ in 0..<100_000 where throttle.shouldRun(atRoot: false) { throttle.noteYield() }
    #expect(throttle.period == 1)
  }

  @Test(arguments: [(worth: 16, period: 64), (worth: 64, period: 1)])
  func aYieldInAHundredRunsIsEnoughWhereItIsWorthMuch(_ rule: (worth: Int, period: Int)) {
    var throttle = Throttle(worth: rule.worth)
    var runs = 0
    for _ in 0..<200_000 where throttle.shouldRun(atRoot: false) {
      runs += 1
      if runs % 100 == 0 { throttle.noteYield() }
    }
    #expect(throttle.period == rule.period)
  }
}
