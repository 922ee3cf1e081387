import Foundation

/// The functions of the C library under names that read in a formula.
func logarithm(_ x: Double) -> Double { log(x) }
func exponential(_ x: Double) -> Double { exp(x) }
func squareRoot(_ x: Double) -> Double { x.squareRoot() }
func power10(_ x: Double) -> Double { pow(10, x) }

/// The chance of a standard normal variable above `z`.
func normalTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }
