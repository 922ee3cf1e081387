import Basics
import Testing

@testable import Scheduling

@Suite struct OrderTabuListTests {
  let shop = JobShopSamples.instance(machines: 1, [[(0, 3)], [(0, 2)], [(0, 4)], [(0, 1)], [(0, 5)]])

  @Test func forbidsOneOrderForItsTime() {
    let orders = JobShop.OrderTabuList(JobShop.OperationTable(shop), isWanted: true)
    orders.forbid(1, before: 3, until: 10)
    let inTime = orders.forbids(1, before: 3, at: 9)
    let late = orders.forbids(1, before: 3, at: 10)
    let reversed = orders.forbids(3, before: 1, at: 9)
    let another = orders.forbids(1, before: 2, at: 9)
    #expect(inTime && !late && !reversed && !another)
    orders.clear()
    let cleared = orders.forbids(1, before: 3, at: 9)
    #expect(!cleared)
  }

  @Test func unwantedOrTooLargeATableIsNotMade() {
    let unwanted = JobShop.OrderTabuList(JobShop.OperationTable(shop), isWanted: false)
    let large = JobShop.Generator.random(jobs: 1100, machines: 1, seed: 1)
    let tooLarge = JobShop.OrderTabuList(JobShop.OperationTable(large), isWanted: true)
    let used = [unwanted.isUsed, tooLarge.isUsed]
    #expect(used == [false, false])
  }

  /// On one machine all operations are one block; what a move brings about is read from the sequences before and after.
  @Test func aMoveIsTabuExactlyIfItBringsAboutAForbiddenOrder() {
    let signatures = Buffer<UInt64>((0..<5).map { UInt64($0) })
    var random = RandomSource(seed: 5)
    var graph = JobShop.DisjunctiveGraph(shop)
    graph.load(Buffer<Int32>([3, 0, 4, 1, 2]))
    var path = JobShop.CriticalPath(jobCount: shop.jobCount)
    path.trace(graph, &random)
    var block = JobShop.CriticalBlock(longest: 5)
    block.load(path, 0..<5, graph, signatures)
    let before = (0..<5).map { block.operations[$0] }
    #expect(before == [3, 0, 4, 1, 2])
    for first in before {
      for second in before where first != second {
        let orders = JobShop.OrderTabuList(graph.table, isWanted: true)
        orders.forbid(first, before: second, until: 1)
        for i in 0..<4 {
          for j in i + 1..<5 {
            func bringsAbout(_ after: [Int32]) -> Bool {
              before.firstIndex(of: first)! > before.firstIndex(of: second)!
                && after.firstIndex(of: first)! < after.firstIndex(of: second)!
            }
            var behind = before
            behind.insert(behind.remove(at: i), at: j)
            var inFront = before
            inFront.insert(inFront.remove(at: j), at: i)
            let isBehindForbidden = block.isForbidden(i, behind: j, by: orders, at: 0)
            let isInFrontForbidden = block.isForbidden(j, inFrontOf: i, by: orders, at: 0)
            #expect(isBehindForbidden == bringsAbout(behind), "\(first) before \(second): \(behind)")
            #expect(isInFrontForbidden == bringsAbout(inFront), "\(first) before \(second): \(inFront)")
          }
        }
      }
    }
  }
}
