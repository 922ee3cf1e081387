import Testing
@testable import Race
