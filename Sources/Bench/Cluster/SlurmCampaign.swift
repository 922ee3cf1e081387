import Basics
import Foundation

/// Runs a campaign as an array job: each element makes the runs of one part into a database of its own, and all are
/// merged when the array is over. What is missing then is submitted again.
///
/// The files of the cluster's elements alone say what was done; whatever Slurm says of a job is only a hint when to
/// look. So it is no matter whether an element ended, failed, was started twice or vanished with its machine.
public struct SlurmCampaign: Sendable {
  public struct Options: Sendable {
    /// Elements of the array.
    public var parts = 16
    /// Options of `sbatch`, such as `--partition=long`.
    public var sbatch: [String] = []
    /// How often missing runs are submitted again.
    public var resubmissions = 3
    /// Seconds between two looks at the queue.
    public var interval = 5.0
    /// Options of `dovetail bench shard` for the elements.
    public var shardOptions: [String] = []

    public init() {}
  }

  /// What was submitted, kept in the campaign so that another process can go on waiting for it.
  struct Submission: Codable, Hashable {
    var job: String
    var parts: Int
  }

  public let store: CampaignStore
  public let options: Options
  /// The program that the elements run: `dovetail-bench`.
  public let program: String
  public var slurm = Slurm()
  /// Told of what happens, a line at a time.
  public var tell: @Sendable (String) -> Void = { _ in }

  public init(_ store: CampaignStore, program: String, options: Options) {
    self.store = store
    self.program = program
    self.options = options
  }

  /// Where plan, shards and logs lie; all machines must see it under this path.
  public var folder: String { URL(fileURLWithPath: store.path).path + ".slurm" }

  /// - Throws: `BenchError` where Slurm is not there, or runs are missing after the last resubmission.
  public func run() throws(BenchError) {
    if let submission = try store.submission() {
      tell("job \(submission.job) was submitted before; waiting for it")
      try collect(submission)
    }
    for attempt in 0...options.resubmissions {
      let pending = try store.pendingTasks()
      if pending.isEmpty { return }
      let parts = try Set(pending.map { (Int($0.id) - 1) % options.parts + 1 }).sorted().map {
        (number) throws(BenchError) in
        try ShardPart(number: number, of: options.parts)
      }
      let submission = try submit(parts, tasks: pending)
      tell(
        "job \(submission.job): \(counted(pending.count, "run")) in \(counted(parts.count, "element"))"
          + (attempt > 0 ? ", submission \(attempt + 1)" : ""))
      try collect(submission)
    }
    let missing = try store.pendingTasks().count
    guard missing == 0 else {
      throw BenchError(
        .system, "\(missing) runs are missing after \(options.resubmissions) resubmissions; see \(folder)")
    }
  }

  private func submit(_ parts: [ShardPart], tasks: [CampaignTask]) throws(BenchError) -> Submission {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw BenchError(.writeError, "\(folder): \(error.localizedDescription)")
    }
    try store.copyPlan(to: folder + "/plan.db")
    let script = folder + "/element.sh"
    guard FileManager.default.createFile(atPath: script, contents: Data(self.script.utf8)) else {
      throw BenchError(.writeError, "\(script): cannot be written")
    }
    let array = parts.map { "\($0.number)" }.joined(separator: ",")
    let threads = tasks.map(\.variant.workers).max() ?? 1
    let job = try slurm.submit(
      script: script,
      options: [
        "--array=\(array)", "--job-name=dovetail-bench", "--cpus-per-task=\(threads)", "--requeue",
        "--open-mode=append", "--output=\(folder)/element-%a.log",
      ] + options.sbatch)
    let submission = Submission(job: job, parts: options.parts)
    try store.keep(submission)
    return submission
  }

  private var script: String {
    let words =
      [program, "shard", "$SLURM_ARRAY_TASK_ID/\(options.parts)", folder + "/plan.db", "--output"]
      + ["\(folder)/shard-$SLURM_ARRAY_TASK_ID.db"] + options.shardOptions
    return """
      #!/bin/sh
      # One element of the array: the runs of one part, into a database of its own. Started again, it goes on.
      exec \(words.map(Self.quoted).joined(separator: " "))

      """
  }

  /// For a shell that is to replace the array's variable and nothing else.
  private static func quoted(_ word: String) -> String {
    "\"" + word.map { "\"\\`".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }

  /// Waits for the job, then takes what its elements have made.
  private func collect(_ submission: Submission) throws(BenchError) {
    var last = -1
    while true {
      // Where Slurm does not answer, it may be back at the next look.
      let count = (try? slurm.unfinished(submission.job)) ?? last
      if count == 0 { break }
      if count != last, count > 0 { tell("job \(submission.job): \(counted(count, "element")) to go") }
      last = count
      Thread.sleep(forTimeInterval: options.interval)
    }
    for failure in slurm.failures(submission.job) { tell("element \(failure)") }
    for number in 1...submission.parts {
      let shard = "\(folder)/shard-\(number).db"
      guard FileManager.default.fileExists(atPath: shard) else { continue }
      let result = try mergeWhenFree(shard)
      if result.taken > 0 { tell("shard \(number): \(counted(result.taken, "run"))") }
    }
    try store.keep(nil)
  }

  /// An element whose machine Slurm has given up may still be at work; its file is merged when it lets go of it.
  private func mergeWhenFree(_ shard: String) throws(BenchError) -> CampaignStore.MergeResult {
    while true {
      do {
        return try store.merge(shard)
      } catch  where error.kind == .unavailable {
        Thread.sleep(forTimeInterval: options.interval)
      }
    }
  }
}
