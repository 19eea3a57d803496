package main

import (
	"runtime"
	"runtime/debug"
)

// softMemory is the size of the heap, in bytes, from which on garbage is collected
// at once: records of a megabyte each would otherwise pile up. An ingest of
// millions of rows stays below it.
const softMemory = 128 << 20

// smallHeap is the memory, in bytes, below which nothing is collected: a short
// ingest ends before it pays for that.
const smallHeap = 28 << 20

// collectAt is the growth of the heap, in percent, at which garbage is collected
// from then on: a little more than half of what is usual is 6 MiB less of a million rows in random
// order, for no time that can be measured.
const collectAt = 60

// collectLater puts the collection of garbage off until the program is not small
// any more; from then on it keeps the heap small, within softMemory.
func collectLater() {
	percent := debug.SetGCPercent(-1)
	if percent < 0 { // it is put off already, or for good
		return
	}
	percent = min(percent, collectAt)
	debug.SetMemoryLimit(smallHeap)
	first := new([16]byte) // found dead by the first collection
	runtime.SetFinalizer(first, func(*[16]byte) {
		debug.SetMemoryLimit(softMemory)
		debug.SetGCPercent(percent)
	})
}
