/// A program that the store keeps, or why there is none.
package enum StoredBuild: Hashable, Sendable {
  /// The program's path and SHA-256.
  case built(path: String, hash: String)
  /// The commit does not build: the first error.
  case failed(String)
}
