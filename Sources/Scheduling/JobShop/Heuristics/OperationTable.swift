import Basics

extension JobShop {
  /// An instance in flat buffers, operations numbered job by job: what the heuristics and bounds run on.
  struct OperationTable: ~Copyable {
    let count: Int
    let jobCount: Int
    let machineCount: Int
    /// By operation.
    let machine: Buffer<Int32>
    let duration: Buffer<Int32>
    let job: Buffer<Int32>
    /// The durations from this operation to the end of its job, its own included.
    let workFrom: Buffer<Int32>
    /// The operations of job j are `firstOperation[j] ..< firstOperation[j + 1]`.
    let firstOperation: Buffer<Int32>

    init(_ instance: Instance) {
      count = instance.operationCount
      jobCount = instance.jobCount
      machineCount = instance.machineCount
      machine = Buffer(repeating: 0, count: count)
      duration = Buffer(repeating: 0, count: count)
      job = Buffer(repeating: 0, count: count)
      workFrom = Buffer(repeating: 0, count: count)
      firstOperation = Buffer(repeating: 0, count: jobCount + 1)
      var operation = 0
      for (number, operations) in instance.jobs.enumerated() {
        firstOperation[number] = Int32(operation)
        for data in operations {
          machine[operation] = Int32(data.machine)
          duration[operation] = Int32(data.duration)
          job[operation] = Int32(number)
          operation += 1
        }
        var work: Int32 = 0
        for index in stride(from: operation - 1, through: Int(firstOperation[number]), by: -1) {
          work += duration[index]
          workFrom[index] = work
        }
      }
      firstOperation[jobCount] = Int32(operation)
    }

    /// A solution in the instance's shape from start times by operation.
    func solution(makespan: Int, _ starts: borrowing Buffer<Int32>) -> Solution {
      var nested: [[Int]] = []
      nested.reserveCapacity(jobCount)
      for job in 0..<jobCount {
        var own: [Int] = []
        own.reserveCapacity(Int(firstOperation[job + 1] - firstOperation[job]))
        for operation in firstOperation[job]..<firstOperation[job + 1] { own.append(Int(starts[operation])) }
        nested.append(own)
      }
      return Solution(makespan: makespan, starts: nested)
    }
  }
}
