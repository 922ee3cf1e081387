import Basics

/// The best that one unit can do when bytes, copy time and capped benefits have prices: a dynamic program over its
/// events, which alternates between slow and fast memory.
///
/// Exact but for one relaxation: the space that a write-back takes after the last use does not keep a later copy from
/// beginning then. So a bound made of its values holds.
/// - Complexity: O(e w²) for e events and copies of w instructions; w is small, since holding has a price.
struct UnitPricing: ~Copyable {
  /// Forced choices of events.
  enum Choice {
    static let free: UInt8 = 0
    static let fast: UInt8 = 1
    static let slow: UInt8 = 2
  }

  /// What one instruction offers to a copy.
  struct Offer: BitwiseCopyable {
    let time: Int32
    let price: Double
    let amount: Double
  }

  /// The best end of a run that serves an event, with what led to it.
  struct Step: BitwiseCopyable {
    var value = -Double.infinity
    /// The first instruction of the copy with which the run begins here; -1 where the run is the predecessor's, -2 where
    /// it begins with a definition.
    var copyStart: Int32 = -1
    /// Whether the predecessor's contents, where there is one, are new.
    var isFromNew = false
  }

  let units: LayerUnits
  /// Prices of a byte before each instruction, summed up, and of a unit of supply.
  let holdBefore: Buffer<Double>
  let copyPrice: Buffer<Double>
  /// What each event earns, capped and priced.
  let gain: Buffer<Double>
  let choices: Buffer<UInt8>
  /// When the run that serves an event may begin its copy in, if it begins with that event; a run that is kept from the
  /// event before counts as begun at -1.
  let earliestStart: Buffer<Int32>
  let latestStart: Buffer<Int32>

  // Of the unit at hand, by event: the best value before each event while in slow memory, whether a run ended there, and
  // with which contents; the best run that serves it with contents that slow memory has, and with new ones.
  private let slow: Buffer<Double>
  let endsRun: Buffer<UInt8>
  let old: Buffer<Step>
  let new: Buffer<Step>
  /// The instruction with which the write-back ends, of runs with new contents that end at the event.
  let writeBackEnd: Buffer<Int32>
  var offers = Buffer<Offer>()

  init(_ units: LayerUnits) {
    self.units = units
    var longest = 0
    for unit in 0..<units.unitCount { longest = max(longest, Int(units.firstEvent[unit + 1] - units.firstEvent[unit])) }
    holdBefore = Buffer(repeating: 0, count: units.instructionCount + 1)
    copyPrice = Buffer(repeating: 0, count: units.instructionCount)
    gain = Buffer(repeating: 0, count: units.events.count)
    choices = Buffer(repeating: Choice.free, count: units.events.count)
    earliestStart = Buffer(repeating: -1, count: units.events.count)
    latestStart = Buffer(repeating: .max, count: units.events.count)
    slow = Buffer(repeating: 0, count: longest + 1)
    endsRun = Buffer(repeating: 0, count: longest + 1)
    old = Buffer(repeating: Step(), count: longest)
    new = Buffer(repeating: Step(), count: longest)
    writeBackEnd = Buffer(repeating: 0, count: longest)
  }

  /// Takes new prices over.
  func setPrices(_ prices: borrowing ResourcePrices) {
    let capacity = Double(max(1, units.capacity))
    for time in 0..<units.instructionCount {
      holdBefore[time + 1] = holdBefore[time] + prices.hold[time] / capacity
      copyPrice[time] = units.supply[time] > 0 ? prices.copy[time] / Double(units.supply[time]) : 0
    }
    for index in 0..<units.events.count {
      let event = units.events[index]
      gain[index] = prices.share[event.time] * Double(min(event.gain, units.baseTime[event.time]))
    }
  }

  @inline(__always)
  private func hold(_ size: Int, _ start: Int, _ end: Int, _ share: Double) -> Double {
    start > end ? 0 : Double(size) * share * (holdBefore[end + 1] - holdBefore[start])
  }

  /// - Returns: the unit's best value; -infinity where its forced choices are impossible.
  mutating func value(of unit: Int) -> Double {
    let first = Int(units.firstEvent[unit])
    let count = Int(units.firstEvent[unit + 1]) - first
    let share = units.irregularity[unit] > 0 ? 1 / Double(units.irregularity[unit]) : 1
    slow[0] = 0
    for place in 0..<count {
      let event = units.events[first + place]
      let time = Int(event.time)
      var (fromOld, fromNew) = (Step(), Step())
      if choices[first + place] != Choice.slow, event.size <= units.capacity {
        let use = gain[first + place] - hold(event.size, time, time, share)
        if place > 0, earliestStart[first + place] < 0 {
          let before = units.events[first + place - 1]
          let kept = use - hold(before.sizeAfter, Int(before.time) + 1, time - 1, share)
          fromOld.value = old[place - 1].value + kept
          fromNew.value = new[place - 1].value + kept
          fromNew.isFromNew = true
          if event.isBirth {
            if fromOld.value > fromNew.value {
              fromNew = fromOld
              fromNew.isFromNew = false
            }
            fromOld.value = -.infinity
          }
        }
        begin(event, place, first, share, use, &fromOld, &fromNew)
      }
      old[place] = fromOld
      new[place] = fromNew
      slow[place + 1] = choices[first + place] == Choice.fast ? -.infinity : slow[place]
      endsRun[place + 1] = 0
      if fromOld.value > slow[place + 1] {
        slow[place + 1] = fromOld.value
        endsRun[place + 1] = 1
      }
      if fromNew.value > slow[place + 1] {
        let value = fromNew.value - (event.isNeededLater ? writeBack(event, place, first, share) : 0)
        if value > slow[place + 1] {
          slow[place + 1] = value
          endsRun[place + 1] = 2
        }
      }
    }
    return slow[count]
  }

  /// Runs that begin with the event: by its definition, or by a copy.
  private mutating func begin(
    _ event: LayerUnits.Event, _ place: Int, _ first: Int, _ share: Double, _ use: Double, _ fromOld: inout Step,
    _ fromNew: inout Step
  ) {
    var step = Step()
    if event.usedTensor < 0 {
      step.value = slow[place] + use
      step.copyStart = -2
    } else {
      let (value, start) = copyIn(event, place, first, share)
      step.value = value + use
      step.copyStart = Int32(start)
    }
    if event.isBirth {
      if step.value > fromNew.value { fromNew = step }
    } else if step.value > fromOld.value {
      fromOld = step
    }
  }

  /// The best value with which a copy can have brought in what `event` uses, and where that copy begins.
  private mutating func copyIn(
    _ event: LayerUnits.Event, _ place: Int, _ first: Int, _ share: Double
  ) -> (value: Double, start: Int) {
    let deadline = Int(event.time)
    let (earliest, latest) = (Int(earliestStart[first + place]), Int(latestStart[first + place]))
    guard event.copyDemand > 0 else { return (latest >= deadline ? slow[place] : -.infinity, deadline) }
    let demand = Double(event.copyDemand)
    var best = -Double.infinity
    var bestStart = deadline
    var earlier = place
    var start = deadline
    offers.removeAll()
    while start > max(Int(event.release), earliest) {
      start -= 1
      // Events from the copy's begin on happen in slow memory.
      while earlier > 0, Int(units.events[first + earlier - 1].time) >= start {
        if choices[first + earlier - 1] == Choice.fast { return (best, bestStart) }
        earlier -= 1
      }
      let limit = slow[earlier] - hold(event.sizeBefore, start, deadline - 1, share)
      if limit <= best { break }
      offer(start)
      if start > latest { continue }
      if units.supplyBefore[deadline] - units.supplyBefore[start] < event.copyDemand { continue }
      let value = limit - cheapest(demand)
      if value > best {
        best = value
        bestStart = start
      }
    }
    return (best, bestStart)
  }

  /// The least price of writing back what a run with new contents leaves when it ends at `event`.
  mutating func writeBack(
    _ event: LayerUnits.Event, _ place: Int, _ first: Int, _ share: Double
  ) -> Double {
    let birth = Int(units.events[event.birth].time)
    let last = Int(event.time)
    writeBackEnd[place] = event.time
    guard event.writeBackDemand > 0 else { return 0 }
    var best = Double.infinity
    offers.removeAll()
    var end = birth
    while end + 1 < Int(event.writeBackLimit) {
      end += 1
      offer(end)
      if end < last { continue }
      let space = hold(event.sizeAfter, last + 1, end, share)
      if space >= best { break }
      if units.supplyBefore[end + 1] - units.supplyBefore[birth + 1] < event.writeBackDemand { continue }
      let price = space + cheapest(Double(event.writeBackDemand))
      if price < best {
        best = price
        writeBackEnd[place] = Int32(end)
      }
    }
    return best
  }

  /// Keeps the offers sorted by price.
  mutating func offer(_ time: Int) {
    guard units.supply[time] > 0 else { return }
    let offered = Offer(time: Int32(time), price: copyPrice[time], amount: Double(units.supply[time]))
    offers.append(offered)
    offers.insert(offered, among: offers.count - 1) { $0.price > offered.price }
  }

  /// The price of `demand` from the cheapest offers.
  private func cheapest(_ demand: Double) -> Double {
    var rest = demand
    var price = 0.0
    for index in 0..<offers.count {
      let amount = min(rest, offers[index].amount)
      price += amount * offers[index].price
      rest -= amount
      if rest <= 0 { break }
    }
    return price
  }
}
