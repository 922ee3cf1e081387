import Basics
import Race
import Solving

extension VMRescheduling {
  public static func proving(_ instance: Instance) -> Proving { .afterwards }

  public static func proof(of objective: Objective?, _ solution: Solution?, of instance: Instance) -> [UInt8]? {
    solution.flatMap { proofFile(of: instance, fragment: $0.fragment) }
  }

  /// A proof file: no placement has a fragment below `fragment`, by the prices of column generation, found anew.
  ///
  /// - Parameter fragment: the numerator of the optimal rate.
  /// - Returns: nil where prices do not prove that: where they leave a gap, when stopped, for goals other than
  ///   fragments, for rates of several terms and for machines of more than two NUMA nodes.
  public static func proofFile(
    of instance: Instance, fragment: Int, shouldStop: () -> Bool = { false }
  ) -> [UInt8]? {
    guard instance.goal == .fragments, instance.measure.terms.count == 1, instance.measure.factors == [1],
      instance.machines.allSatisfy({ $0.nodes.count <= 2 }), let model = ExchangeModel(instance)
    else { return nil }
    var lines = CertificateLines()
    let gained = instance.loss(of: instance.homes) - fragment
    let master = ExchangeMaster(model, seed: 1)
    master.generate(isEnough: { $0 < Int.max && $0 * model.step <= gained }, shouldStop: shouldStop)
    guard master.bound < Int.max, master.bound * model.step <= gained, let migration = master.provingPrices.last else {
      return nil
    }
    let memory = model.hasMemory ? model.memoryUnit : 0
    lines.append(67, [ExchangePricing.scale, memory, migration] + master.provingPrices.dropLast())
    return lines.concluding(optimal: fragment)
  }
}
