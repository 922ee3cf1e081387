import Basics

extension UnitPricing {
  /// Adds what the best choices of the unit valued last take and earn.
  ///
  /// - Parameters:
  ///   - load: bytes at each instruction, as differences to the instruction before.
  ///   - supply: copy time.
  ///   - earned: benefits, uncapped.
  ///   - starts: of each event in fast memory, when the copy in for it begins; -1 where it is kept or defined there.
  mutating func addUsage(
    of unit: Int, load: borrowing Buffer<Double>, supply: borrowing Buffer<Double>, earned: borrowing Buffer<Double>,
    starts: borrowing Buffer<Float>
  ) {
    let first = Int(units.firstEvent[unit])
    var place = Int(units.firstEvent[unit + 1]) - first
    let share = units.irregularity[unit] > 0 ? 1 / Double(units.irregularity[unit]) : 1
    while place > 0 {
      guard endsRun[place] != 0 else {
        place -= 1
        continue
      }
      // The run that ends with this event, from its end to its beginning.
      var isNew = endsRun[place] == 2
      place -= 1
      let last = units.events[first + place]
      if isNew, last.isNeededLater {
        _ = writeBack(last, place, first, share)
        let end = Int(writeBackEnd[place])
        occupy(last.sizeAfter, share, Int(last.time) + 1, end, load)
        takeCheapest(last.writeBackDemand, Int(units.events[last.birth].time) + 1, end, supply)
      }
      while true {
        let event = units.events[first + place]
        let time = Int(event.time)
        let step = isNew ? new[place] : old[place]
        occupy(event.size, share, time, time, load)
        earned[time] += Double(min(event.gain, units.baseTime[time]))
        starts[first + place] = max(-1, Float(step.copyStart))
        if step.copyStart == -1 {
          let before = units.events[first + place - 1]
          occupy(before.sizeAfter, share, Int(before.time) + 1, time - 1, load)
          isNew = step.isFromNew
          place -= 1
          continue
        }
        if step.copyStart >= 0 {
          let start = Int(step.copyStart)
          occupy(event.sizeBefore, share, start, time - 1, load)
          takeCheapest(event.copyDemand, start, time - 1, supply)
          while place > 0, Int(units.events[first + place - 1].time) >= start { place -= 1 }
        }
        break
      }
    }
  }

  private func occupy(_ size: Int, _ share: Double, _ start: Int, _ end: Int, _ load: borrowing Buffer<Double>) {
    guard start <= end else { return }
    load[start] += Double(size) * share
    load[end + 1] -= Double(size) * share
  }

  private mutating func takeCheapest(_ demand: Int, _ start: Int, _ end: Int, _ supply: borrowing Buffer<Double>) {
    guard demand > 0 else { return }
    offers.removeAll()
    for time in start...end { offer(time) }
    var rest = Double(demand)
    for index in 0..<offers.count where rest > 0 {
      let amount = min(rest, offers[index].amount)
      supply[offers[index].time] += amount
      rest -= amount
    }
  }
}
