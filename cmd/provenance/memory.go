package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// softMemory is the size of the heap, in bytes, from which on garbage is collected
// at once: records of a megabyte each would otherwise pile up. An ingest of
// millions of rows stays below it.
const softMemory = 128 << 20

// smallHeap is the memory, in bytes, below which nothing is collected: a short
// ingest ends before it pays for that, and a long one with little in hand pays
// when it has filled it.
const smallHeap = 28 << 20

// collectAt is the growth of the heap, in percent, at which garbage is collected
// once half of smallHeap is in use: a little more than half of what is usual is
// 6 MiB less of a million rows in random order, for no time that can be measured.
const collectAt = 60

// collectLater puts the collection of garbage off until the program is not small
// any more; from then on it keeps the heap small, within softMemory.
func collectLater() {
	percent := debug.SetGCPercent(-1)
	if percent < 0 { // it is put off already, or for good
		return
	}
	debug.SetMemoryLimit(smallHeap)
	afterCollection(func() bool {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		if live[0].Value.Kind() == metrics.KindUint64 && live[0].Value.Uint64() < smallHeap/2 {
			return true
		}
		debug.SetMemoryLimit(softMemory)
		debug.SetGCPercent(min(percent, collectAt))
		return false
	})
}

// afterCollection calls f after each collection of garbage until it returns false.
func afterCollection(f func() bool) {
	garbage := new([16]byte) // found dead by the next one
	runtime.SetFinalizer(garbage, func(*[16]byte) {
		if f() {
			afterCollection(f)
		}
	})
}
