import Testing

@testable import Evaluation

@Suite struct LayoutMatrixTests {
  @Test func `effects of layouts are found, and what is left has none`() throws {
    let (rows, columns) = ([0.0, 0.03, -0.01], [0.02, -0.02])
    let cells = rows.map { row in
      columns.map { column in
        [[row + 0.001, row - 0.001, column, column], [5 + row, 5 + row, 5 + column, 5 + column]]
      }
    }
    let matrix = try #require(LayoutMatrix(cells))
    let expected = (rows + columns).map { $0 - 0.004 }
    #expect(zip(matrix.effects, expected).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(matrix.rest.count == 12)
    for block in matrix.rest { #expect(block.allSatisfy { abs($0) < 0.0011 }) }
  }

  @Test func `a pair of layouts that was not measured gives no table`() {
    #expect(LayoutMatrix([[[[0, 0, 0, 0]], []]]) == nil)
    #expect(LayoutMatrix([]) == nil)
  }
}
