// A small project with a crew of four. The fence is made by two of them in 3 days, or bought: 6 days, and a price.
import Modeling

let model = Model("project")
let dig = model.interval(duration: 3, name: "dig")
let build = model.interval(duration: 4, name: "build")
let wire = model.interval(duration: 2, name: "wire")
model.precede(dig, build)
model.precede(dig, wire, delay: 1)

// The fence is one of two, which take place in its stead.
let isBought = model.boolean("the fence is bought")
let ownFence = model.interval(duration: 3, presence: model.boolean("it is made"), name: "own fence")
let boughtFence = model.interval(duration: 6, presence: isBought, name: "bought fence")
let fence = model.interval(duration: model.integer(3...6), name: "fence")
model.alternative(fence, of: [ownFence, boughtFence])

// Three dig, three build, one lays wires, two make the fence.
model.cumulative([dig, build, wire, ownFence], demands: [3, 3, 1, 2], capacity: 4)

let end = model.maximum(of: [build.end, wire.end, fence.end])
model.minimize(2 * end + 5 * isBought)

var options = Model.Options(timeLimit: 10)
var objectives: [Int] = []
var bounds: [Int] = []
options.onSolution = { objectives.append($0.objective ?? 0) }
options.onBound = { bounds.append($0) }
let result = try model.solve(options)

print(result.status, result.objective ?? 0, "bound", result.bound ?? 0)
print("ends at \(result[end]), the fence is \(result[isBought] ? "bought" : "made by the crew")")
// Absent intervals have no time.
precondition(result[ownFence] == nil && result[boughtFence]?.count == 6)
// Solutions only get better, and no bound is above the best of them.
precondition(zip(objectives, objectives.dropFirst()).allSatisfy(>))
precondition(bounds.allSatisfy { $0 <= objectives.last! })
