import Basics
import Foundation
import Testing

@testable import Bench

@Suite struct KillTests {
  /// Runs of 12 ms, a sweep killed at 20 instants of its life, from before its first run on.
  @Test func killedAtTwentyInstantsNothingIsLostAndNothingIsDoneTwice() throws {
    let fake = FakeSolver(Scratch())
    let paths = (0..<30).map { fake.instance("i\($0)", "sleep 0.01; summary optimal \($0) \($0)") }
    let campaign = fake.scratch["campaign.db"]
    let words = ["run", "--campaign", campaign, "--solver", fake.program, "--jobs", "2", "--no-pin"]
    let plan = try Subprocess.run(
      Programs.bench, words + ["--plan", "--variant", "native", "--seeds", "1..5"] + paths)
    #expect(plan.status == 0)
    var random = RandomSource(seed: 20)
    var finished: [String: Double] = [:]
    for _ in 0..<20 {
      let process = try start(words)
      usleep(UInt32(random.within(5_000...150_000)))
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
      let now = try runs(campaign)
      // What was there is there still, and is the very same run.
      for (key, began) in finished { #expect(now[key] == began) }
      finished = now
    }
    let end = try Subprocess.run(Programs.bench, words)
    #expect(end.status == 0 && end.output.contains("150 of 150 runs: 150 optimal"))
    let all = try runs(campaign)
    #expect(all.count == 150)
    for (key, began) in finished { #expect(all[key] == began) }
    // A run starts a second time only where a kill caught it: two jobs, twenty kills.
    #expect(fake.began.count >= 150 && fake.began.count <= 150 + 2 * 20)
  }

  @Test func twoSweepsDoNotShareACampaign() throws {
    let scratch = Scratch()
    let lock = try CampaignLock(scratch["campaign.db"])
    #expect(throws: BenchError(.unavailable, "\(scratch["campaign.db"]): another sweep works on this campaign")) {
      try CampaignLock(scratch["campaign.db"])
    }
    withExtendedLifetime(lock) {}
  }

  private func runs(_ campaign: String) throws -> [String: Double] {
    let results = try CampaignStore(campaign, .reading).campaign()
    return Dictionary(
      uniqueKeysWithValues: results.runs.map {
        ("\(results.instances[$0.instance].name) \($0.seed)", $0.record.began)
      })
  }

  private func start(_ words: [String]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var list = ([Programs.bench] + words).map { strdup($0) }
    list.append(nil)
    defer { for word in list { free(word) } }
    var process: pid_t = 0
    try #require(posix_spawn(&process, Programs.bench, &actions, nil, list, environ) == 0)
    return process
  }
}
