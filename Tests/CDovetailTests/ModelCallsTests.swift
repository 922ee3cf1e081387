import Foundation
import Testing

@testable import CDovetail

/// Models through the C functions, called as C calls them.
@Suite struct ModelCallsTests {
  /// Two of three may be chosen: 5, 4 and 3 are their gains.
  private func choice() -> OpaquePointer? {
    let model = createModel()
    let rows: [[Int64]] = [
      [1, 3, 0, 0, 0, 1, 1, 1], [16, 3, -2, 0, 1, 1, 1, 2, 1, 0, 0], [4, 1, 3, 0, 0, 5, 1, 4, 2, 3],
    ]
    #expect(Caller.append(model, rows).status == 0)
    return model
  }

  @Test func aModelIsSolvedAndItsValuesAreThere() throws {
    let model = choice()
    defer { destroyModel(model) }
    let job = Caller.solve(model, #"{"workers": 2, "timeLimit": 20}"#).job
    defer { destroyJob(job) }
    let events = try Caller.events(job, values: 3)
    let last = try #require(events.last { $0.event["event"] as? String == "solution" })
    #expect(last.event["objective"] as? Int == 9 && last.values == [1, 1, 0])
    let result = try Caller.result(job)
    #expect(result["status"] as? String == "optimal" && result["objective"] as? Int == 9)
    #expect(result["bound"] as? Int == 9 && result["gap"] as? Double == 0)
    var values = [Int64](repeating: -7, count: 3)
    #expect(copyValues(job, &values, 3) == 0 && values == [1, 1, 0])
    #expect(copyValues(job, &values, 2) == 64)
    var row: Int64 = -7
    var message: UnsafeMutablePointer<CChar>?
    #expect(checkValues(model, [1, 1, 0], 3, &row, &message) == 0 && message == nil)
    #expect(checkValues(model, [1, 1, 1], 3, &row, &message) == 0 && row == 0)
    #expect(Caller.take(message)?.contains("linear") == true)
    #expect(checkValues(model, [1, .max, 1], 3, &row, &message) == 0 && row == -1)
    #expect(Caller.take(message)?.contains("outside 0 ... 1") == true)
  }

  @Test func aModelGrowsWhileAnEarlierStateIsSolved() throws {
    let model = choice()
    defer { destroyModel(model) }
    let first = Caller.solve(model, nil).job
    #expect(Caller.append(model, [[16, 1, 0, 0, 1, 1, 0]]).status == 0)
    let second = Caller.solve(model, nil).job
    #expect(try Caller.result(first)["objective"] as? Int == 9)
    #expect(try Caller.result(second)["objective"] as? Int == 7)
    destroyJob(first)
    destroyJob(second)
  }

  @Test func allSolutionsAreWaitedFor() throws {
    let model = createModel()
    defer { destroyModel(model) }
    let rows: [[Int64]] = [[1, 2, 0, 0, 60, 60], [16, 2, -60, 0, 1, 1, 1, 0, 0]]
    #expect(Caller.append(model, rows).status == 0)
    for workers in 1...2 {
      let job = Caller.solve(model, #"{"question": "solutions", "workers": \#(workers)}"#).job
      let found = try Caller.events(job, values: 2).map(\.values)
      #expect(found.count == 1891 && Set(found).count == 1891 && found.allSatisfy { $0[0] + $0[1] <= 60 })
      let result = try Caller.result(job)
      #expect(result["count"] as? Int == 1891 && result["isComplete"] as? Bool == true)
      destroyJob(job)
    }
    let few = Caller.solve(model, #"{"question": "solutions", "of": [0], "limit": 5}"#).job
    #expect(Set(try Caller.events(few, values: 2).map(\.values[0])).count == 5)
    #expect(try Caller.result(few)["isComplete"] as? Bool == false)
    destroyJob(few)
    // One that nobody takes solutions of ends when it is destroyed.
    destroyJob(Caller.solve(model, #"{"question": "solutions"}"#).job)
  }

  @Test func assumptionsThatContradictEachOtherAreTheCore() throws {
    let model = choice()
    defer { destroyModel(model) }
    let job = Caller.solve(model, #"{"assume": [0, 1, 2]}"#).job
    let result = try Caller.result(job)
    #expect(result["status"] as? String == "infeasible" && Set(result["core"] as? [Int] ?? []) == [0, 1, 2])
    #expect(result["coreIsMinimal"] as? Bool == true)
    destroyJob(job)
    let other = Caller.solve(model, #"{"assume": [-1]}"#).job
    #expect(try Caller.result(other)["objective"] as? Int == 7)
    destroyJob(other)
  }

  @Test func anInfeasibleModelIsExplainedByTheNamesOfItsGroups() throws {
    let model = createModel()
    defer { destroyModel(model) }
    #expect(Caller.append(model, [[1, 2, 0, 0, 9, 9]]).status == 0)
    let names = Array("at least five\0at most three".utf8CString)
    #expect(nameParts(model, 3, 0, 2, names, names.count - 1) == 0)
    let rows: [[Int64]] = [
      [6, 0], [16, 1, 5, 0, -1, 0, 0], [6, 1], [16, 1, -3, 0, 1, 0, 0], [6, -1], [16, 1, -4, 1, 1, 0, 0],
    ]
    #expect(Caller.append(model, rows).status == 0)
    let job = Caller.solve(model, #"{"question": "explain"}"#).job
    let explanation = try #require(try Caller.result(job)["explanation"] as? [String: Any])
    let groups = try #require(explanation["groups"] as? [[String: Any]])
    #expect(groups.map { $0["name"] as? String } == ["at least five", "at most three"])
    destroyJob(job)
  }

  @Test func hintsAreTheFirstSolution() throws {
    let model = choice()
    defer { destroyModel(model) }
    let job = Caller.solve(model, #"{"hint": [[0, 0], [1, 0], [2, 1]], "timeLimit": 20}"#).job
    let first = try #require(try Caller.events(job).first { $0.event["event"] as? String == "solution" })
    #expect(first.event["objective"] as? Int == 3 && first.event["source"] as? String == "hints")
    destroyJob(job)
  }

  @Test func aJobThatIsStoppedHasWhatItHas() throws {
    let model = Caller.longModel()
    defer { destroyModel(model) }
    let job = Caller.solve(model, #"{"workers": 2}"#).job
    defer { destroyJob(job) }
    Thread.sleep(forTimeInterval: 0.3)
    let began = Date()
    #expect(stopJob(job) == 0)
    let result = try Caller.result(job)
    #expect(Date().timeIntervalSince(began) < 3)
    if result["status"] as? String == "feasible" {
      #expect(result["ending"] as? String == "interrupt")
      var values = [Int64](repeating: -7, count: 60)
      #expect(copyValues(job, &values, 60) == 0)
      var message: UnsafeMutablePointer<CChar>?
      #expect(checkValues(model, values, 60, nil, &message) == 0 && message == nil)
    }
  }

  @Test func destroyingEndsASolveSoon() {
    let model = Caller.longModel()
    let job = Caller.solve(model, nil).job
    destroyModel(model)
    let began = Date()
    destroyJob(job)
    #expect(Date().timeIntervalSince(began) < 1.5)
  }

  @Test func wordsAndTextsAreTheSameModel() throws {
    let model = choice()
    defer { destroyModel(model) }
    var words: UnsafeMutablePointer<Int64>?
    var count = 0
    #expect(copyWords(model, &words, &count) == 0)
    let copy = createModel()
    defer { destroyModel(copy) }
    #expect(appendRows(copy, words, count, nil, nil) == 0)
    free(text: UnsafeMutableRawPointer(words)?.assumingMemoryBound(to: CChar.self))
    var sizes = [Int64](repeating: -7, count: 4)
    #expect(modelSize(copy, &sizes) == 0 && sizes == [3, 0, 1, 0])
    for format in ["dvt", "mps", "lp"] {
      let texts = [model, copy].map { handle in
        var text: UnsafeMutablePointer<CChar>?
        var size = 0
        #expect(exportModel(handle, format, &text, &size, nil) == 0)
        let taken = Caller.take(text)
        #expect(taken?.utf8.count == size && size > 40)
        return taken
      }
      #expect(texts[0] == texts[1])
    }
  }

  @Test func whatIsWrongIsSaidAndNothingTraps() {
    let model = choice()
    defer { destroyModel(model) }
    let refused = Caller.append(model, [[1, 1, 0, 9], [24, 1, 3]])
    #expect(refused.status == 65 && refused.row == 1)
    #expect(refused.message == "row 1, clause: expected a Boolean, found variable 3, which is from 0 to 9")
    var sizes = [Int64](repeating: -7, count: 4)
    #expect(modelSize(model, &sizes) == 0 && sizes[0] == 3)
    for (options, message) in [
      ("[]", "no object"), ("{", "no object"),
      (#"{"worker": 2}"#, "there is no option 'worker'; did you mean 'workers'"),
      (#"{"workers": 0}"#, "from 1 to 256"), (#"{"workers": 1.5}"#, "whole number"),
      (#"{"timeLimit": -1}"#, "from 0 on"), (#"{"timeLimit": "x"}"#, "a number"),
      (#"{"hint": [[0, 5]]}"#, "from 0 to 1, found 5"), (#"{"hint": [[0]]}"#, "pairs"),
      (#"{"assume": [7]}"#, "no literal"), (#"{"assume": [-9223372036854775808]}"#, "no literal"),
      (#"{"question": "why"}"#, "solve, solutions or explain"),
      (#"{"question": "solutions", "of": [3]}"#, "variable 3"),
    ] {
      let answer = Caller.solve(model, options)
      #expect(answer.status == 64 && answer.job == nil, "\(options)")
      #expect(answer.message?.contains(message) == true, "\(options): \(answer.message ?? "")")
    }
    #expect(appendRows(nil, [1], 1, nil, nil) == 64)
    #expect(appendRows(model, nil, 3, nil, nil) == 64)
    #expect(solveModel(nil, nil, nil, nil) == 64 && solveModel(model, nil, nil, nil) == 64)
    #expect(takeResult(nil, nil) == 64 && waitForJob(nil, 1, nil) == 64 && takeEvent(nil, nil) == 64)
    #expect(
      copyWords(model, nil, nil) == 64 && modelSize(nil, nil) == 64 && exportModel(model, "xls", nil, nil, nil) == 64)
    destroyModel(nil)
    destroyJob(nil)
    let unfinished = createModel()
    defer { destroyModel(unfinished) }
    #expect(Caller.append(unfinished, [[1, 3, 0, 1, 0, 5, 4, 9], [3, 0, 1, 0, 1, 1, 1, 0, 2, 1, 0]]).status == 0)
    #expect(Caller.solve(unfinished, nil).status == 65)
    #expect(abiVersion() == 1 && version().map { String(cString: $0) }?.isEmpty == false)
  }

  @Test func jobsOfManyThreadsDoNotMeet() async throws {
    try await withThrowingTaskGroup(of: Int?.self) { group in
      for _ in 0..<6 {
        group.addTask {
          let model = self.choice()
          defer { destroyModel(model) }
          let job = Caller.solve(model, nil).job
          defer { destroyJob(job) }
          return try Caller.result(job)["objective"] as? Int
        }
      }
      for try await objective in group { #expect(objective == 9) }
    }
  }
}
