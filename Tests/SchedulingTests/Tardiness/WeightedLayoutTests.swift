import Basics
import Solving
import Testing

@testable import Scheduling

/// How many jobs an instance of the OR-Library's layout has, which its files do not say.
@Suite struct WeightedLayoutTests {
  private typealias Reader = Tardiness.WeightedSetReader

  private func source(_ lists: [[Int]], width: Int?) -> SourceText {
    let lines = lists.flatMap { list in
      guard let width else { return [list] }
      return stride(from: 0, to: list.count, by: width).map { Array(list[$0..<min(list.count, $0 + width)]) }
    }
    return SourceText(
      name: "set.txt", text: lines.map { $0.map(String.init).joined(separator: " ") }.joined(separator: "\n"))
  }

  private func lists(
    _ jobs: Int, instances: Int, weights: ClosedRange<Int>, _ random: inout RandomSource
  ) -> [[Int]] {
    (0..<instances).flatMap { _ in
      let times = (0..<jobs).map { _ in random.within(1...100) }
      let sum = times.reduce(0, +)
      return [
        times, (0..<jobs).map { _ in random.within(weights) }, (0..<jobs).map { _ in random.within(0...sum) },
      ]
    }
  }

  @Test func anyWeightsAndNumbersOfJobs() throws {
    var random = RandomSource(seed: 55)
    var told = 0
    for jobs in [5, 12, 40, 50, 100] {
      for weights in [1...10, 1...20, 1...100, 50...1000] {
        for width in [nil, 20] {
          let lists = lists(jobs, instances: 2, weights: weights, &random)
          let source = source(lists, width: width)
          switch try Reader(source).layout {
          case .sure(let count), .byLines(let count):
            #expect(count == jobs, "\(jobs) jobs, weights \(weights), width \(width ?? 0)")
            told += 1
          case .open, .none:
            // Nothing wrong is read; it can be said.
            #expect(weights.upperBound > 10, "\(jobs) jobs, weights \(weights)")
          }
          let second = SourceText(name: "set.txt", bytes: source.bytes, selection: 2)
          let said = try Reader(second, jobCount: jobs).read()
          #expect(said.map(\.weight) == lists[4] && said.map(\.dueDate) == lists[5])
        }
      }
    }
    #expect(told >= 24)
  }

  /// Four jobs, a weight of 15; what the lines alone say is said again.
  @Test func oneListALine() throws {
    let text = " 3 4 2 5\n 15 2 1 3\n 4 6 9 8\n"
    let source = SourceText(name: "own4.txt", text: text)
    #expect(Tardiness.recognises(source))
    let instance = try Tardiness.parse(source)
    #expect(instance.jobs.map(\.weight) == [15, 2, 1, 3] && instance.jobs.map(\.dueDate) == [4, 6, 9, 8])
    #expect(instance.warnings.count == 1 && instance.warnings[0].contains("--jobs"))
  }

  @Test func whatCannotBeToldIsAskedFor() throws {
    let text = (0..<24).map { "\(40 + $0 * 7 % 24)" }.joined(separator: " ")
    let error = #expect(throws: InputError.self) { try Tardiness.parse(SourceText(name: "flat.txt", text: text)) }
    #expect(error?.message.contains("--jobs N says it") == true)
    let wrong = #expect(throws: InputError.self) { try Reader(SourceText(name: "flat.txt", text: text), jobCount: 5) }
    #expect(wrong?.message.contains("24 numbers") == true)
  }

  /// A project whose lines could be lists too.
  @Test func projectsAreNone() throws {
    let project = "3 1 4 2\n2 1 1 3\n3 1 1 3\n"
    let source = SourceText(name: "x.txt", text: "3 1\n2\n0 0 1 2\n3 1 1 3\n0 0 0\n")
    #expect(ResourceProject.recognises(source) && !Tardiness.recognises(source))
    let regular = SourceText(name: "y.txt", text: project)
    #expect(!(ResourceProject.recognises(regular) && Tardiness.recognises(regular)))
  }
}
