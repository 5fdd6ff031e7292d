import GateProtocol

/// A suite that runs nothing: it speaks the worker protocol and draws every figure it shows.
///
/// A launch takes a few milliseconds, so a test can ask the whole gate about changes, noise and faults
/// that are known exactly. Environment variables say what it draws; each describes this one program,
/// and `speedgate-bench run --candidate-env` sets one for the candidate alone. A variable that cannot
/// be read ends the suite with status 2 before it greets.
///
/// | variable | says | unless given |
/// |---|---|---|
/// | `DRAWN_BENCHMARKS` | how many benchmarks there are, named `b0`, `b1` … | 1 |
/// | `DRAWN_ADDED` | how many follow that are named `added0`, `added1` … | 0 |
/// | `DRAWN_CRASHING` | how many follow that are named `crashing0` … | 0 |
/// | `DRAWN_CRASH` | the probability with which a `crashing` one ends its process when it is run | 0 |
/// | `DRAWN_CRASH_LAUNCH` | the number of the one launch in which the first benchmark crashes | none |
/// | `DRAWN_VALUES` | `wall_time=600000,allocations=100,m=7`: figures of one iteration, or of a launch | times and memory |
/// | `DRAWN_FACTORS` | `wall_time=2`: by what the first benchmark's figures are multiplied | 1 |
/// | `DRAWN_NOISE` | `wall_time=0.003`: the spread of a figure's logarithm from launch to launch | 0 |
/// | `DRAWN_JUMPS` | `m=0.3:10`: in this share of launches a figure is this many times as large | none |
/// | `DRAWN_GIVEN` | `m=0.1`: the share of launches that give a metric of the suite's own, or a count | 1 |
/// | `DRAWN_SAMPLE_NOISE` | the spread of a sample's time within a launch, which only adds | 0 |
/// | `DRAWN_SPIKES` | `0.3:11`: this share of samples takes this many times as long | none |
/// | `DRAWN_SWITCHES` | the probability with which a sample reports that its processor was taken | 0 |
/// | `DRAWN_SECOND_SPEED` | `0.35:1.5`: this share of launches is this many times as slow | none |
/// | `DRAWN_LAYOUT` | the seed of the program's layout, which a linker gives it | none |
/// | `DRAWN_LAYOUT_NOISE` | the spread of the first benchmark's logarithm of time from layout to layout | 0 |
/// | `DRAWN_LAYOUT_SPEED` | `0.4:1.5`: with this share of layouts the first benchmark is this many times as slow | none |
/// | `DRAWN_UNITS` | `m=ms`: units of a suite's own metrics | `count` |
/// | `DRAWN_HIGHER_IS_BETTER` | `m,n`: the metrics of which more is better | none |
/// | `DRAWN_RECORDED` | the built-in metrics that the driver is asked to record | all |
/// | `DRAWN_ITEMS` | the items that one iteration processes | none |
/// | `DRAWN_PER_ITERATION` | `1`: every sample is one iteration | 0 |
/// | `DRAWN_THREADS` | `1`: benchmarks use several threads | 0 |
/// | `DRAWN_SIDE` | which side this is, a word | `baseline` |
/// | `DRAWN_SEED` | the seed of everything that is drawn | 1 |
/// | `DRAWN_LAUNCHES` | a folder in which each side counts its launches | none |
///
/// In `DRAWN_VALUES` the counted metrics of the library are reported as counts, `wall_time`, `cpu_time` and
/// `peak_memory` as what they are, and every other name as a custom metric.
///
/// What a launch draws depends on the seed, the side and the launch's number. Without
/// `DRAWN_LAUNCHES` it has no number; the process identifier and the time then take its place, and
/// no two runs are alike.
@main
struct DrawnSuite {
  static func main() {
    do {
      try serve(DrawnProgram())
    } catch {
      DriverChannel.exit("DrawnSuite: \(error.message)\n")
    }
  }

  private static func serve(_ program: DrawnProgram) {
    var channel = DriverChannel()
    var launch = DrawnLaunch(of: program)
    channel.send([.greeting(launch.greeting)])
    while let line = channel.receive() {
      let replies: [WorkerMessage]
      switch DriverMessage(line: line) {
      case .list: replies = launch.list
      case .run(let index):
        if launch.crashes(index) { DriverChannel.crash() }
        replies = launch.begin(index)
      case .calibrate(let target): replies = [launch.calibration(target)]
      case .warm: replies = [.warmed(iterations: 10)]
      case .sample(let iterations, let count): replies = launch.samples(iterations, count)
      case .count(let iterations): replies = launch.counts(iterations)
      case .look:
        replies = [.looked(iterations: 0, nanoseconds: 0, reason: "a drawn suite runs no code")]
      case .finish: replies = launch.end()
      case .quit: return
      case nil:
        replies = [.failed(WorkerFailure(kind: .protocolError, message: "what is \(line)?"))]
      }
      channel.send(replies)
    }
  }
}
