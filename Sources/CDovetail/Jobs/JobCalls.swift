@c(dovetail_job_wait)
public func waitForJob(_ job: OpaquePointer?, _ seconds: Double, _ found: UnsafeMutablePointer<Int32>?) -> Int32 {
  Call.run { () throws(CallFailure) in
    let job: Job = try Handle.held(job)
    guard let found else { throw .noPlace }
    guard !seconds.isNaN else { throw CallFailure(.invalidArgument, "the seconds are no number") }
    found.pointee = job.wait(seconds).rawValue
  }
}

@c(dovetail_job_event)
public func takeEvent(_ job: OpaquePointer?, _ json: TextPlace?) -> Int32 {
  json?.pointee = nil
  return Call.run { () throws(CallFailure) in
    let job: Job = try Handle.held(job)
    guard json != nil else { throw .noPlace }
    if let line = job.take() { try Call.give(line, to: json) }
  }
}

@c(dovetail_job_values)
public func copyValues(_ job: OpaquePointer?, _ values: UnsafeMutablePointer<Int64>?, _ count: Int) -> Int32 {
  Call.run { () throws(CallFailure) in
    let job: Job = try Handle.held(job)
    guard case .values(let found) = job.taken, found.count == count else {
      throw CallFailure(.invalidArgument, "there are no such values")
    }
    if found.isEmpty { return }
    guard let values else { throw .noPlace }
    for (place, value) in found.enumerated() { values[place] = Int64(value) }
  }
}

@c(dovetail_job_solution)
public func copySolution(_ job: OpaquePointer?, _ json: TextPlace?) -> Int32 {
  json?.pointee = nil
  return Call.run { () throws(CallFailure) in
    let job: Job = try Handle.held(job)
    guard case .file(let text) = job.taken else { throw CallFailure(.invalidArgument, "there is no solution") }
    try Call.give(text(), to: json)
  }
}

@c(dovetail_job_stop)
public func stopJob(_ job: OpaquePointer?) -> Int32 {
  Call.run { () throws(CallFailure) in
    let job: Job = try Handle.held(job)
    job.stop()
  }
}

@c(dovetail_job_result)
public func takeResult(_ job: OpaquePointer?, _ json: TextPlace?) -> Int32 {
  json?.pointee = nil
  var status = Status.ok
  let call = Call.run { () throws(CallFailure) in
    let job: Job = try Handle.held(job)
    guard json != nil else { throw .noPlace }
    let result = job.waitForResult()
    status = result.status
    try Call.give(result.json, to: json)
  }
  return call == Status.ok.rawValue ? status.rawValue : call
}

@c(dovetail_job_destroy)
public func destroyJob(_ job: OpaquePointer?) {
  guard let object = Handle.object(job, Job.self) else { return }
  object.stop()
  object.waitForEnd(atMost: 0.8)
  Handle.release(job, Job.self)
}
