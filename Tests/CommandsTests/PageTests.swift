import Race
import Solving
import SolvingSupport
import Testing

@testable import Commands

/// `--plot FILE.html`: which solutions are kept, and what of them is written.
@Suite struct PageTests {
  private let scratch = Scratch()

  @Test func fewSolutionsAreAllKept() {
    let kept = KeptSolutions<Int>(limit: 5)
    #expect(kept.solutions.isEmpty)
    for number in 0..<5 {
      kept.add(10 * number)
      #expect(kept.solutions.map(\.number) == Array(0...number))
      #expect(kept.solutions.map(\.solution) == (0...number).map { 10 * $0 })
    }
  }

  @Test(arguments: [6, 11, 12, 40, 41, 1000, 1023, 77_777])
  func ofManyTheFirstTheLastAndAnEvenSpreadAreKept(count: Int) {
    let kept = KeptSolutions<Int>(limit: 5)
    for number in 0..<count { kept.add(number) }
    let numbers = kept.solutions.map(\.number)
    #expect(numbers == kept.solutions.map(\.solution))
    #expect(numbers.count == 5 && numbers.first == 0 && numbers.last == count - 1)
    let steps = zip(numbers, numbers.dropFirst()).map { $1 - $0 }
    #expect(steps.allSatisfy { $0 > 0 && $0 <= count / 2 }, "\(numbers)")
  }

  @Test func picturesAreDrawnFromTheEndsInwards() {
    #expect(SolvePage<Toy>.spreadingOrder(0) == [])
    #expect(SolvePage<Toy>.spreadingOrder(1) == [0])
    #expect(SolvePage<Toy>.spreadingOrder(2) == [1, 0])
    #expect(SolvePage<Toy>.spreadingOrder(9) == [8, 0, 4, 2, 6, 1, 3, 5, 7])
    for count in 3..<50 { #expect(SolvePage<Toy>.spreadingOrder(count).sorted() == Array(0..<count)) }
  }

  @Test func aSolveWritesAPageOfItsImprovements() throws {
    var request = SolveRequest(instancePath: scratch.write("toy 7\n", to: "seven.toy"))
    request.log = .none
    request.plot = scratch["page.HTML"]
    #expect(try SolveRun(request, choice: ProblemChoice([Toy.self]), obeysSignals: false).execute() == .solved)
    let page = scratch.read("page.HTML")
    #expect(page.contains("toy, optimal: objective 7, bound 7"))
    #expect(page.contains("<script type=\"image/svg+xml\" id=\"picture0\"><svg>17</svg>\n</script>"))
    #expect(page.contains("<script type=\"image/svg+xml\" id=\"picture1\"><svg>7</svg>\n</script>"))
    #expect(page.contains("Improvement 2 of 2: objective 7, ") && !page.contains("picture2\""))
  }

  @Test func fewerPicturesAreDrawnWhenItIsLate() {
    let board = Scoreboard<Toy.Solution>(check: { (solution) throws(CheckFailure) in Objective(solution.number) })
    let kept = KeptSolutions<Toy.Solution>(limit: 9)
    for number in (1...9).reversed() {
      kept.add(Toy.Solution(number: number))
      board.offer(Toy.Solution(number: number), from: "test")
    }
    let page = SolvePage(Toy.self, Toy.Instance(smallest: 1), name: "one")
    var looks = 0
    let html = page.html(of: kept.solutions, best: Toy.Solution(number: 1), board.result()) {
      looks += 1
      return looks > 2
    }
    let pictures = html.split(separator: "<svg>").dropFirst().compactMap { $0.first?.wholeNumberValue }
    #expect(pictures == [9, 5, 1])
  }

  @Test func aPageOfOneSolutionHasItsObjective() throws {
    scratch.write("toy 7\n", to: "seven.toy")
    scratch.write(#"{"problem":"toy","objective":8,"solution":{"number":8}}"#, to: "solution.json")
    let reading = SolutionReading(
      instance: scratch["seven.toy"], solution: scratch["solution.json"], problem: nil,
      choice: ProblemChoice([Toy.self]))
    let page = try reading.read(Plot.Picture(isPage: true))
    #expect(
      page.contains("<svg>8</svg>") && page.contains("\"words\":\"Objective 8\"") && page.contains("<h1>seven</h1>"))
  }
}
