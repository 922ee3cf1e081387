import Basics
import Testing

@testable import Projects

@Suite("Capacity over time")
struct CapacityStepsTests {
  private func randomSteps(_ random: inout RandomSource, resources: Int) -> CapacitySteps {
    let times = [0] + Set((0..<random.below(4)).map { _ in random.within(1...9) }).sorted()
    return CapacitySteps(
      resources: resources, times: times, amounts: (0..<times.count * resources).map { _ in random.below(4) })
  }

  @Test("seen backwards, each moment holds what its mirror image held")
  func mirrored() {
    var random = RandomSource(seed: 21)
    for _ in 0..<200 {
      let steps = randomSteps(&random, resources: 2)
      let horizon = random.below(13)
      let mirrored = steps.mirrored(at: horizon)
      for time in 0..<horizon {
        for k in 0..<2 { #expect(mirrored.amount(k, at: time) == steps.amount(k, at: horizon - 1 - time)) }
      }
    }
  }

  @Test("the profile of what is free agrees with counting moment by moment, after any comings and goings")
  func profile() {
    var random = RandomSource(seed: 22)
    for _ in 0..<200 {
      let steps = randomSteps(&random, resources: 2)
      let count = 5
      let durations = (0..<count).map { _ in random.below(5) }
      let demands = (0..<count * 2).map { _ in random.below(3) }
      let uses = ActivityUses(durations: durations, demands: demands, resources: 2)
      var profile = FreeProfile(steps)
      var starts = Array(repeating: -1, count: count)
      func fits(_ i: Int, at start: Int) -> Bool {
        (start..<start + durations[i]).allSatisfy { time in
          (0..<2).allSatisfy { k in
            let used = (0..<count).filter {
              starts[$0] >= 0 && (starts[$0]..<starts[$0] + durations[$0]).contains(time)
            }
            .reduce(0) { $0 + demands[$1 * 2 + k] }
            return demands[i * 2 + k] == 0 || used + demands[i * 2 + k] <= steps.amount(k, at: time)
          }
        }
      }
      for _ in 0..<20 {
        let i = random.below(count)
        if starts[i] >= 0 {
          profile.take(i, of: uses, at: starts[i], sign: -1)
          starts[i] = -1
        } else {
          let ready = random.below(8)
          let found = profile.earliest(i, of: uses, from: ready)
          #expect(found == (ready...60).first { fits(i, at: $0) } ?? FreeProfile.never)
          if found < FreeProfile.never {
            starts[i] = found
            profile.take(i, of: uses, at: found)
          }
        }
      }
    }
  }
}
