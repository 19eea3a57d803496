// Package kept packs the bytes of files that were read, for table kept, and gives them
// back: to people, to verification, and to be read again.
package kept
