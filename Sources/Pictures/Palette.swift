#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Colours for any number of keys: neighbours in number are far apart in hue, and lightness changes each round, so that
/// some forty stay apart to the eye.
///
/// Hues advance by the golden angle in the OKLCH space, whose lightness is the eye's.
/// - Source: Ottosson 2020, "A perceptual color space for image processing".
public enum Palette {
  /// A fill and the text colour that is legible on it.
  public struct Colour: Sendable, Equatable {
    /// As in SVG, such as "#4477aa".
    public let fill: String
    /// Of what is written on it.
    public let text: String
  }

  /// - Parameter key: any number; equal keys get equal colours.
  public static func colour(_ key: Int) -> Colour {
    let index = Double(key.magnitude % 3600)
    let hue = (250 + index * 137.507_764).truncatingRemainder(dividingBy: 360)
    let tone = tones[Int(key.magnitude % UInt(tones.count))]
    let colour = linearRGB(lightness: tone.lightness, chroma: tone.chroma, hue: hue)
    // WCAG's relative luminance; black and white are equally legible at 0.179.
    let luminance = 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue
    return Colour(
      fill: "#\(hex(colour.red))\(hex(colour.green))\(hex(colour.blue))",
      text: luminance > 0.179 ? "#000000" : "#ffffff"
    )
  }

  private static let tones: [(lightness: Double, chroma: Double)] = [
    (0.68, 0.14), (0.80, 0.12), (0.56, 0.15), (0.87, 0.10), (0.48, 0.12),
  ]

  /// The colour with its chroma lowered until it can be shown.
  private static func linearRGB(lightness: Double, chroma: Double, hue: Double) -> (
    red: Double, green: Double, blue: Double
  ) {
    var chroma = chroma
    while true {
      let a = chroma * cos(hue * .pi / 180)
      let b = chroma * sin(hue * .pi / 180)
      let long = cubed(lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b)
      let medium = cubed(lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b)
      let short = cubed(lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b)
      let red = 4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short
      let green = -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short
      let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701_0 * short
      if [red, green, blue].allSatisfy({ (0...1).contains($0) }) || chroma < 0.005 {
        return (min(1, max(0, red)), min(1, max(0, green)), min(1, max(0, blue)))
      }
      chroma -= 0.005
    }
  }

  private static func cubed(_ x: Double) -> Double { x * x * x }

  /// Two digits of sRGB.
  private static func hex(_ linear: Double) -> String {
    let encoded = linear <= 0.003_130_8 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055
    let byte = Int((encoded * 255).rounded())
    return (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}
