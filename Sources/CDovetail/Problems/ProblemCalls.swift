import Basics
import Problems
import Solving

@c(dovetail_problem_list)
public func listProblems(_ json: TextPlace?) -> Int32 {
  json?.pointee = nil
  return Call.run { () throws(CallFailure) in
    try Call.give(JSON.array(ProblemRegistry.all.map { ProblemList.description($0) }).line, to: json)
  }
}

@c(dovetail_problem_generate)
public func generateInstance(
  _ name: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?, _ text: TextPlace?, _ message: TextPlace?
) -> Int32 {
  text?.pointee = nil
  return Call.run(message) { () throws(CallFailure) in
    guard let name else { throw CallFailure(.invalidArgument, "there is no name of a problem") }
    try Call.give(try ProblemList.instance(String(cString: name), options), to: text)
  }
}

@c(dovetail_problem_read)
public func readProblem(
  _ name: UnsafePointer<CChar>?, _ bytes: UnsafePointer<CChar>?, _ size: Int, _ options: UnsafePointer<CChar>?,
  _ problem: UnsafeMutablePointer<OpaquePointer?>?, _ message: TextPlace?
) -> Int32 {
  problem?.pointee = nil
  return Call.run(message) { () throws(CallFailure) in
    guard let problem else { throw .noPlace }
    let file = name.map { String(cString: $0) } ?? "instance"
    problem.pointee = Handle.retain(try ProblemHandle(file, try Call.bytes(bytes, size), options))
  }
}

@c(dovetail_problem_destroy)
public func destroyProblem(_ problem: OpaquePointer?) { Handle.release(problem, ProblemHandle.self) }

@c(dovetail_problem_describe)
public func describeProblem(_ problem: OpaquePointer?, _ json: TextPlace?) -> Int32 {
  json?.pointee = nil
  return Call.run { () throws(CallFailure) in
    let handle: ProblemHandle = try Handle.held(problem)
    try Call.give(handle.instance.description().line, to: json)
  }
}

@c(dovetail_problem_check)
public func checkSolution(
  _ problem: OpaquePointer?, _ solution: UnsafePointer<CChar>?, _ size: Int, _ json: TextPlace?
) -> Int32 {
  answer(problem, solution, size, json) { (instance, source) throws(CallFailure) in try instance.check(source).line }
}

@c(dovetail_problem_picture)
public func drawSolution(
  _ problem: OpaquePointer?, _ solution: UnsafePointer<CChar>?, _ size: Int, _ svg: TextPlace?
) -> Int32 {
  answer(problem, solution, size, svg) { (instance, source) throws(CallFailure) in try instance.picture(source) }
}

/// What is made of a solution, or the reason why it is none.
private func answer(
  _ problem: OpaquePointer?, _ solution: UnsafePointer<CChar>?, _ size: Int, _ place: TextPlace?,
  _ make: (any ReadInstance, SourceText) throws(CallFailure) -> String
) -> Int32 {
  Call.run(place) { () throws(CallFailure) in
    let handle: ProblemHandle = try Handle.held(problem)
    let source = SourceText(name: "the solution", bytes: try Call.bytes(solution, size))
    try Call.give(try make(handle.instance, source), to: place)
  }
}

@c(dovetail_solve_problem)
public func solveProblem(
  _ problem: OpaquePointer?, _ options: UnsafePointer<CChar>?, _ job: UnsafeMutablePointer<OpaquePointer?>?,
  _ message: TextPlace?
) -> Int32 {
  job?.pointee = nil
  return Call.run(message) { () throws(CallFailure) in
    let handle: ProblemHandle = try Handle.held(problem)
    guard let job else { throw .noPlace }
    job.pointee = Handle.retain(try handle.instance.solve(try ProblemOptions(options)))
  }
}
