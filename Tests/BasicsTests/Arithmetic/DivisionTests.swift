import Testing

@testable import Basics

@Suite struct DivisionTests {
  @Test(arguments: [
    (-7, 2, -4, -3), (-8, 2, -4, -4), (7, 2, 3, 4), (8, 2, 4, 4), (0, 5, 0, 0), (-1, 5, -1, 0), (1, 5, 0, 1),
    (Int.min, 1, Int.min, Int.min), (Int.max, 1, Int.max, Int.max),
  ])
  func quotientsAreRoundedDownAndUp(a: Int, b: Int, down: Int, up: Int) {
    #expect(floorDivide(a, b) == down && ceilDivide(a, b) == up)
  }

  @Test(arguments: [(12, 18, 6), (-12, 18, 6), (12, -18, 6), (0, 5, 5), (5, 0, 5), (0, 0, 0), (7, 9, 1)])
  func divisorsAreOfMagnitudes(a: Int, b: Int, divisor: Int) {
    #expect(greatestCommonDivisor(a, b) == divisor)
  }
}
