import Basics
import Foundation
import MemoryMapping
import Race
import Scheduling
import Solving
import Testing

@testable import Problems

/// Solution files from which parts are taken away.
@Suite("Warm starts that say a part of a solution")
struct PartialStartTests {
  @Test(
    "are completed in every problem",
    arguments: [
      "pods/zones.json", "pods/study-8.json", "pods/tight-4.json", "memory/five.csv", "memory/buffers-30.csv",
      "memory/aligned.csv", "schedule/workshop.fjs", "schedule/multi-mode-8.json", "schedule/joinery.json",
      "model/rota.dvt", "model/fair.dvt", "model/flexible-shop.dvt", "vm-rescheduling/cluster-20.json",
      "memory/two-convolutions.json",
    ])
  func areCompleted(file: String) throws {
    let (problem, source) = try Samples.read(file)
    for share in [2, 3, 1] { try complete(problem, source, leavingOutOneIn: share) }
  }

  /// - Parameter share: 1 leaves out everything.
  private func complete<P: Problem>(_ problem: P.Type, _ source: SourceText, leavingOutOneIn share: Int) throws {
    let run = try ProblemSolve<P>(source)
    let known = try #require(run.race(clock: RaceClock(timeLimit: 5)).best?.solution)
    var body = try #require(
      JSONSerialization.jsonObject(with: Data(Self.json(problem, known).utf8)) as? [String: Any])
    let left = Self.cut(&body, share)
    let start = try #require(try P.completed(start: Self.file(problem, body), of: run.instance))
    #expect((try? P.check(start.solution, of: run.instance)) != nil)
    #expect(start.used <= left)
    // Elsewhere one part may rely on another that was taken away.
    if P.self == MemoryMapping.Allocation.self {
      #expect(start.used == left, "\(start.report)")
    }
    #expect(start.report[0].hasPrefix("\(start.used) of \(start.count) "))
  }

  /// - Returns: how many parts are left.
  private static func cut(_ body: inout [String: Any], _ share: Int) -> Int {
    var left = 0
    func thinned(_ list: [Any], with empty: Any?) -> [Any] {
      list.enumerated().compactMap { number, value -> Any? in
        if number % share == 0 { return empty }
        if !(value is NSNull) { left += 1 }
        return value
      }
    }
    for key in ["placements", "migrations", "stays"] {
      if let list = body[key] as? [Any] { body[key] = thinned(list, with: nil) }
    }
    for key in ["offsets", "tasks"] {
      if let list = body[key] as? [Any] { body[key] = thinned(list, with: NSNull()) }
    }
    if let values = body["values"] as? [String: Any] {
      let kept = values.keys.sorted().enumerated().filter { $0.offset % share != 0 }.map(\.element)
      body["values"] = Dictionary(uniqueKeysWithValues: kept.map { ($0, values[$0] ?? 0) })
      left = kept.count
    }
    for key in ["plan", "height", "fragment", "admissions", "timeSaved"] { body[key] = nil }
    return left
  }

  private static func json<P: Problem>(_ problem: P.Type, _ solution: P.Solution) throws -> String {
    if let text = P.json(of: solution) { return text }
    return String(decoding: try JSONEncoder().encode(solution), as: UTF8.self)
  }

  private static func file<P: Problem>(_ problem: P.Type, _ body: [String: Any]) throws -> SourceText {
    let text = try JSONSerialization.data(withJSONObject: ["problem": P.name, "solution": body])
    return SourceText(name: "part.json", bytes: [UInt8](text))
  }

  /// By hand: five buffers, of which two are said to lie at one address at one time; the second one finds no room.
  @Test func whatIsInTheWayGivesWay() throws {
    let text = "id,lower,upper,size\na,0,10,4\nb,0,10,4\nc,0,10,4\n"
    let source = SourceText(name: "three.csv", text: text)
    let set = try MemoryMapping.Allocation.parse(source)
    let start = SourceText(
      name: "part.json", text: #"{"problem": "memory", "solution": {"offsets": [8, 10, -1]}}"#)
    let made = try #require(try MemoryMapping.Allocation.completed(start: start, of: set))
    #expect(made.solution.offsets == [8, 0, 4])
    #expect(made.report == ["1 of 3 buffers used", "buffer b finds no room at 10"])
  }

  /// What is whole and wrong is not mended.
  @Test func aWholeStartIsNoPart() throws {
    let set = try MemoryMapping.Allocation.parse(
      SourceText(name: "two.csv", text: "id,lower,upper,size\na,0,10,4\nb,0,10,4\n"))
    for text in [#"{"solution": {"offsets": [0, 0]}}"#, #"{"problem": "pods", "solution": {"offsets": [0]}}"#, "[]"] {
      let start = SourceText(name: "whole.json", text: text)
      #expect(try MemoryMapping.Allocation.completed(start: start, of: set) == nil)
    }
  }
}
