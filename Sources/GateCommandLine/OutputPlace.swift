#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Finds an output that cannot be written before a command begins what it is the result of.
///
/// What is refused here could not be written later either. A place that passes may still fail, as when the disk
/// becomes full.
struct OutputPlace {
  private let arguments: ParsedArguments
  private let options: [OptionDefinition]

  init(_ arguments: ParsedArguments, _ definition: CommandDefinition) {
    self.arguments = arguments
    options = definition.options.filter(\.isOutput)
  }

  /// Refuses the first such place.
  ///
  /// - Throws: ``UsageError`` that names it.
  func refuse() throws(UsageError) {
    for option in options {
      for path in arguments.values(option.name) where path != "-" {
        guard let reason = Self.obstacle(path, isFolder: option.placeholder == "DIR") else {
          continue
        }
        throw UsageError(CommandLineMessage.placeNotWritable(path: path, reason: reason))
      }
    }
  }

  /// Why nothing can be written at a path; nil where it can, as far as one sees.
  private static func obstacle(_ path: String, isFolder: Bool) -> String? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      return errno == ENOENT ? obstacle(around: path) : reason(errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return isFolder ? refusal(path, W_OK | X_OK) : "it is a folder"
    case S_IFREG: return isFolder ? "it is not a folder" : obstacle(around: resolved(path))
    default: return refusal(path, W_OK)
    }
  }

  /// Why nothing can be made in the nearest folder above a path that is there; those between are made.
  private static func obstacle(around path: String) -> String? {
    var folder = path[...]
    while let slash = folder.dropLast().lastIndex(of: "/") {
      folder = folder[..<slash]
      let above = folder.isEmpty ? "/" : String(folder)
      var status = stat()
      guard unsafe stat(above, &status) == 0 else {
        guard errno == ENOENT else { return reason(errno) }
        continue
      }
      guard status.st_mode & S_IFMT == S_IFDIR else { return reason(ENOTDIR) }
      return refusal(above, W_OK | X_OK)
    }
    return refusal(".", W_OK | X_OK)
  }

  private static func refusal(_ path: String, _ wish: Int32) -> String? {
    unsafe access(path, wish) == 0 ? nil : reason(errno)
  }

  /// The path with its links followed.
  private static func resolved(_ path: String) -> String {
    guard let place = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(place) }
    return unsafe String(cString: place)
  }

  private static func reason(_ error: Int32) -> String {
    unsafe String(cString: strerror(error)).lowercased()
  }
}
