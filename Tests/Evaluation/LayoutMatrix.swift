import GateStatistics

/// What launches of one benchmark in several layouts of both sides show: the effect of each layout, and what is left.
///
/// The layouts of the two sides are rows and columns of a table of two ways; a cell has the blocks that were measured
/// with that pair. Effects are those of the usual analysis of variance: means of rows and columns.
struct LayoutMatrix {
  /// Log times of a block: two launches of the candidate, two of the baseline.
  typealias Block = [Double]

  /// The log time in each layout, of both sides, beside their common mean.
  let effects: [Double]
  /// The blocks less the effects of their layouts.
  let rest: [Block]

  /// Takes the effects out.
  ///
  /// - Parameter cells: The blocks by the candidate's layout, then by the baseline's; each has the same number of layouts.
  /// - Returns: nil where a cell is empty.
  init?(_ cells: [[[Block]]]) {
    guard let width = cells.first?.count, width > 0,
      cells.allSatisfy({ $0.count == width && $0.allSatisfy { !$0.isEmpty } })
    else { return nil }
    let differences = cells.map { row in
      row.map { blocks in
        Self.mean(blocks.map { ($0[0] + $0[1] - $0[2] - $0[3]) / 2 })
      }
    }
    let whole = Self.mean(differences.map(Self.mean))
    // The baseline's layouts have mean 0, the candidate's the mean of all differences.
    let rows = differences.map(Self.mean)
    let columns = (0..<width).map { column in whole - Self.mean(differences.map { $0[column] }) }
    let middle = Self.mean(rows + columns)
    effects = (rows + columns).map { $0 - middle }
    rest = cells.enumerated().flatMap { row, cells in
      cells.enumerated().flatMap { column, blocks in
        blocks.map { block in
          let left = [
            block[0] - rows[row], block[1] - rows[row], block[2] - columns[column],
            block[3] - columns[column],
          ]
          let level = Self.mean(left)
          return left.map { $0 - level }
        }
      }
    }
  }

  /// Draws a block of launches in some layouts.
  ///
  /// - Parameters:
  ///   - layouts: The layouts of the four launches, the candidate's first.
  ///   - change: ln of the candidate's true ratio.
  func block(
    in layouts: [Int], change: Double, using generator: inout SeededGenerator
  ) -> LaunchBlock {
    // Which launch had which place in the order was drawn.
    let noise = rest[Int.random(in: rest.indices, using: &generator)].shuffled(using: &generator)
    let levels = noise.enumerated().map { place, noise in
      noise + effects[layouts[place]] + (place < 2 ? change : 0)
    }
    guard let block = LaunchBlock(size: 2, difference: { levels[$0] - levels[$1] }) else {
      fatalError("a time that is no number")
    }
    return block
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }
}
