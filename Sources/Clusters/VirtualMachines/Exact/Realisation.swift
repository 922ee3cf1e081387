import Basics

extension VMRescheduling {
  /// Names the VMs behind exchanges: which of a class leave a node, and which of those who left arrive where.
  ///
  /// Without groups any choice will do. VMs in groups stay where others can go instead, and those that must go are given
  /// places first, at random, a few times over.
  struct Realisation {
    private let instance: Instance
    private let model: ExchangeModel
    /// VMs of each class that may move, by place.
    private let residents: [Place: [Int]]
    private let affinity: AffinityIndex

    init(_ instance: Instance, _ model: ExchangeModel) {
      self.instance = instance
      self.model = model
      affinity = AffinityIndex(instance, instance.homes)
      var residents: [Place: [Int]] = [:]
      for (vm, data) in instance.virtualMachines.enumerated() where !data.isFixed && model.classOf[vm] >= 0 {
        residents[data.home, default: []].append(vm)
      }
      self.residents = residents
    }

    /// - Returns: the final place of each VM; nil where no choice was found that keeps the groups apart.
    func places(_ exchanges: [Exchange], _ random: inout RandomSource) -> [Place]? {
      for attempt in 0..<(affinity.isEmpty ? 1 : 200) {
        if let places = attemptPlaces(exchanges, isRandom: attempt > 0, &random) { return places }
      }
      return nil
    }

    private func attemptPlaces(
      _ exchanges: [Exchange], isRandom: Bool, _ random: inout RandomSource
    ) -> [Place]? {
      var places = instance.homes
      var state = affinity
      var movers = [[Int]](repeating: [], count: model.classes.count)
      var slots = [[Place]](repeating: [], count: model.classes.count)
      for exchange in exchanges {
        for part in exchange.parts {
          let place = model.place(exchange.machine, part.site)
          let kind = Int(part.kind)
          guard part.change < 0 else {
            slots[kind] += [Place](repeating: place, count: Int(part.change))
            continue
          }
          var candidates = (residents[place] ?? []).filter { model.classOf[$0] == part.kind }
          if isRandom { candidates.shuffle(using: &random) }
          let chosen = (candidates.filter(affinity.isFree) + candidates.filter { !affinity.isFree($0) })
            .prefix(Int(-part.change))
          movers[kind] += chosen
          for vm in chosen { state.add(vm, place.machine, -1) }
        }
      }
      // Those in groups choose first.
      for kind in movers.indices {
        if isRandom { slots[kind].shuffle(using: &random) }
        for vm in movers[kind] where !affinity.isFree(vm) {
          let index = slots[kind].firstIndex { place in
            place != places[vm] && state.allows(vm, from: -1, to: place.machine)
          }
          guard let index else { return nil }
          places[vm] = slots[kind].remove(at: index)
          state.add(vm, places[vm].machine, 1)
        }
      }
      for kind in movers.indices {
        for (vm, place) in zip(movers[kind].filter(affinity.isFree), slots[kind]) { places[vm] = place }
      }
      return places
    }
  }
}
