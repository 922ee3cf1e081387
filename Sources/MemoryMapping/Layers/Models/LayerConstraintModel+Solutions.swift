import Modeling

/// The way from values of the model's variables to mappings, and back.
extension LayerConstraintModel {
  func decode(_ values: [Int]) -> Solution {
    var stays: [LayerMapping.Stay] = []
    for (stay, data) in table.stays.enumerated() where values[serves[stay][0].variable.index] == 1 {
      stays.append(decode(stay, data, values))
    }
    return LayerMapping(stays, of: program)
  }

  private func decode(_ stay: Int, _ data: StayTable.Stay, _ values: [Int]) -> LayerMapping.Stay {
    let events = table.events[data.tensor]
    let served = serves[stay].count { values[$0.variable.index] == 1 }
    var end = events[data.first + served - 1].time
    var start = data.starts.upperBound
    var copyIn: LayerMapping.Copy?
    if !data.isBirth {
      let amounts = taken[stay].map { values[$0.index] }
      if data.copies {
        start = data.starts.lowerBound + (amounts.firstIndex { $0 > 0 } ?? 0)
        copyIn = Self.copy(amounts, from: data.starts.lowerBound, past: lastSlowUse(data))
      } else {
        copyIn = .init(first: start, amounts: [])
      }
    }
    var writeBack: LayerMapping.Copy?
    if data.isBirth, let flag = writesBack[data.tensor], values[flag.variable.index] == 1 {
      let copy = Self.copy(returned[data.tensor].map { values[$0.index] }, from: start + 1)
      writeBack = copy
      end = max(end, copy.last)
    }
    return .init(
      tensor: data.tensor, start: start, end: end,
      address: hasAddresses ? values[address[stay].index] * unit : 0, copyIn: copyIn, writeBack: writeBack)
  }

  /// The last use before the events that a stay serves, where aliases have to make the same choice. It happens in slow
  /// memory, so that a copy in which has begun by then has not ended.
  private func lastSlowUse(_ data: StayTable.Stay) -> Int? {
    guard program.tensors[data.tensor].aliasGroup != nil, data.first > 0 else { return nil }
    return table.events[data.tensor][data.first - 1].time
  }

  /// - Parameter time: the copy ends there at the earliest, if only with nothing to copy.
  private static func copy(_ amounts: [Int], from first: Int, past time: Int? = nil) -> LayerMapping.Copy {
    guard let start = amounts.firstIndex(where: { $0 > 0 }), let last = amounts.lastIndex(where: { $0 > 0 }) else {
      return .init(first: first, amounts: [])
    }
    let end = max(last, time.map { $0 - first } ?? last)
    return .init(first: first + start, amounts: Array(amounts[start...end]))
  }

  func encode(_ mapping: Solution) -> [Int]? {
    var values = [Int](repeating: 0, count: model.data.variableCount)
    var earned = [Int](repeating: 0, count: program.instructions.count)
    var placed: [(stay: Int, mapped: LayerMapping.Stay)] = []
    for mapped in mapping.stays {
      let events = table.events[mapped.tensor]
      guard
        let first = mapped.copyIn == nil ? 0 : events.firstIndex(where: { mapped.serves($0.time) }),
        let stay = table.staysOfTensor[mapped.tensor].first(where: { table.stays[$0].first == first })
      else { return nil }
      let data = table.stays[stay]
      guard data.copies || mapped.start == data.starts.upperBound else { return nil }
      for (offset, literal) in serves[stay].enumerated() where events[first + offset].time <= mapped.end {
        values[literal.variable.index] = 1
        earned[events[first + offset].time] += events[first + offset].gain
      }
      for (offset, literal) in begun[stay].enumerated() where data.starts.lowerBound + offset >= mapped.start {
        values[literal.variable.index] = 1
      }
      for (offset, amount) in (mapped.copyIn?.amounts ?? []).enumerated() {
        values[taken[stay][mapped.start + offset - data.starts.lowerBound].index] = amount
      }
      if let copy = mapped.writeBack {
        guard let flag = writesBack[mapped.tensor] else { return nil }
        values[flag.variable.index] = 1
        for (offset, amount) in copy.amounts.enumerated() {
          let place = copy.first + offset - program.tensors[mapped.tensor].definition - 1
          guard place < returned[mapped.tensor].count else { return nil }
          values[returned[mapped.tensor][place].index] = amount
        }
        let last = events.last { $0.time <= mapped.end }?.time ?? mapped.start
        for time in (last + 1)..<max(last + 1, mapped.end + 1) {
          guard let literal = lasts[mapped.tensor][time] else { return nil }
          values[literal.variable.index] = 1
        }
      }
      if hasAddresses {
        guard mapped.address.isMultiple(of: unit) else { return nil }
        values[address[stay].index] = mapped.address / unit
      }
      placed.append((stay, mapped))
    }
    for (time, saved) in capped { values[saved.index] = min(program.instructions[time].baseTime, earned[time]) }
    if hasAddresses {
      for (first, second, below, above) in orders {
        let (a, b) = (values[address[first].index], values[address[second].index])
        if a + program.tensors[table.stays[first].tensor].size / unit <= b { values[below.variable.index] = 1 }
        if b + program.tensors[table.stays[second].tensor].size / unit <= a { values[above.variable.index] = 1 }
      }
    }
    return completed(values)
  }

  /// With the values of the maxima that the capacity of alias groups is made of.
  private func completed(_ values: [Int]) -> [Int]? {
    var values = values
    for constraint in model.data.constraints {
      guard let maximum = constraint as? MaximumConstraint, let variable = maximum.target.terms.first?.variable else {
        continue
      }
      values[variable] = maximum.largest(values)
    }
    return model.data.violation(of: values) == nil ? values : nil
  }
}
