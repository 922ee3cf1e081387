import Testing
@testable import Modeling
