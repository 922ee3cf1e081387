import Testing

@testable import Scheduling

@Suite struct TardinessPictureTests {
  @Test func everyJobHasABarAMarkAndItsTardiness() {
    let instance = TardinessSamples.workedExample
    let solution = Tardiness.Solution([3, 5, 2, 0, 1, 4], of: instance)
    let svg = Tardiness.picture(of: solution, of: instance)
    #expect(svg.contains("total tardiness 141"))
    #expect(svg.contains("5 of them late"))
    for number in 0..<6 { #expect(svg.contains("job \(number) is due at")) }
    #expect(svg.contains("job 4: 51 to 62, due 12, tardiness 50"))
    #expect(svg.contains(">50</text>") || svg.contains("tardiness 50"))
  }

  @Test func dueDatesOutsideTheScheduleAreDrawnAtItsEnds() {
    let instance = TardinessSamples.instance(times: [3, 4], dueDates: [-1_000_000, 1_000_000_000_000])
    let svg = Tardiness.picture(of: Tardiness.Solution([0, 1], of: instance), of: instance)
    #expect(svg.contains("due -1000000") && svg.contains("due 1000000000000"))
    #expect(!svg.contains("-0"))
  }
}
