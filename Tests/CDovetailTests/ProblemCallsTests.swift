import Foundation
import Testing

@testable import CDovetail

/// Ready problems through the C functions, called as C calls them.
@Suite struct ProblemCallsTests {
  private static let ft06 = """
    6 6
    2 1 0 3 1 6 3 7 5 3 4 6
    1 8 2 5 4 10 5 10 0 10 3 4
    2 5 3 4 5 8 0 9 1 1 4 7
    1 5 0 5 2 5 3 3 4 8 5 9
    2 9 1 3 4 5 5 4 0 3 3 1
    1 3 3 3 5 9 0 10 4 4 2 1

    """

  private func read(
    _ text: String, _ options: String? = nil
  ) -> (status: Int32, problem: OpaquePointer?, message: String?) {
    var problem: OpaquePointer?
    var message: UnsafeMutablePointer<CChar>?
    let bytes = Array(text.utf8CString)
    let status = readProblem("ft06.txt", bytes, bytes.count - 1, options, &problem, &message)
    return (status, problem, Caller.take(message))
  }

  private func solve(_ problem: OpaquePointer?, _ options: String?) -> (status: Int32, job: OpaquePointer?, String?) {
    var job: OpaquePointer?
    var message: UnsafeMutablePointer<CChar>?
    let status = solveProblem(problem, options, &job, &message)
    return (status, job, Caller.take(message))
  }

  private func check(_ problem: OpaquePointer?, _ solution: String) throws -> [String: Any] {
    var json: UnsafeMutablePointer<CChar>?
    #expect(checkSolution(problem, solution, solution.utf8.count, &json) == 0)
    return try Caller.object(Caller.take(json))
  }

  /// 55 is the published optimum (Fisher, Thompson 1963).
  @Test func aShopIsSolvedCheckedAndDrawn() throws {
    let problem = read(Self.ft06).problem
    defer { destroyProblem(problem) }
    var json: UnsafeMutablePointer<CChar>?
    #expect(describeProblem(problem, &json) == 0)
    let description = try Caller.object(Caller.take(json))
    #expect(description["problem"] as? String == "jobshop" && description["instance"] as? String == "ft06")
    let job = solve(problem, #"{"workers": 2, "timeLimit": 60, "seed": 3}"#).job
    defer { destroyJob(job) }
    let events = try Caller.events(job).map(\.event)
    #expect(events.contains { $0["event"] as? String == "bound" })
    #expect(events.last { $0["event"] as? String == "solution" }?["objective"] as? Int == 55)
    var text: UnsafeMutablePointer<CChar>?
    #expect(copySolution(job, &text) == 0)
    #expect(Caller.take(text)?.contains("\"objective\": 55") == true)
    let result = try Caller.result(job)
    #expect(result["status"] as? String == "optimal" && result["objective"] as? Int == 55)
    #expect(copySolution(job, &text) == 0)
    let solution = try #require(Caller.take(text))
    #expect(try check(problem, solution)["valid"] as? Bool == true)
    var svg: UnsafeMutablePointer<CChar>?
    #expect(drawSolution(problem, solution, solution.utf8.count, &svg) == 0)
    #expect(Caller.take(svg)?.contains("<svg") == true)
    let wrong = solution.replacingOccurrences(of: "\"starts\":[[", with: "\"starts\":[[1")
    let verdict = try check(problem, wrong)
    #expect(verdict["valid"] as? Bool == false && verdict["reason"] is String)
    #expect(drawSolution(problem, wrong, wrong.utf8.count, &svg) == 65)
    #expect(Caller.take(svg)?.hasPrefix("not a solution") == true)
    // It starts the next solve.
    let start = try String(
      decoding: JSONSerialization.data(withJSONObject: ["warmStart": solution, "timeLimit": 20]), as: UTF8.self)
    let again = solve(problem, start).job
    #expect(try Caller.result(again)["objective"] as? Int == 55)
    destroyJob(again)
  }

  @Test func questionsAndGeneratorsAreThoseOfTheCommandLine() throws {
    var json: UnsafeMutablePointer<CChar>?
    #expect(listProblems(&json) == 0)
    let text = try #require(Caller.take(json))
    let list = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(list.contains { $0["name"] as? String == "jobshop" && $0["generator"] is [[String: Any]] })
    var made: UnsafeMutablePointer<CChar>?
    #expect(generateInstance("jobshop", #"{"jobs": 3, "machines": 2, "seed": 4}"#, &made, nil) == 0)
    let instance = try #require(Caller.take(made))
    let generated = read(instance)
    #expect(generated.status == 0)
    destroyProblem(generated.problem)
    let memory = "id,lower,upper,size\na,0,3,4\nb,0,9,4\nc,3,9,4\n"
    for (capacity, status) in [(8, "optimal"), (7, "infeasible")] {
      let problem = read(memory, #"{"problem": "memory", "questions": {"capacity": \#(capacity)}}"#).problem
      let job = solve(problem, nil).job
      #expect(try Caller.result(job)["status"] as? String == status)
      destroyJob(job)
      destroyProblem(problem)
    }
  }

  @Test func whatIsWrongIsSaid() {
    #expect(read("nothing").status == 65)
    let cut = read("2 2\n0 3 1 x\n0 5 1 2\n", #"{"problem": "jobshop"}"#)
    #expect(cut.status == 65 && cut.message?.hasPrefix("ft06.txt:") == true)
    #expect(read(Self.ft06, #"{"problem": "jobshops"}"#).status == 64)
    #expect(read(Self.ft06, #"{"questions": {"capacities": 3}}"#).status == 64)
    #expect(read(Self.ft06, #"{"instance": 2}"#).status == 65 && read(Self.ft06, #"{"instance": 0}"#).status == 64)
    let problem = read(Self.ft06).problem
    defer { destroyProblem(problem) }
    for options in [
      #"{"engine": "glpk"}"#, #"{"heuristic": "magic"}"#, #"{"objectiveLimit": "x"}"#, #"{"workers": 0}"#, "7",
    ] {
      #expect(solve(problem, options).status == 64, "\(options)")
    }
    #expect(solve(problem, #"{"warmStart": "{}"}"#).status == 65)
    #expect(generateInstance("jobshop", #"{"jobz": 3}"#, nil, nil) == 64)
    #expect(generateInstance("nothing", nil, nil, nil) == 64 && generateInstance(nil, nil, nil, nil) == 64)
    #expect(readProblem(nil, nil, 5, nil, nil, nil) == 64 && describeProblem(nil, nil) == 64)
    destroyProblem(nil)
  }
}
