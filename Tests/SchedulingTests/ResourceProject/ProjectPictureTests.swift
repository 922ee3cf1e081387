import Testing

@testable import Scheduling

@Suite struct ResourceProjectPictureTests {
  @Test(arguments: [30, 120])
  func showsEveryActivityAndEveryResource(_ count: Int) throws {
    var parameters = ResourceProject.GeneratorParameters()
    parameters.activityCount = count
    let instance = try ResourceProject.generate(parameters)
    let solution = ResourceProject.PriorityRuleStrategy(instance: instance, scheme: .parallel, rule: .lft).schedule()
    let picture = ResourceProject.picture(of: solution, of: instance)
    #expect(picture.hasPrefix("<?xml") || picture.hasPrefix("<svg"))
    for activity in 1...count {
      let start = solution.starts[activity]
      let bar = "activity \(activity + 1), \(start) to \(start + instance.durations[activity])"
      #expect(picture.contains(bar))
    }
    for resource in instance.capacities.indices { #expect(picture.contains(">R\(resource + 1)<")) }
  }

  @Test func drawsAProjectOfDummiesOnly() throws {
    let instance = try ResourceProject.Instance(
      name: "nothing <to do>", durations: [0], demands: [[]], successors: [[]], capacities: [])
    let picture = ResourceProject.picture(of: .init(starts: [0]), of: instance)
    #expect(picture.contains("nothing &lt;to do&gt;"))
  }
}
