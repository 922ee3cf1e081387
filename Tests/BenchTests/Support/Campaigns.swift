@testable import Bench

/// A campaign of runs that a test writes down.
struct CampaignSketch {
  var campaign = Campaign(
    name: "sketch", settings: CampaignSettings(timeLimit: 10), instances: [], variants: [], runs: [])

  init(timeLimit: Double? = 10) { campaign.settings.timeLimit = timeLimit }

  mutating func add(
    _ instance: String, _ variant: String, _ status: RunStatus, time: Double = 10, objective: Double? = nil,
    bound: Double? = nil, history: [(time: Double, objective: Double?, bound: Double?)] = [], seed: UInt64 = 1,
    family: String = "set"
  ) throws {
    let i = campaign.instances.firstIndex { $0.name == instance } ?? campaign.instances.count
    if i == campaign.instances.count {
      campaign.instances.append(
        InstanceFile(path: "/set/\(instance).txt", name: instance, family: family, hash: "h\(instance)", size: 1))
    }
    let v = campaign.variants.firstIndex { $0.name == variant } ?? campaign.variants.count
    if v == campaign.variants.count { campaign.variants.append(try Variant(name: variant, definition: "native")) }
    var record = RunRecord(status: status, measurement: Measurement(wall: time, memory: 1 << 20), began: 0)
    record.solverTime = time
    record.objective = objective.map { Score($0) }
    record.bound = bound.map { Score($0) }
    record.history = history.map {
      HistoryPoint(time: $0.time, objective: $0.objective.map { Score($0) }, bound: $0.bound.map { Score($0) })
    }
    campaign.runs.append(
      Campaign.Run(
        task: Int64(campaign.runs.count + 1), instance: i, variant: v, seed: seed, record: record, machine: nil))
  }

  var analysis: Analysis { Analysis(campaign) }
}
