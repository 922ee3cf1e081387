import Basics

extension VMRescheduling {
  /// The best exchange of each machine when arrivals have to be paid for and departures are paid.
  ///
  /// With class t at price π(t) and a migration at μ, an exchange is worth its blocks gained, plus π for each departure
  /// less μ, less π for each arrival. What a node can do with so much free room, be it blocks or arrivals, is the same
  /// for all nodes and tabled once; then only the ways to leave a node are tried.
  /// - Complexity: O(classes · units) for the table, and O(ways) for each machine, memory units multiplying both.
  /// - All values are integers, `scale` for a step of the objective; so bounds made of them are exact.
  final class ExchangePricing {
    static let scale = 1 << 20

    private let model: ExchangeModel
    /// Prices of classes, and of a migration.
    private var price: Buffer<Int>
    private var migrationPrice = 0
    private let width: Int
    /// The best use of a node with so many free units: blocks and arrivals.
    private var use: Buffer<Int>
    /// The class whose arrival comes first in that use; -1 for none.
    private var useClass: Buffer<Int32>
    /// The best set of arrivals of two-node classes that takes exactly so much of both nodes; `.min` for none.
    private var pairs: Buffer<Int>
    private var pairClass: Buffer<Int32>
    /// The places of `pairs` with a value, the dearest first.
    private var pairList: Buffer<Int32>
    /// The value of both nodes when arrivals have taken so many cores, for one machine.
    private let estimate: Buffer<Int>
    private let isEstimated: Buffer<Bool>
    /// Value of each departure.
    private var departureValue: Buffer<Int>
    private let departure: Buffer<ExchangeModel.Departure>
    private let departureStart: Buffer<Int32>
    private let entryClass: Buffer<Int32>
    private let entryCount: Buffer<Int32>
    private let freeCPU: Buffer<Int32>
    private let freeMemory: Buffer<Int32>

    init(_ model: ExchangeModel) {
      self.model = model
      width = model.memoryLimit + 1
      let size = (model.cpuLimit + 1) * width
      price = Buffer(repeating: 0, count: model.classes.count)
      use = Buffer(repeating: 0, count: size)
      useClass = Buffer(repeating: -1, count: size)
      pairs = Buffer(repeating: 0, count: size)
      pairClass = Buffer(repeating: -1, count: size)
      pairList = Buffer(capacity: size)
      estimate = Buffer(repeating: 0, count: model.cpuLimit + 1)
      isEstimated = Buffer(repeating: false, count: model.cpuLimit + 1)
      departureValue = Buffer(repeating: 0, count: model.departures.count)
      departure = Buffer(model.departures)
      departureStart = Buffer(model.departureStart)
      entryClass = Buffer(model.entryClass)
      entryCount = Buffer(model.entryCount)
      freeCPU = Buffer(model.cpu)
      freeMemory = Buffer(model.memory)
    }

    /// Sets prices and makes the tables.
    ///
    /// - Parameter migration: at least 0.
    func setPrices(_ prices: [Int], migration: Int) {
      for (index, value) in prices.enumerated() { price[index] = value }
      migrationPrice = migration
      tableUses()
      tablePairs()
      for index in 0..<departure.count {
        let way = departure[index]
        var value = -migration * Int(way.count)
        var entry = Int(way.start)
        while entry < Int(way.end) {
          value += price[entryClass[entry]] * Int(entryCount[entry])
          entry += 1
        }
        departureValue[index] = value
      }
    }

    private func tableUses() {
      for cpu in 0...model.cpuLimit {
        let own = Int(model.blocks[cpu]) * Self.scale
        for memory in 0..<width {
          use[cpu * width + memory] = own
          useClass[cpu * width + memory] = -1
        }
      }
      // Room that is left over is no harm, so each table entry only grows by one arrival at a time.
      for cpu in 1..<max(2, model.cpuLimit + 1) where cpu <= model.cpuLimit {
        for kind in 0..<model.singleCount {
          let data = model.classes[kind]
          guard data.cpu <= cpu else { continue }
          var memory = data.memory
          while memory < width {
            let value = use[(cpu - data.cpu) * width + memory - data.memory] - price[kind]
            if value > use[cpu * width + memory] {
              use[cpu * width + memory] = value
              useClass[cpu * width + memory] = Int32(kind)
            }
            memory += 1
          }
        }
      }
    }

    private func tablePairs() {
      pairs.fill(Int.min)
      pairs[0] = 0
      pairClass[0] = -1
      pairList.removeAll()
      pairList.append(0)
      guard model.singleCount < model.classes.count else { return }
      for cpu in 1..<max(2, model.cpuLimit + 1) where cpu <= model.cpuLimit {
        for kind in model.singleCount..<model.classes.count {
          let data = model.classes[kind]
          guard data.cpu <= cpu else { continue }
          var memory = data.memory
          while memory < width {
            let before = pairs[(cpu - data.cpu) * width + memory - data.memory]
            if before != Int.min, before - price[kind] > pairs[cpu * width + memory] {
              pairs[cpu * width + memory] = before - price[kind]
              pairClass[cpu * width + memory] = Int32(kind)
            }
            memory += 1
          }
        }
      }
      for place in 1..<max(2, pairs.count) where place < pairs.count && pairs[place] != Int.min {
        pairList.append(Int32(place))
      }
      let values = pairs.pointer
      pairList.withElements { elements in
        var list = elements
        list.sort { (values[Int($0)], $1) > (values[Int($1)], $0) }
      }
    }

    /// An exchange found: its parts as indices of departures and places of the tables.
    struct Choice {
      /// Against doing nothing.
      var value = 0
      var pairDeparture = 0
      var pairArrival = 0
      var nodeDeparture = (0, 0)
      /// Whether all leave and nobody comes, where machines count.
      var empties = false
    }

    /// The best way to leave node q when its room has changed by so much, with the value of what is then done.
    @inline(__always)
    private func best(_ node: Int, cpu: Int, memory: Int) -> (value: Int, way: Int) {
      let base = (Int(freeCPU[node]) + cpu) * width + Int(freeMemory[node]) + memory
      var result = (value: Int.min, way: 0)
      var index = Int(departureStart[node])
      let end = Int(departureStart[node + 1])
      let ways = departure.pointer
      let values = departureValue.pointer
      let uses = use.pointer
      while index < end {
        let value = values[index] &+ uses[base &+ Int(ways[index].cpu) &* width &+ Int(ways[index].memory)]
        if value > result.value { result = (value, index) }
        index &+= 1
      }
      return result
    }

    /// - Returns: the best exchange of `machine`; its value is at least 0, that of doing nothing.
    func best(of machine: Int) -> Choice {
      let (a, b) = (2 * machine, 2 * machine + 1)
      let start =
        (Int(model.blocks[Int(freeCPU[a])]) + Int(model.blocks[Int(freeCPU[b])])) * Self.scale
      var result = Choice()
      result.value = Int.min
      let owner = 2 * model.machineCount + machine
      for way in Int(departureStart[owner])..<Int(departureStart[owner + 1]) {
        let (cpu, memory) = (Int(departure[way].cpu), Int(departure[way].memory))
        let most = best(a, cpu: cpu, memory: memory)
        let other = best(b, cpu: cpu, memory: memory)
        let total = departureValue[way] + most.value + other.value
        if total > result.value {
          result = Choice(value: total, pairDeparture: way, pairArrival: 0, nodeDeparture: (most.way, other.way))
        }
        tryPairArrivals(machine, way, total, &result)
      }
      result.value -= start
      if model.countsMachines { countMachine(machine, &result) }
      return result
    }

    /// A machine emptied is a step gained, and one filled that was empty a step lost.
    private func countMachine(_ machine: Int, _ result: inout Choice) {
      if model.isEmpty[machine] {
        result.value -= Self.scale
        if result.value < 0 { result = Choice(value: 0, pairDeparture: 0, pairArrival: 0, empties: true) }
        if result.empties, let none = model.emptying[machine] {
          (result.pairDeparture, result.nodeDeparture) = (none.pairs, (none.first, none.second))
        }
      } else if let all = model.emptying[machine] {
        let value =
          departureValue[all.pairs] + departureValue[all.first] + departureValue[all.second] + Self.scale
        if value > result.value {
          result = Choice(
            value: value, pairDeparture: all.pairs, pairArrival: 0, nodeDeparture: (all.first, all.second),
            empties: true)
        }
      }
    }

    /// Two-node arrivals on top of one way of two-node VMs to leave, the dearest first.
    ///
    /// - Parameter total: what is gained without arrivals; less room makes neither node better.
    private func tryPairArrivals(_ machine: Int, _ way: Int, _ total: Int, _ result: inout Choice) {
      let (a, b) = (2 * machine, 2 * machine + 1)
      let (cpu, memory) = (Int(departure[way].cpu), Int(departure[way].memory))
      isEstimated.fill(false)
      var index = 0
      while index < pairList.count {
        let place = Int(pairList[index])
        index += 1
        guard total + pairs[place] > result.value else { return }
        guard place > 0 else { continue }
        let (takenCPU, takenMemory) = (place / width, place % width)
        // Where memory does not matter yet: equal for all arrivals of so many cores.
        if !isEstimated[takenCPU] {
          isEstimated[takenCPU] = true
          estimate[takenCPU] = Int.min
          if let one = bounded(a, cpu - takenCPU, memory), let two = bounded(b, cpu - takenCPU, memory) {
            estimate[takenCPU] = one.value + two.value
          }
        }
        guard estimate[takenCPU] != Int.min,
          departureValue[way] + pairs[place] + estimate[takenCPU] > result.value,
          let one = bounded(a, cpu - takenCPU, memory - takenMemory),
          let two = bounded(b, cpu - takenCPU, memory - takenMemory)
        else { continue }
        let value = departureValue[way] + pairs[place] + one.value + two.value
        if value > result.value {
          result = Choice(value: value, pairDeparture: way, pairArrival: place, nodeDeparture: (one.way, two.way))
        }
      }
    }

    /// As `best(_:cpu:memory:)` where the room may become negative before VMs have left.
    private func bounded(_ node: Int, _ cpu: Int, _ memory: Int) -> (value: Int, way: Int)? {
      let (room, spare) = (Int(freeCPU[node]) + cpu, Int(freeMemory[node]) + memory)
      if room >= 0, spare >= 0 { return best(node, cpu: cpu, memory: memory) }
      var result: (value: Int, way: Int)?
      for index in Int(departureStart[node])..<Int(departureStart[node + 1]) {
        let way = departure[index]
        guard room + Int(way.cpu) >= 0, spare + Int(way.memory) >= 0 else { continue }
        let value = departureValue[index] + use[(room + Int(way.cpu)) * width + spare + Int(way.memory)]
        if value > result?.value ?? Int.min { result = (value, index) }
      }
      return result
    }

    /// What `choice` of `machine` consists of.
    func exchange(_ choice: Choice, of machine: Int) -> Exchange {
      var net: [Int32: Int] = [:]
      var sites: [Exchange.Part] = []
      func leave(_ way: Int, _ site: Int) {
        for entry in Int(departure[way].start)..<Int(departure[way].end) {
          net[entryClass[entry], default: 0] -= Int(entryCount[entry])
          sites.append(.init(site: site, kind: entryClass[entry], change: -entryCount[entry]))
        }
      }
      func come(_ kind: Int32, _ site: Int) {
        net[kind, default: 0] += 1
        sites.append(.init(site: site, kind: kind, change: 1))
      }
      leave(choice.pairDeparture, Place.both)
      var place = choice.pairArrival
      while pairClass[place] >= 0, place > 0 {
        let kind = pairClass[place]
        come(kind, Place.both)
        place -= model.classes[Int(kind)].cpu * width + model.classes[Int(kind)].memory
      }
      var gain = 0
      let way = departure[choice.pairDeparture]
      for (node, index) in [choice.nodeDeparture.0, choice.nodeDeparture.1].enumerated() {
        leave(index, node)
        let q = 2 * machine + node
        var cpu = Int(freeCPU[q]) + Int(way.cpu) + Int(departure[index].cpu) - choice.pairArrival / width
        var memory = Int(freeMemory[q]) + Int(way.memory) + Int(departure[index].memory) - choice.pairArrival % width
        while !choice.empties, case let kind = useClass[cpu * width + memory], kind >= 0 {
          come(kind, node)
          cpu -= model.classes[Int(kind)].cpu
          memory -= model.classes[Int(kind)].memory
        }
        gain += Int(model.blocks[cpu]) - Int(model.blocks[Int(freeCPU[q])])
      }
      if model.countsMachines {
        gain = choice.empties && !model.isEmpty[machine] ? 1 : model.isEmpty[machine] && !sites.isEmpty ? -1 : 0
      }
      let leaving = sites.reduce(0) { $0 + ($1.change < 0 ? Int(-$1.change) : 0) }
      return Exchange(
        machine: machine, gain: gain, migrations: leaving,
        net: net.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { .init(kind: $0.key, change: $0.value) },
        parts: sites)
    }
  }

  /// What one machine gives and takes.
  struct Exchange {
    struct Part {
      /// NUMA node of the machine, or both.
      let site: Int
      let kind: Int32
      /// Negative: VMs that leave.
      let change: Int32
    }

    struct Net: Equatable {
      let kind: Int32
      let change: Int
    }

    let machine: Int
    /// Blocks gained, in steps of the objective.
    let gain: Int
    /// VMs that leave.
    let migrations: Int
    /// Arrivals less departures of each class, where not 0.
    let net: [Net]
    let parts: [Part]
  }
}
