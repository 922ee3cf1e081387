import Shops

/// What is left of a shop at a moment, as a shop that begins then: operations under way with the work that they have left, and
/// the downtimes that are known.
struct RemainingShop {
  let shop: BlockingShop
  /// By operation of the rest, the operation of the shop.
  private let original: [Int]
  /// The other way; −1 where there is none.
  private let numbers: [Int]
  /// By machine, the operation under way, in the numbers of the shop.
  private let held: [[Int]]

  init(_ view: ShopView) {
    let chains = view.chains
    var offsets = [0]
    var original: [Int] = []
    var durations: [Int] = []
    var standing: [Bool] = []
    for job in 0..<chains.jobCount {
      let rest = view.unstarted(of: job)
      guard view.held[job] >= 0 || !rest.isEmpty else { continue }
      standing.append(view.held[job] >= 0)
      if view.held[job] >= 0 {
        original.append(view.held[job])
        durations.append(view.remaining[job])
      }
      original += rest
      durations += rest.map { chains.durations[$0] }
      offsets.append(original.count)
    }
    var numbers = [Int](repeating: -1, count: chains.operationCount)
    for (number, operation) in original.enumerated() { numbers[operation] = number }
    let now = view.now
    shop = BlockingShop(
      JobChains(
        machineCount: chains.machineCount, offsets: offsets, machines: original.map { chains.machines[$0] },
        durations: durations), allowsSwap: true,
      downtimes: view.downUntil.map { $0 > now ? [0..<$0 - now] : [] }, standing: standing)
    self.original = original
    self.numbers = numbers
    held = view.occupant.map { $0 >= 0 ? [view.held[$0]] : [] }
  }

  /// What is left of orders of the shop, in the numbers of the rest.
  func orders(of orders: [[Int]], from position: [Int]) -> [[Int]] {
    orders.indices.map { machine in
      let coming = orders[machine][position[machine]...].filter { numbers[$0] >= 0 && !held[machine].contains($0) }
      return (held[machine] + coming).map { numbers[$0] }
    }
  }

  /// Orders of the rest in the numbers of the shop.
  func operations(of orders: [[Int]]) -> [[Int]] { orders.map { $0.map { original[$0] } } }
}
