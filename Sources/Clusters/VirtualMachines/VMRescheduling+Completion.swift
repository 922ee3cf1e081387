import Basics
import Solving

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension VMRescheduling {
  /// A migration as far as a file says it.
  private struct PartialMigration: Decodable {
    let vm: Int
    let to: Place?
  }

  private struct PartialFile: Decodable {
    struct Body: Decodable { let migrations: [PartialMigration]? }
    let solution: Body
  }

  /// VMs that the file does not name stay; of the migrations that it names, those are taken that keep all rules one after
  /// the other, and what the file leaves out of a migration, of the plan or of the numbers is worked out anew.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard PartialSolution.body(of: start, problem: name) != nil,
      let file = try? JSONDecoder().decode(PartialFile.self, from: Data(start.bytes)),
      let given = file.solution.migrations
    else { return nil }
    var places = instance.homes
    var remarks: [String] = []
    var open: [Migration] = []
    for migration in given {
      guard let target = migration.to else { continue }
      guard instance.virtualMachines.indices.contains(migration.vm) else {
        remarks.append("there is no VM \(migration.vm)")
        continue
      }
      let home = instance.virtualMachines[migration.vm].home
      do {
        try checkPlace(target, of: migration.vm, in: instance)
      } catch {
        remarks.append("\(error)")
        continue
      }
      if instance.virtualMachines[migration.vm].isFixed, target != home {
        remarks.append("VM \(migration.vm) may not move")
      } else if target != home, !open.contains(where: { $0.vm == migration.vm }) {
        open.append(Migration(vm: migration.vm, from: home, to: target))
      }
    }
    var whole = places
    for migration in open { whole[migration.vm] = migration.to }
    if open.count <= instance.migrationLimit, (try? checkPlacement(whole, in: instance)) != nil {
      places = whole
      open = []
    } else {
      places = greedily(&open, of: instance)
    }
    remarks += open.map { "VM \($0.vm) finds no room on machine \($0.to.machine), or is one migration too many" }
    let solution = Solution(places, of: instance)
    return CompletedStart(
      solution, used: solution.migrations.count, of: given.count, "migrations", remarks: remarks)
  }

  /// Migrations as long as there is one that has room, within the limit; those that are left stay in `open`.
  private static func greedily(_ open: inout [Migration], of instance: Instance) -> [Place] {
    var state = PlanState(instance, instance.homes)
    var count = 0
    var left = open.count + 1
    while open.count < left {
      left = open.count
      open.removeAll { migration in
        guard count < instance.migrationLimit, state.allows(migration.vm, at: migration.to) else { return false }
        state.move(migration.vm, to: migration.to)
        count += 1
        return true
      }
    }
    return state.places
  }
}
