import Basics
import TestSupport
import Testing

@testable import Kernel

@Suite struct OpenTimesTests {
  /// Up to four stretches within -1 ..< 14, none of which touch.
  static func randomStretches(_ random: inout RandomSource) -> [Range<Int32>] {
    var found: [Range<Int32>] = []
    var time = random.within(-1...3)
    for _ in 0..<random.within(0...4) {
      let end = time + random.within(1...4)
      if end > 14 { break }
      found.append(Int32(time)..<Int32(end))
      time = end + random.within(1...3)
    }
    return found
  }

  @Test func answersAreThoseOfALookAtEachTime() {
    for seed in 1...200 as ClosedRange<UInt64> {
      var random = RandomSource(seed: seed)
      let stretches = Self.randomStretches(&random)
      let calendar = OpenCalendar(stretches)
      let open = (Int32(-5)..<20).filter { time in stretches.contains { $0.contains(time) } }
      let times = calendar.forward
      #expect(times.total == Int32(open.count))
      for time in Int32(-4)...18 {
        #expect(times.units(before: time) == Int32(open.count { $0 < time }))
        #expect(calendar.countedUnits(before: time) == times.units(before: time))
        #expect(calendar.backward.units(before: time) == Int32(open.count { -1 - $0 < time }))
        #expect(times.next(from: time) == open.first { $0 >= time } ?? .max)
        #expect(times.previous(upTo: time) == open.last { $0 <= time } ?? .min)
        #expect(times.place(of: time) == stretches.lastIndex { $0.lowerBound <= time } ?? -1)
        #expect(times.place(closingFrom: time) == stretches.firstIndex { $0.upperBound >= time } ?? stretches.count)
      }
      for (unit, time) in open.enumerated() { #expect(times.time(of: Int32(unit)) == time) }
      for work in 1...8 {
        let spans = open.indices.dropLast(work - 1).map { open[$0 + work - 1] + 1 - open[$0] }
        #expect(calendar.shortest(Int32(work)) == spans.min() ?? 0)
      }
    }
  }
}
