/// e^x for x ≤ 0 by squaring (1 + x / 2^k): close enough for a chance, and the same on every machine.
func exponential(_ x: Double) -> Double {
  if x < -50 { return 0 }
  var value = 1 + x / 1_048_576
  for _ in 0..<20 { value *= value }
  return value
}

/// What a temperature is multiplied by at each of so many steps, to end at a fiftieth of where it began.
func coolingFactor(steps: Int) -> Double { exponential(-3.912 / Double(max(1, steps))) }
