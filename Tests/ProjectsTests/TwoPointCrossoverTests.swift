import Basics
import Testing

@testable import Projects

@Suite struct TwoPointCrossoverTests {
  @Test func placesComeFromTheParentThatIsSaid() {
    var random = RandomSource(seed: 17)
    for round in 0..<200 {
      let count = 1 + round % 12
      let mother = (0..<Int32(count)).shuffled(using: &random)
      let father = (0..<Int32(count)).shuffled(using: &random)
      var child = [Int32](repeating: -1, count: count)
      let fromFather = TwoPointCrossover(count: count).cross(mother, father, into: &child, &random)
      #expect(child.sorted() == mother.sorted())
      let first = mother[..<fromFather.lowerBound]
      let middle = father.filter { !first.contains($0) }.prefix(fromFather.count)
      let last = mother.filter { !first.contains($0) && !middle.contains($0) }
      #expect(child == first + middle + last)
    }
  }
}
