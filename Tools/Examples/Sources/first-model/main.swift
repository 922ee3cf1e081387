// Two jobs on one machine and a third that waits for paint to dry.
import Modeling

let model = Model()
let cut = model.interval(duration: 3, name: "cut")
let drill = model.interval(duration: 4, name: "drill")
let paint = model.interval(duration: 2, name: "paint")
model.noOverlap([cut, drill])  // one machine
model.precede(drill, paint, delay: 1)
let makespan = model.maximum(of: [cut.end, paint.end])
model.minimize(makespan)
let result = try model.solve(timeLimit: 5)
print(result.status, result[makespan], result[cut.start])
