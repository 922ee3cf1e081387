import Foundation

/// The commands of Slurm that a campaign needs.
public struct Slurm: Sendable {
  public init() {}

  /// Submits an array job.
  /// - Parameter options: of `sbatch`, before the script.
  /// - Returns: the job's number.
  public func submit(script: String, options: [String]) throws(BenchError) -> String {
    let result = try Subprocess.run("sbatch", ["--parsable"] + options + [script])
    // "12" or "12;cluster".
    let job = result.output.split(whereSeparator: { $0 == ";" || $0.isWhitespace }).first.map(String.init) ?? ""
    guard result.status == 0, Int(job) != nil else {
      throw BenchError(.unavailable, "sbatch has not taken the job: exit code \(result.status)")
    }
    return job
  }

  /// How many elements of a job wait or run; 0 when the job is over, or so old that Slurm has forgotten it.
  /// - Throws: `BenchError` where Slurm does not answer, which is no reason to think that the job is over.
  public func unfinished(_ job: String) throws(BenchError) -> Int {
    let result = try Subprocess.run(
      "squeue", ["--noheader", "--array", "--jobs", job, "--format", "%i %t"], isQuiet: true)
    if result.status == 0 { return result.output.split(whereSeparator: \.isNewline).count }
    // Of a job that it has forgotten, squeue says the same as of a controller that is down.
    let ping = try Subprocess.run("squeue", ["--noheader", "--format", "%i"])
    guard ping.status == 0 else { throw BenchError(.unavailable, "squeue does not answer") }
    return 0
  }

  /// Elements that ended badly, one line each, where the cluster keeps accounts; empty where it does not.
  public func failures(_ job: String) -> [String] {
    let words = [
      "--noheader", "--allocations", "--parsable2", "--jobs", job, "--format", "JobID,State,ExitCode,NodeList",
    ]
    guard let result = try? Subprocess.run("sacct", words, isQuiet: true), result.status == 0 else { return [] }
    return result.output.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.contains("|COMPLETED|") }
  }
}
