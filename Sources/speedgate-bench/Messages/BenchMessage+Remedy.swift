import GateRecords

extension BenchMessage {
  @_optimize(none)
  var remedy: String? {
    switch self {
    case .builtInSuiteMissing:
      "build it with 'swift build -c release --product reference-workloads'"
    case .suiteMissing: "build the suite with 'swift build -c release'"
    case .notAProgram: "name the suite's built program"
    case .suiteNeeded: "give the path of its built program"
    case .programNeeded: "give the program that was just built"
    case .inputNeeded(_, let command): "see '\(command) --help'"
    case .packageFolderMissing: "name your package's folder with --package-path"
    case .manifestMissing: "go to your package's folder, or name it with --package-path"
    case .noSuite: "'speedgate-bench init' adds one"
    case .noSuiteAtCommit: "name a suite of another commit with --suite"
    case .notAProduct: "give the name that 'swift build --product' builds"
    case .severalProducts(let names): "name one: \(names.joined(separator: ", "))"
    case .severalSuites(let names): "name one with --suite: \(names.joined(separator: ", "))"
    case .productNeeded: "name it before the options"
    case .outputNeeded: "name a file, or - for standard output"
    case .exportFormatNeeded: "it is go or generic"
    case .notARegularExpression: "write a regular expression such as '^sort/'"
    case .notAShard: "write 1/4 for the first of four"
    case .notAMachine: "write 1/8 for the first of eight"
    case .notAnAssignment: "write NAME=VALUE"
    case .readLimitsCrossed: "reads up to --good-read are good, and from --poor-read on poor"
    case .valgrindForInstructions: "install it, or leave the option out"
    case .twoOutputsToStandardOutput: "name a file for one of them"
    case .baselineWithoutProgram:
      "store one with 'swift package gate --update-baseline', or 'speedgate-detect baseline update RUN --program PROGRAM'"
    case .anchorSilent:
      "store another anchor with 'speedgate-detect baseline update RUN --program PROGRAM --anchor'"
    case .storedUnreadable: "restore or remove it, or name another baseline"
    case .layoutStudyUnusable:
      "remove it, or make another with 'speedgate-bench aa-check --baseline DIR'"
    case .evidenceUnreadable: "remove the file, or give --no-evidence"
    case .evidenceFolderMissing: "make it, or leave --evidence-from out"
    case .layoutCountInvalid: "give 8 to 300, or 0 for none"
    case .studyWithFilter: "leave out the filter, or --baseline"
    case .studyTooShort: "give it more time with --time-budget"
    case .toleranceBelowFixed: "measure them with fresh layouts, or allow more"
    case .toleranceBelowFresh: "allow more"
    case .markerMissing: "write it before the build begins"
    case .buildUnknown: "build with 'swift build' into a folder that is kept"
    case .rebuild: "build again and check again"
    case .severalRunsNeeded: "use --output"
    case .importedSuites: "choose one with --suite"
    case .twoBuildsNeeded: "name the baseline's program first, then the candidate's"
    case .valgrindForTrace: "install valgrind, or go without"
    case .suiteAndBenchmarkNeeded: "see 'speedgate-bench profile --help'"
    case .rebuiltMeanwhile: "measure again"
    case .commandNeeded:
      "write it behind --, or name a file of commands with --file, see 'speedgate-bench command --help'"
    case .commandAndFile: "give one of them"
    case .optionInFile: "the file has a key for it"
    case .lineMalformed: "close its quotes and name a program"
    case .notAStatus: "it is a number from 0 to 255"
    case .tagEmpty: "name a label"
    case .tagNotPrintable: "write it on one line"
    case .notADigest: "write the SHA-256 of the output, 64 hexadecimal digits"
    case .notAParameter: "write n=1,2,3 with values that differ"
    case .commandMissing: "check the name, or add --shell for a shell's words"
    case .baselineFolderUnbuilt: "build them there, or leave --against-directory out"
    case .nothingMatches(_, let names): "there are \(names.joined(separator: ", "))"
    case .commitNeeded: "give a branch, a tag or a hash"
    case .storeInUse: "try again when that command has ended"
    case .referenceNotBuilt: "name another commit first"
    case .workTreeWithItself: "name a commit"
    case .rangeNeeded: "give GOOD..BAD, two commits"
    case .notARange: "write GOOD..BAD, such as v1.2..main"
    case .rangeWithoutChange: "name other folders with --path"
    case .severalSlower: "name one of the others to search it"
    case .bisectionDamaged: "remove it to begin again"
    default: nil
    }
  }
}
