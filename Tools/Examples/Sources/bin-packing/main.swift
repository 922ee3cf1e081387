// Seven items in as few bins of 10 as possible.
import Modeling

let sizes = [6, 5, 5, 4, 4, 3, 3]
let capacity = 10
let binCount = 5

let model = Model("bin packing")
let isOpen = (0..<binCount).map { model.boolean("bin \($0) is open") }
let isIn = sizes.indices.map { item in (0..<binCount).map { bin in model.boolean("item \(item) in bin \(bin)") } }
for item in sizes.indices { model.exactlyOne(of: isIn[item]) }
for bin in 0..<binCount {
  model.add(sum(of: sizes.indices.map { sizes[$0] * isIn[$0][bin] }) <= capacity * isOpen[bin])
}
// Equal bins: the open ones come first.
for (bin, next) in zip(isOpen, isOpen.dropFirst()) { model.imply(next, bin) }
model.minimize(sum(of: isOpen))

// First fit, as a solution to begin with.
var room = Array(repeating: capacity, count: binCount)
for (item, size) in sizes.enumerated() {
  let bin = room.firstIndex { $0 >= size }!
  room[bin] -= size
  for other in 0..<binCount { model.hint(isIn[item][other], other == bin) }
}

let result = try model.solve(timeLimit: 10)
print(result.status, result.objective ?? 0)
for bin in 0..<binCount where result[isOpen[bin]] {
  let content = sizes.indices.filter { result[isIn[$0][bin]] }.map { sizes[$0] }
  precondition(content.reduce(0, +) <= capacity)
}
