import Solving
import TestSupport
import Testing

@testable import VirtualMachines

@Suite struct VMCurveTests {
  func points(of instance: VMRescheduling.Instance) throws -> [TradeOffPoint] {
    var points: [TradeOffPoint] = []
    try VMRescheduling.curve(of: instance, seed: 1, shouldStop: { false }, onPoint: { points.append($0) })
    return points
  }

  @Test func eachPointLiesBetweenItsBoundAndTheTruth() throws {
    var (met, asked) = (0, 0)
    for seed in 1...60 {
      var instance = try VMSamples.random(seed: UInt64(seed))
      let points = try points(of: instance)
      #expect(points.map(\.limit) == Array(0...instance.migrationLimit))
      for point in points {
        instance.migrationLimit = point.limit
        let truth = Double(try #require(VMSamples.optimum(of: instance))) / Double(instance.measure.denominator)
        #expect(point.bound <= truth && truth <= point.value, "seed \(seed), \(point.limit) migrations")
        asked += 1
        if point.value == truth { met += 1 }
      }
      #expect(zip(points, points.dropFirst()).allSatisfy { $0.value >= $1.value })
    }
    #expect(met * 10 > asked * 8, "\(met) of \(asked)")
  }

  @Test func theChartShowsEveryPoint() throws {
    let instance = try VMSamples.worked()
    let points = try points(of: instance)
    #expect(points.map(\.value) == [36.0 / 52, 20.0 / 52] && points.map(\.bound) == points.map(\.value))
    #expect(VMRescheduling.curvePicture(points, of: instance).ranges(of: "<circle").count == 2)
  }

  @Test func aRateThatColumnGenerationDoesNotHandleIsSaid() throws {
    let instance = try VMSamples.worked().measuring([.init(resource: .memory, size: 8)])
    #expect(throws: SolveOptionError.self) { try points(of: instance) }
  }

  @Test func thePictureShowsEveryMachineBeforeAndAfter() throws {
    let instance = try VMSamples.worked()
    let picture = VMRescheduling.picture(of: .init(instance.homes, of: instance), of: instance)
    #expect(picture.ranges(of: "<title>pm").count == 2 * instance.machineCount)
    #expect(picture.contains("69.23 %"))
  }

  /// Also where names and the legend are long, as with blocks of many steps and machines of many nodes.
  @Test func textsOfPicturesLieInside() throws {
    for (seed, block) in [(1, 4), (2, 15), (3, 16)] {
      let plain = try VMSamples.mixed(seed: UInt64(seed))
      let instance = try VMRescheduling.Instance(
        name: String(repeating: "a very long name ", count: 30), machines: plain.machines,
        virtualMachines: plain.virtualMachines, migrationLimit: 1_000_000_000, fragmentTerms: [.init(size: block)])
      let picture = PictureTexts(
        VMRescheduling.picture(of: .init(instance.homes, of: instance), of: instance))
      #expect(picture.outside == [])
      let words = picture.texts.map(\.words)
      #expect(words.contains("outlined: a VM left or came") && words.contains("\(block - 1)"))
    }
  }

  @Test func theCurveHasRoundTicksAndALegend() throws {
    let instance = try VMSamples.worked()
    let points = (0...9).map { TradeOffPoint(limit: $0, value: 0.4545 - 0.02 * Double($0), bound: 0.1) }
    let drawing = PictureTexts(VMRescheduling.curvePicture(points, of: instance))
    #expect(drawing.outside == [])
    let words = drawing.texts.map(\.words)
    #expect(words.compactMap { Int($0) } == Array(0...9))
    #expect(words.contains("40.00 %") && words.contains("50.00 %") && words.contains("bound: no plan has less"))
  }
}
