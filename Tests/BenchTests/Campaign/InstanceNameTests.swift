import Foundation
import Testing

@testable import Bench

/// Instances of one name: told apart by content, and shown under names that say which is which.
@Suite struct NamesakeTests {
  private let fake = FakeSolver(Scratch())

  private func instance(_ path: String, _ objective: Int) -> String {
    fake.scratch.write("summary optimal \(objective) \(objective)\n", to: path)
  }

  private func names(_ paths: [String]) throws -> [String] {
    InstanceNames.distinct(try paths.map { try InstanceFile(at: $0) }).map(\.name)
  }

  @Test func onlyNamesakesGetLongerNames() throws {
    let paths = [
      instance("a/small.sm", 1), instance("a/small.rcp", 2), instance("a/other.sm", 3), instance("b/twin.txt", 4),
      instance("c/twin.txt", 5), instance("c/d/deep.txt", 6), instance("e/d/deep.txt", 7),
    ]
    #expect(
      try names(paths) == [
        "small.sm", "small.rcp", "other", "b/twin.txt", "c/twin.txt", "c/d/deep.txt", "e/d/deep.txt",
      ])
    #expect(try names([paths[0], paths[2]]) == ["small", "other"])
    #expect(
      try names(["\(paths[3])#1", "\(paths[4])#1", "\(paths[4])#2"]) == ["b/twin.txt#1", "c/twin.txt#1", "twin#2"])
  }

  @Test func aCampaignOfNamesakesIsRunAndComparedWithItselfAndWithAPart() throws {
    let (first, second) = (instance("a/small.sm", 10), instance("a/small.rcp", 20))
    let campaign = try fake.run([first, second], variants: ["x=native", "y=glpk"])
    #expect(campaign.instances.map(\.name) == ["small.sm", "small.rcp"] && campaign.runs.count == 4)
    #expect(Contradiction.find(in: campaign).isEmpty)
    let analysis = Analysis(campaign)
    let both = try Comparison(
      ComparisonSide(name: "x", analysis, variant: "x"), ComparisonSide(name: "y", analysis, variant: "y"))
    #expect(both.pairs == 2 && both.unpaired == 0)

    let part = try CampaignStore(fake.scratch["part.db"], .writing)
    try part.extend(CampaignPlan(instances: [try InstanceFile(at: second)], variants: [try Variant("x=native")]))
    try fake.sweep(part).run(try part.pendingTasks())
    #expect(try part.campaign().instances.map(\.name) == ["small"])
    let comparison = try Comparison(
      ComparisonSide(name: "x", analysis, variant: "x"), ComparisonSide(name: "part", Analysis(part.campaign())))
    #expect(comparison.pairs == 1 && comparison.unpaired == 1)
    #expect(comparison.measures.first { $0.name == "objective" }?.effect == 0)
  }

  /// The row of a table means one of two namesakes only with its extension.
  @Test func referencesMeanOneOfThem() throws {
    let (first, second) = (instance("set/small.sm", 10), instance("set/small.rcp", 20))
    fake.scratch.write("instance,lb,ub\nsmall,1,2\nsmall.rcp,20,20\n", to: "set/bounds.csv")
    let campaign = try fake.run([first, second])
    #expect(campaign.references.mapValues(\.upper) == [1: Score(20)])
    #expect(Contradiction.find(in: campaign).isEmpty)
  }

  @Test func theSameContentUnderOneNameIsOneInstance() throws {
    let campaign = try fake.run([instance("a/x.txt", 5), instance("b/x.txt", 5), instance("b/y.txt", 5)])
    #expect(campaign.instances.map(\.name) == ["x", "y"] && campaign.runs.count == 2)
  }

  /// Names are made when a campaign is read, so that one of an earlier version opens as it is.
  @Test func importedRunsOfANameThatMeansTwoAreNotTaken() throws {
    let (first, second) = (instance("a/small.sm", 10), instance("a/small.rcp", 20))
    _ = try fake.run([first, second])
    let store = try CampaignStore(fake.scratch["campaign.db"], .writing)
    func take(_ name: String) throws -> Int {
      let line =
        #"{"solver":"other","problem":"fake","instance":"\#(name)","status":"optimal","objective":10,"bound":10}"#
      return try PeerImport(store).take(line, name: "peers", addsInstances: false).taken
    }
    #expect(try take("small") == 0 && take("small.sm") == 1)
  }

  /// The folder of our own instances has one project in two formats.
  @Test func ourOwnProjectsAreComparedWithEachOther() throws {
    let scratch = Scratch()
    let folder = #filePath.components(separatedBy: "/Tests/")[0] + "/Instances/rcpsp"
    let words = [
      "run", "--campaign", scratch["c.db"], "--time-limit", "0.3", "--solver", Programs.folder + "/dovetail",
      "--variant", "a=native", "--variant", "b=native", folder,
    ]
    #expect(try Subprocess.run(Programs.bench, words).status == 0)
    let compared = try Subprocess.run(Programs.bench, ["compare", scratch["c.db"] + ":a", scratch["c.db"] + ":b"])
    #expect(compared.status == 0 || compared.status == 1)
    let campaign = try CampaignStore(scratch["c.db"], .reading).campaign()
    #expect(Set(campaign.instances.map(\.name)) == ["small-10.sm", "small-10.rcp", "medium-20", "hard-30"])
    #expect(campaign.runs.count == 8)
  }
}
